import assert from 'node:assert/strict';
import { sessionEnd } from '../../../../src/vscode/tokens/session-end';
import { usableProfile } from '../../storage/profiles-of';

describe('a token that only a person can renew', () => {
  const rows: [what: string, grant: string, message: string, button: string][] = [
    ['a login', 'authorization_code', 'P: The session has ended. Sign in again to get a new token.', 'Sign In'],
    ['a machine', 'client_credentials', 'P: The token could not be renewed. A secret is missing.', 'Get Token'],
  ];
  for (const [what, grant, message, title] of rows) {
    it(`of ${what} is told with the button that helps: ${title}`, () => {
      const known = usableProfile({ id: 'p', name: 'P', grant, clientId: 'c', issuer: 'https://sso.example.com' });
      assert.deepEqual(sessionEnd(known, { what: 'A secret is missing.' }), { message, title });
    });
  }
});
