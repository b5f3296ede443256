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
  const other = 'https://login.example/acme/token?tenant=acme';
  const whole = { ...own, endpoints: { ...own.endpoints, token: other } };

  it('of a personal profile shows the client, and the addresses that the secret goes to', () => {
    assert.equal(
      secretPrompt(usableProfile({ ...machine, ...own }, personal), 'clientSecret', []),
      `For the client c. It is sent to ${issuer} (issuer), and kept in VS Code’s SecretStorage.`,
    );
    assert.equal(
      secretPrompt(usableProfile({ ...machine, ...whole, issuer: `${issuer}/realms/a` }, personal), 'clientSecret', []),
      `For the client c. It is sent to ${issuer}/realms/a (issuer), ${other} (token endpoint), and kept in VS Code’s SecretStorage.`,
    );
  });

  it('of a personal profile cuts a long query, but no path', () => {
    const token = `https://login.example/${'p'.repeat(200)}?${'q'.repeat(200)}`;
    const text = secretPrompt(usableProfile({ ...machine, endpoints: { token } }, personal), 'clientSecret', []);
    assert.ok(text.includes(`/${'p'.repeat(200)}?${'q'.repeat(78)}… (token endpoint)`), text);
  });

  it('of a folder’s profile shows who asks, and all that entering the secret allows', () => {
    assert.equal(
      secretPrompt(usableProfile({ ...machine, ...whole }, team('app')), 'clientSecret', []),
      [
        `The folder “app” asks for it, for the client c. It is sent to ${issuer} (issuer), ${other} (token endpoint),`,
        'and kept in VS Code’s SecretStorage.',
        `The folder’s profile also contacts ${issuer}/authorize (authorization endpoint), https://keys.example/jwks (keys).`,
        'The folder’s profile also sets: Its token may be sent to: https://evil.example, any host under',
        'evil.example:8443; Scope: read; Audience: https://api.example.com; Organization: acme;',
        'Redirect: loopback; Token request: tier=gold. Entering it allows this.',
      ].join(' '),
    );
  });

  it('of a folder’s profile shows a query whole, since it is sent like parameters', () => {
    const token = `https://login.example/token?${'q'.repeat(1000)}`;
    const text = secretPrompt(usableProfile({ ...machine, endpoints: { token } }, team('app')), 'clientSecret', []);
    assert.ok(text.includes(`${token} (token endpoint)`), text);
  });

  it('of a folder’s profile shows the authorities that it trusts', () => {
    const text = secretPrompt(usableProfile(machine, team('app')), 'clientSecret', ['00:11', '22:33']);
    assert.ok(
      text.includes(
        'sets: Trusts the authority with the SHA-256 fingerprint 00:11; Trusts the authority with the SHA-256 fingerprint 22:33.',
      ),
      text,
    );
  });

  it('of a pasted token shows where a folder’s profile may send it', () => {
    const pasted = { id: 's', grant: 'static', origins: ['https://evil.example'] };
    assert.equal(secretPrompt(usableProfile(pasted, personal), 'token', []), kept);
    assert.equal(
      secretPrompt(usableProfile(pasted, team('app')), 'token', []),
      [
        `The folder “app” asks for it. ${kept}`,
        'The folder’s profile also sets: Its token may be sent to: https://evil.example. Entering it allows this.',
      ].join(' '),
    );
  });
});
