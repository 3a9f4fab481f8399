import { expect } from 'chai';
import { looksLive } from '../../src/target/index.ts';

const NEAR = [
  'http://localhost:5001/openactive',
  'http://127.0.0.1:3000',
  'http://[::1]:3000',
  'http://10.1.2.3/',
  'http://172.20.0.5/',
  'http://192.168.1.9/',
  'http://booking:8080/',
  'http://host.docker.internal/openactive',
  'https://system.example/',
];

const LIVE = [
  'https://uat.acme.com/',
  'https://acme.com/',
  'https://api.acme.co.uk/openactive',
  'https://latest.acme.com/',
  'https://contest.acme.com/test/sandbox',
  'http://172.32.0.1/',
  'http://8.8.8.8/',
  'https://acme.dev/',
];

describe('looking live', () => {
  for (const url of NEAR) it(`does not hold for ${url}`, () => expect(looksLive(url)).to.equal(undefined));
  for (const url of LIVE) {
    it(`holds for ${url}, and says which host`, () => expect(looksLive(url)).to.include(new URL(url).hostname));
  }
});
