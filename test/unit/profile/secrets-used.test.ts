import assert from 'node:assert/strict';
import { mainSecret, secretsUsed } from '../../../src/profile/secrets-used';
import type { SecretKind } from '../../../src/profile/secret-kind';
import { usableProfile } from '../storage/profiles-of';

describe('profile: the secrets that its requests use', () => {
  const base = { id: 'a', clientId: 'c', issuer: 'https://sso.example.com', username: 'alice' };
  const rows: [fields: object, used: string[], main: SecretKind][] = [
    [{ grant: 'client_credentials' }, ['clientSecret'], 'clientSecret'],
    [
      { grant: 'client_credentials', clientAuth: 'private_key_jwt' },
      ['privateKey', 'clientCertificate?'],
      'privateKey',
    ],
    [
      { grant: 'client_credentials', clientAuth: 'tls_client_auth' },
      ['clientCertificate', 'privateKey?'],
      'clientCertificate',
    ],
    [{ grant: 'jwt_bearer', clientAuth: 'tls_client_auth' }, ['privateKey', 'clientCertificate'], 'privateKey'],
    [{ grant: 'authorization_code' }, ['clientSecret?'], 'clientSecret'],
    [{ grant: 'authorization_code', clientAuth: 'none' }, [], 'clientSecret'],
    [{ grant: 'authorization_code', clientId: undefined }, [], 'clientSecret'],
    [
      { grant: 'authorization_code', clientId: undefined, clientAuth: 'client_secret_post' },
      ...([[], 'clientSecret'] as const satisfies [string[], SecretKind]),
    ],
    [{ grant: 'authorization_code', clientAuth: 'client_secret_post' }, ['clientSecret'], 'clientSecret'],
    [{ grant: 'authorization_code', security: { jar: true } }, ['clientSecret?', 'privateKey'], 'clientSecret'],
    [{ grant: 'authorization_code', clientAuth: 'none', security: { jar: true } }, ['privateKey'], 'privateKey'],
    [
      { grant: 'authorization_code', clientAuth: 'private_key_jwt', security: { jar: true } },
      ['privateKey', 'clientCertificate?'],
      'privateKey',
    ],
    [{ grant: 'client_credentials', security: { jar: true } }, ['clientSecret'], 'clientSecret'],
    [{ grant: 'password', clientAuth: 'none' }, ['password'], 'password'],
    [{ grant: 'password' }, ['password', 'clientSecret?'], 'password'],
    [{ grant: 'jwt_bearer', clientAuth: 'private_key_jwt' }, ['privateKey', 'clientCertificate?'], 'privateKey'],
    [
      { grant: 'token_exchange', clientAuth: 'client_secret_basic' },
      ['subjectToken', 'clientSecret', 'actorToken?'],
      'subjectToken',
    ],
    [{ grant: 'token_exchange', subject: { profile: 'other' } }, ['clientSecret?', 'actorToken?'], 'clientSecret'],
    [{ grant: 'token_exchange', clientAuth: 'none', subject: { profile: 'other' } }, ['actorToken?'], 'actorToken'],
    [
      { grant: 'token_exchange', clientAuth: 'none', subject: { type: 'jwt' }, actor: {} },
      ['subjectToken', 'actorToken'],
      'subjectToken',
    ],
    [{ grant: 'token_exchange', clientAuth: 'none', actor: { profile: 'other' } }, ['subjectToken'], 'subjectToken'],
    [{ grant: 'jwt_bearer', clientAuth: 'none', assertion: { profile: 'other' } }, [], 'clientSecret'],
    [{ grant: 'static' }, ['token'], 'token'],
  ];
  for (const [fields, used, main] of rows) {
    it(`${JSON.stringify(fields)}: ${used.join(', ') || 'none'}`, () => {
      const { settings } = usableProfile({ ...base, ...fields });
      assert.deepEqual(
        secretsUsed(settings).map(({ kind, required }) => (required ? kind : `${kind}?`)),
        used,
      );
      assert.equal(mainSecret(settings), main);
    });
  }
});
