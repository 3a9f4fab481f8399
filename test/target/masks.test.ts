import { expect } from 'chai';
import { MASK, secretMask } from '../../src/target/index.ts';

const SELLER = 'https://example.com/sellers/1';
const mask = secretMask({
  partners: { primary: { headers: { 'X-Api-Key': 'k-8"81/2', Authorization: 'Bearer abc.def-123' } } },
  sellers: {
    primary: { id: SELLER, requestHeaders: { 'X-Seller': SELLER, 'X-Short': 'on', Cookie: 'session=77777' } },
  },
});

describe('masking', () => {
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
});
