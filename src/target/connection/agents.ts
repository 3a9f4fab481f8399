import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { isLoopback } from './loopback.ts';
import { makesExceptions, refuseUntrusted, tlsOptions, type TlsConfig } from './tls.ts';

/** The connections of one target. */
export interface Agents {
  /** What carries a request to a URL: directly, or through the proxy that the environment names for it. */
  of(url: URL): http.Agent;
  close(): void;
}

/** Idle connections are dropped before a server's usual five seconds, so that it never closes one as we write to it. */
const AGENT_OPTIONS = { keepAlive: true, timeout: 3_000 };

export function openAgents(tls: TlsConfig = {}): Agents {
  const opened = new Map<string, http.Agent>();
  return {
    of: (url) => {
      const proxy = isLoopback(url.hostname) ? '' : getProxyForUrl(url.href);
      const key = `${url.protocol} ${proxy}`;
      const known = opened.get(key) ?? openAgent(url.protocol, proxy, tls);
      opened.set(key, known);
      return known;
    },
    close: () => {
      for (const agent of opened.values()) agent.destroy();
    },
  };
}

function openAgent(protocol: string, proxy: string, tls: TlsConfig): http.Agent {
  if (protocol === 'http:')
    return proxy === '' ? new http.Agent(AGENT_OPTIONS) : new HttpProxyAgent(proxy, AGENT_OPTIONS);
  return proxy === '' ? direct(tls) : tunnel(proxy, tls);
}

function direct(tls: TlsConfig): https.Agent {
  const agent = new https.Agent({ ...AGENT_OPTIONS, ...tlsOptions(tls) });
  if (!makesExceptions(tls)) return agent;
  const open = agent.createConnection.bind(agent);
  agent.createConnection = (options, opened) => {
    const socket = open(options) as TLSSocket;
    refuseUntrusted(socket, options.host ?? '', tls).then(
      () => opened?.(null, socket),
      (error: unknown) => opened?.(error as Error, socket),
    );
    return undefined;
  };
  return agent;
}

function tunnel(proxy: string, tls: TlsConfig): http.Agent {
  const agent = new HttpsProxyAgent(proxy, AGENT_OPTIONS);
  // What the constructor is given is for the connection to the proxy; this is for what the tunnel leads to.
  Object.assign(agent.options, tlsOptions(tls));
  const open = agent.connect.bind(agent);
  agent.connect = async (request, options) => {
    const socket = await open(request, options);
    // Without a tunnel, the agent would pass off the proxy's refusal as the target's answer.
    if (!(socket instanceof TLSSocket)) throw Object.assign(new Error('no tunnel'), { code: 'EPROXY' });
    if (makesExceptions(tls)) await refuseUntrusted(socket, options.host ?? '', tls);
    return socket;
  };
  return agent;
}
