import assert from 'node:assert/strict';
import { rehearse, type Edit } from './rehearse';
import { startTokenServer } from './token-server';
import { tokensOf } from './tokens-of';

const edits: Edit[] = [
  {
    file: 'src/profile/client-auth/made-up.ts',
    add: `import { t } from '@vscode/l10n';
import type { ClientAuthFacts } from './client-auth-facts';

/** A method that is made up: the private key itself in a header. */
export const madeUp: ClientAuthFacts = {
  label: () => t('Private key, in a header'),
  secret: 'privateKey',
};
`,
  },
  {
    file: 'src/profile/client-auth/table.ts',
    after: "import { none } from './none';",
    insert: "import { madeUp } from './made-up';",
  },
  { file: 'src/profile/client-auth/table.ts', after: '  self_signed_tls_client_auth: ', insert: '  made_up: madeUp,' },
  {
    file: 'src/oauth/client-auth/made-up.ts',
    add: `import { credential } from '../credentials';
import type { ClientAuthentication } from './client-auth';

export const authenticate: ClientAuthentication = (client) => {
  const key = credential(client, 'privateKey');
  return (_server, { client_id }, body, headers) => {
    body.set('client_id', client_id);
    headers.set('x-key', key);
  };
};
`,
  },
  {
    file: 'src/oauth/client-auth/table.ts',
    after: '  client_secret_post: () =>',
    insert: "  made_up: () => import('./made-up'),",
  },
];

rehearse('a client authentication method is one file of facts, one of doing, and a row each', edits, (copy) => {
  const profile = { id: 'one', grant: 'client_credentials', clientId: 'client', clientAuth: 'made_up' };

  it('a profile gets a token with it, once its secret was asked for', async () => {
    const server = await startTokenServer();
    try {
      const { get, asked } = await tokensOf(copy, { ...profile, endpoints: { token: server.address } }, 'the-key');
      assert.equal((await get()).accessToken, 'token-1');
      assert.equal((await get(true)).accessToken, 'token-2');
      assert.deepEqual(asked, ['privateKey']);
      for (const { headers, form } of server.received) {
        assert.equal(headers['x-key'], 'the-key');
        assert.deepEqual(form, { grant_type: 'client_credentials', client_id: 'client' });
      }
      assert.equal(server.received.length, 2);
    } finally {
      await server.close();
    }
  });

  it('the JSON Schema of a profile names it', async () => {
    const { profileJsonSchema } =
      await copy.load<typeof import('../../src/profile/json-schema')>('src/profile/json-schema.ts');
    assert.match(JSON.stringify(profileJsonSchema.properties['clientAuth']), /"made_up"/);
  });
});
