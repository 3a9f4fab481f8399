import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { Adapter, AdapterPayload, JWKS } from 'oidc-provider';

/** What a provider of one's own needs beside its configuration: keys, a place for what it keeps, pages for people. */

/** A key with which tokens are signed; the making of one takes a while. */
export const SIGNING_KEYS: JWKS = {
  keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kty: 'RSA' }],
};

/** Keeps everything in memory, for one provider. */
export function memoryAdapter(): (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const matching = (model: string, test: (payload: AdapterPayload) => boolean) =>
    [...kept].find(([key, payload]) => key.startsWith(`${model}:`) && test(payload))?.[1];
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload) => void kept.set(keyOf(id), payload),
      find: async (id) => kept.get(keyOf(id)),
      findByUid: async (uid) => matching(model, (payload) => payload.uid === uid),
      findByUserCode: async (code) => matching(model, (payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = kept.get(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}

/** Where people log in. */
export const INTERACTIONS = '/interaction/';

const page = (form: string) =>
  `<!doctype html><title>Log in</title><form method="post" autocomplete="off">${form}<button type="submit">Go on</button></form>`;
const LOG_IN = page('<input name="login" type="text"><input name="password" type="password">');
const CONSENT = page('<input type="hidden" name="prompt" value="consent">');

/** The grant of all that was asked for. */
async function grantOf(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<string> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const made = new provider.Grant({
    clientId: String(params['client_id']),
    ...(session?.accountId !== undefined && { accountId: session.accountId }),
  });
  const grant = (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ?? made;
  const { missingOIDCScope = [], missingOIDCClaims = [] } = prompt.details as Record<string, string[] | undefined>;
  grant.addOIDCScope(missingOIDCScope.join(' '));
  grant.addOIDCClaims(missingOIDCClaims);
  return grant.save();
}

/** Shows the page where somebody logs in or consents, and takes what he answers. Any password is right. */
export async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(prompt.name === 'login' ? LOG_IN : CONSENT);
    return;
  }
  const answered = new URLSearchParams(await text(request));
  const result =
    prompt.name === 'login'
      ? { login: { accountId: answered.get('login') ?? '' } }
      : { consent: { grantId: await grantOf(provider, request, response) } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: prompt.name !== 'login' });
}
