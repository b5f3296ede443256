import assert from 'node:assert/strict';
import { askedSecrets } from '../../../../src/vscode/wizard/asked-secrets';
import { settingsOf } from '../../oauth/provider';

describe('wizard: the secrets that are asked for', () => {
  const common = {
    clientId: 'c',
    endpoints: { token: 'https://a.example/token', authorization: 'https://a.example/a' },
  };
  const rows: [
    what: string,
    fields: object,
    ofLogin: 'required' | 'refused' | undefined,
    isChosen: boolean,
    asked: string[],
  ][] = [
    ['a machine', { grant: 'client_credentials' }, undefined, false, ['clientSecret']],
    ['a login', { grant: 'authorization_code' }, undefined, false, ['clientSecret?']],
    ['a login that wants it', { grant: 'authorization_code' }, 'required', false, ['clientSecret']],
    ['a login that refuses it', { grant: 'authorization_code' }, 'refused', false, []],
    ['a password', { grant: 'password', username: 'u' }, undefined, false, ['password', 'clientSecret?']],
    [
      'a certificate, whose key is asked for with it',
      { grant: 'authorization_code', clientAuth: 'tls_client_auth' },
      'refused',
      true,
      ['clientCertificate'],
    ],
    ['a key', { grant: 'client_credentials', clientAuth: 'private_key_jwt' }, undefined, true, ['privateKey']],
  ];
  for (const [what, fields, ofLogin, isChosen, asked] of rows)
    it(`${what}: ${asked.join(', ') || 'none'}`, () => {
      const found = askedSecrets(settingsOf({ ...common, ...fields }), ofLogin, isChosen);
      assert.deepEqual(
        found.map(({ kind, required }) => kind + (required ? '' : '?')),
        asked,
      );
    });
});
