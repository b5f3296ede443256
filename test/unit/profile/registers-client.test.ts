import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/profile/parse';
import { registersClient } from '../../../src/profile/registers-client';

const issuer = 'https://sso.example.com';
const endpoints = { authorization: `${issuer}/authorize`, token: `${issuer}/token` };
const registration = `${issuer}/register`;
const grant = 'authorization_code';

describe('profile: whether a client is registered', () => {
  const rows: [what: string, fields: object, registers: boolean][] = [
    ['a login at an issuer', { grant, issuer }, true],
    ['a login at a preset’s issuer', { grant, preset: 'auth0', tenant: 'example.auth0.com' }, true],
    ['a login on another device', { grant: 'device_code', issuer }, true],
    ['a login at endpoints with a registration endpoint', { grant, endpoints: { ...endpoints, registration } }, true],
    ['a client with a secret', { grant, issuer, clientAuth: 'client_secret_post' }, true],
    ['a public client', { grant, issuer, clientAuth: 'none' }, true],
    ['a client ID of its own', { grant, issuer, clientId: 'c' }, false],
  ];
  for (const [what, fields, registers] of rows)
    it(`${what}: ${registers}`, () => {
      const parsed = parseProfile({ id: 'p', ...fields });
      assert.ok(parsed.ok, JSON.stringify(parsed));
      assert.equal(registersClient(parsed.settings), registers);
    });

  const missing: [what: string, fields: object][] = [
    ['endpoints without a registration endpoint', { grant, endpoints }],
    ['a grant without a person', { grant: 'client_credentials', issuer }],
    ['a password', { grant: 'password', issuer, username: 'u' }],
    ['a client with a key of its own', { grant, issuer, clientAuth: 'private_key_jwt' }],
    ['a client with a certificate of its own', { grant, issuer, clientAuth: 'tls_client_auth' }],
    ['signed requests', { grant, issuer, security: { jar: true } }],
  ];
  for (const [what, fields] of missing)
    it(`${what}: the client ID is missing`, () => {
      const parsed = parseProfile({ id: 'p', ...fields });
      assert.ok(!parsed.ok);
      assert.deepEqual(
        parsed.problems.map(({ path, message }) => [path, message]),
        [[['clientId'], '“clientId” is missing.']],
      );
    });

  it('an insecure registration endpoint makes a profile unusable', () => {
    const insecure = { ...endpoints, registration: 'http://sso.example.com/register' };
    const parsed = parseProfile({ id: 'p', grant, endpoints: insecure });
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.problems.map(({ code }) => code),
      ['insecure-endpoint'],
    );
  });
});
