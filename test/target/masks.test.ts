import { expect } from 'chai';
import { maskOf } from '../../src/protocol/masks.ts';
import { MASK, secretMask } from '../../src/target/index.ts';

const SELLER = 'https://example.com/sellers/1';
const mask = secretMask({
  partners: { primary: { headers: { 'X-Api-Key': 'k-8"81/2', Authorization: 'Bearer abc.def-123' } } },
  sellers: {
    primary: { id: SELLER, requestHeaders: { 'X-Seller': SELLER, 'X-Short': 'on', Cookie: 'session=77777' } },
  },
});

describe('masking', () => {
  it('hides what an OpenID provider is shown', () => {
    const login = { username: 'seller-one', password: 'pass-word' };
    const own = secretMask({
      partners: {
        primary: { headers: {}, client: { clientId: 'one', clientSecret: 'client-secret' } },
        secondary: { headers: {}, initialAccessToken: 'initial-token' },
      },
      sellers: { primary: { id: SELLER, requestHeaders: {}, login, refreshTokens: { primary: 'refresh-token' } } },
    });
    expect(own.text('client-secret initial-token pass-word refresh-token seller-one')).to.equal(
      `${MASK} ${MASK} ${MASK} ${MASK} seller-one`,
    );
  });

  it('hides the configured headers and everything that is a credential by name', () => {
    const headers = {
      'x-seller': SELLER,
      'X-SHORT': 'on',
      'Set-Cookie': 'a=b',
      'X-Other-Token': 'zzz',
      Accept: 'text/html',
    };
    expect(mask.headers(headers)).to.deep.equal({
      'x-seller': MASK,
      'X-SHORT': MASK,
      'Set-Cookie': MASK,
      'X-Other-Token': MASK,
      Accept: 'text/html',
    });
  });

  it('hides configured values in any text, with and without their scheme, also as JSON writes them', () => {
    expect(mask.text('sent abc.def-123 with session=77777')).to.equal(`sent ${MASK} with ${MASK}`);
    expect(mask.text(JSON.stringify({ echo: 'k-8"81/2' }))).to.equal(`{"echo":"${MASK}"}`);
  });

  it("hides other people's credentials where a text shows that they are", () => {
    expect(mask.text('Authorization: Token q9q9')).to.equal(`Authorization: ${MASK}`);
    expect(mask.text('{"cookie": "id=4", "a": 1}')).to.equal(`{"cookie": "${MASK}", "a": 1}`);
    expect(mask.text('got Bearer eyJhbGciOi.x_y')).to.equal(`got Bearer ${MASK}`);
  });

  it("leaves public ids and short words alone: a seller's @id stands in every order", () => {
    expect(mask.text(`${SELLER} goes on`)).to.equal(`${SELLER} goes on`);
  });

  it('goes through JSON, its keys too, and changes nothing else', () => {
    const value = { 'session=77777': ['abc.def-123', 5, null, { seller: SELLER, no: false }] };
    expect(mask.json(value)).to.deep.equal({ [MASK]: [MASK, 5, null, { seller: SELLER, no: false }] });
  });

  it('hides JSON Web Tokens and credentials in URLs wherever they stand', () => {
    const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
    expect(mask.text(`see ${token}, please`)).to.equal(`see ${MASK}, please`);
    expect(mask.text('https://a.example.com/?access_token=q&b=1')).to.equal(
      `https://a.example.com/?access_token=${MASK}&b=1`,
    );
    expect(mask.json({ access_token: 'q', kept: 'q' })).to.deep.equal({ access_token: MASK, kept: 'q' });
  });

  it('hides people where that is asked for, and organizations never', () => {
    const order = {
      customer: { '@type': 'Person', givenName: 'Jo', email: 'jo@example.com', telephone: '1' },
      broker: { '@type': 'Organization', name: 'Broker', telephone: '2' },
      note: 'write to jo@example.com',
    };
    expect(maskOf().json(order)).to.deep.equal(order);
    expect(maskOf({ people: true }).json(order)).to.deep.equal({
      customer: { '@type': 'Person', givenName: MASK, email: MASK, telephone: MASK },
      broker: order.broker,
      note: `write to ${MASK}`,
    });
    expect(maskOf({ people: true }).text('/customers?email=jo%40example.com&page=2')).to.equal(
      `/customers?email=${MASK}&page=2`,
    );
  });
});
