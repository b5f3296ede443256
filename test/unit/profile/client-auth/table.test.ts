import assert from 'node:assert/strict';
import {
  clientAuthNames,
  clientAuths,
  publicClientAuth,
  usualSecret,
  type ClientAuth,
} from '../../../../src/profile/client-auth/table';
import { implementedClientAuths } from '../../../../src/oauth/client-auth/table';
import { profileSchema } from '../../../../src/profile/schema';
import type { SecretKind } from '../../../../src/profile/secret-kind';

describe('profile: client authentication methods', () => {
  it('are those that a profile may name', () => {
    assert.deepEqual(profileSchema.entries.clientAuth.wrapped.pipe[0].options, clientAuthNames);
  });

  const secrets: Partial<Record<ClientAuth, SecretKind | undefined>> = {
    none: undefined,
    client_secret_basic: 'clientSecret',
    client_secret_post: 'clientSecret',
    client_secret_jwt: 'clientSecret',
    private_key_jwt: 'privateKey',
    tls_client_auth: 'clientCertificate',
    self_signed_tls_client_auth: 'clientCertificate',
  };
  for (const [name, secret] of Object.entries(secrets)) {
    it(`${name} needs ${secret ?? 'no secret'}`, () => assert.equal(clientAuths[name as ClientAuth].secret, secret));
  }

  it('have one for a client without a secret', () => {
    assert.deepEqual(
      clientAuthNames.filter((name) => clientAuths[name].secret === undefined),
      [publicClientAuth],
    );
  });

  it('that can be chosen for a profile that names none send the usual secret', () => {
    const able = (Object.keys(implementedClientAuths) as ClientAuth[]).filter((name) => name !== publicClientAuth);
    assert.ok(able.length > 1);
    for (const name of able) assert.equal(clientAuths[name].secret, usualSecret, name);
  });

  it('are told apart by their labels', () => {
    assert.equal(new Set(clientAuthNames.map((name) => clientAuths[name].label())).size, clientAuthNames.length);
  });
});
