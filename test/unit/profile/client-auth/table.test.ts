import assert from 'node:assert/strict';
import {
  clientAuthNames,
  clientAuths,
  publicClientAuth,
  usualSecret,
  type ClientAuth,
} from '../../../../src/profile/client-auth/table';
import { clientAuthOf } from '../../../../src/oauth/client-auth/choice';
import { implementedClientAuths } from '../../../../src/oauth/client-auth/table';
import { profileSchema } from '../../../../src/profile/schema';
import { secretKinds, type SecretKind } from '../../../../src/profile/secret-kind';
import { clientOf, issuer, person } from '../../oauth/provider';

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

  it('that a profile which names none gets send the usual secret, whatever else is stored and a server takes', () => {
    const client = clientOf({ ...person, issuer }, Object.fromEntries(secretKinds.map((kind) => [kind, 'stored'])));
    for (const name of Object.keys(implementedClientAuths)) {
      const chosen = clientAuthOf(client, [name]);
      assert.equal(clientAuths[chosen].secret, usualSecret, `${chosen}, where a server takes ${name}`);
    }
  });

  it('are told apart by their labels', () => {
    assert.equal(new Set(clientAuthNames.map((name) => clientAuths[name].label())).size, clientAuthNames.length);
  });
});
