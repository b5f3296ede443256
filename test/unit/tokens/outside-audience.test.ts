import assert from 'node:assert/strict';
import { isOutsideAudience } from '../../../src/tokens/outside-audience';
import { jwt } from '../../support/jwts';

describe('tokens: a client that asks about a token', () => {
  const rows: [what: string, token: string, outside: boolean][] = [
    ['with another audience', jwt({ aud: 'account' }), true],
    ['with several other audiences', jwt({ aud: ['account', 'api'] }), true],
    ['for the client', jwt({ aud: 'c' }), false],
    ['for the client among others', jwt({ aud: ['account', 'c'] }), false],
    ['without an audience', jwt({ sub: 's' }), false],
    ['with an empty audience', jwt({ aud: [] }), false],
    ['that is opaque', 'opaque', false],
  ];
  for (const [what, token, outside] of rows)
    it(`${what} is ${outside ? 'outside' : 'not outside'} its audience`, () =>
      assert.equal(isOutsideAudience({ accessToken: token }, { clientId: 'c' }), outside));
});
