import assert from 'node:assert/strict';
import { inspectToken } from '../../../../src/jwt/inspect/inspect';
import { titleOf } from '../../../../src/jwt/inspect/title';
import { jwe, jwt } from '../../../support/jwts';

describe('titleOf', () => {
  const rows: [what: string, token: string, title: string][] = [
    ['issuer and subject', jwt({ iss: 'https://login.example.com/realms/a', sub: 'ada' }), 'login.example.com · ada'],
    ['an issuer that is not an address', jwt({ iss: 'joe' }), 'joe'],
    ['only a subject', jwt({ sub: 'ada' }), 'ada'],
    ['neither', jwt({ scope: 'a' }), 'JWT'],
    ['an encrypted token', jwe(), 'Encrypted JWT'],
    ['no token', 'opaque', 'JWT'],
    ['marks and line ends', jwt({ sub: '$(bug)\u202e\n[x](command:y)' }), '$ (bug) [x] (command:y)'],
  ];
  for (const [what, token, title] of rows)
    it(`is “${title}” for ${what}`, async () => assert.equal(titleOf(await inspectToken(token)), title));

  it('is short', async () => {
    const title = titleOf(await inspectToken(jwt({ iss: `https://${'a'.repeat(200)}.example`, sub: 'b'.repeat(900) })));
    assert.ok(title.length <= 110, title);
  });
});
