import assert from 'node:assert/strict';
import { tokenTypeOf } from '../../../src/oauth/token-type';

describe('oauth: the type of a token', () => {
  const rows: [given: string | undefined, urn: string][] = [
    [undefined, 'urn:ietf:params:oauth:token-type:access_token'],
    ['id_token', 'urn:ietf:params:oauth:token-type:id_token'],
    ['jwt', 'urn:ietf:params:oauth:token-type:jwt'],
    ['urn:example:type', 'urn:example:type'],
    ['https://example.com/type', 'https://example.com/type'],
  ];
  for (const [given, urn] of rows) it(`${given} is ${urn}`, () => assert.equal(tokenTypeOf(given), urn));
});
