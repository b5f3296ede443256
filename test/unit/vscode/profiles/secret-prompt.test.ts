import assert from 'node:assert/strict';
import { secretPrompt } from '../../../../src/vscode/profiles/secret-prompt';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const issuer = 'https://sso.example.com';
const machine = { id: 'm', grant: 'client_credentials', clientId: 'c', issuer };
const kept = 'It is kept in VS Code’s SecretStorage.';
const own = {
  ...{ scope: 'read', audience: ['https://api.example.com'], redirect: 'loopback', organization: 'acme' },
  ...{ origins: ['https://evil.example', 'https://*.evil.example:8443'], params: { token: { tier: 'gold' } } },
  endpoints: { jwks: 'https://keys.example/jwks', authorization: `${issuer}/authorize` },
};

describe('the prompt for a secret', () => {
  it('of a personal profile shows the client, and the hosts that the secret goes to', () => {
    assert.equal(
      secretPrompt(usableProfile({ ...machine, ...own }, personal), 'clientSecret'),
      `For the client c. It is sent to ${issuer} (issuer), and kept in VS Code’s SecretStorage.`,
    );
  });

  it('of a folder’s profile shows all that typing the secret allows', () => {
    assert.equal(
      secretPrompt(usableProfile({ ...machine, ...own }, team('app')), 'clientSecret'),
      [
        `For the client c. It is sent to ${issuer} (issuer), and kept in VS Code’s SecretStorage.`,
        'The folder’s profile also contacts https://keys.example (keys).',
        'The folder’s profile also sets: Scope: read; Audience: https://api.example.com; Organization: acme;',
        'Redirect: loopback; Its token may be sent to: https://evil.example, any host under evil.example:8443;',
        'Token request: tier=gold.',
      ].join(' '),
    );
  });

  it('of a pasted token shows where a folder’s profile may send it', () => {
    const pasted = { id: 's', grant: 'static', origins: ['https://evil.example'] };
    assert.equal(secretPrompt(usableProfile(pasted, personal), 'token'), kept);
    assert.equal(
      secretPrompt(usableProfile(pasted, team('app')), 'token'),
      `${kept} The folder’s profile also sets: Its token may be sent to: https://evil.example.`,
    );
  });
});
