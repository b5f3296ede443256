import assert from 'node:assert/strict';
import { rehearse, type Edit } from './rehearse';
import { startTokenServer } from './token-server';
import { tokensOf } from './tokens-of';

const edits: Edit[] = [
  {
    file: 'src/profile/grants/made-up.ts',
    add: `import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** A grant that is made up: a person enters a code elsewhere, and the server is asked until then. */
export const madeUp: GrantFacts = {
  label: () => t('Made-up login'),
  detail: () => t('A user enters a code on another device'),
  obtained: 'login',
  renewal: 'never',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token', 'deviceAuthorization'],
  secrets: () => [],
  wizard: ['scope'],
};
`,
  },
  {
    file: 'src/profile/grants/table.ts',
    after: "import { jwtBearer } from './jwt-bearer';",
    insert: "import { madeUp } from './made-up';",
  },
  { file: 'src/profile/grants/table.ts', after: '  static: pasted,', insert: '  made_up: madeUp,' },
  {
    file: 'src/oauth/grants/made-up.ts',
    add: `import { initiateDeviceAuthorization, pollDeviceAuthorizationGrant } from 'openid-client';
import type { Endpoint } from '../endpoints/endpoint';
import { members } from '../endpoints/members';
import { toTokenSet } from '../endpoints/token-answer';
import { secretsOf } from '../credentials';
import { statusFault } from '../error-answer';
import { put, putOwn } from '../parameters';
import { tokenCall } from '../servers';
import { translate } from '../translate';
import type { LoginGrant } from './grant';

const codeEndpoint: Endpoint = {
  name: 'code',
  member: members.deviceAuthorization,
  read(answer) {
    if (answer.json === undefined) throw statusFault(answer);
    return answer.json;
  },
};

export const grant: LoginGrant = {
  obtained: 'login',
  parameters(settings) {
    const parameters = new URLSearchParams();
    put(parameters, 'scope', settings.scope);
    return putOwn(parameters, settings, 'authorization');
  },
  async begin({ servers, now }, client, _options, signal) {
    const { settings } = client;
    const secrets = secretsOf(client);
    const metadata = await servers.metadataOf(client, ['token', 'deviceAuthorization']);
    const first = { endpoints: [codeEndpoint], signal, answered: new Set<string>() };
    const configuration = await servers.configure(client, metadata, first);
    const begun = await initiateDeviceAuthorization(configuration, grant.parameters(settings));
    return {
      endsBy: 'polling',
      url: begun.verification_uri,
      code: begun.user_code,
      isInUrl: false,
      expiresAt: now() + begun.expires_in * 1000,
      async finish(ended) {
        const call = tokenCall(client, metadata, secrets, ended, { polls: () => undefined });
        try {
          const polled = await servers.configure(client, metadata, call);
          return toTokenSet(await pollDeviceAuthorizationGrant(polled, begun, {}, { signal: ended }), now());
        } catch (thrown) {
          throw translate(thrown, 'metadata', secrets);
        }
      },
    };
  },
};
`,
  },
  {
    file: 'src/oauth/grants/table.ts',
    after: '  authorization_code: () =>',
    insert: "  made_up: () => import('./made-up'),",
  },
];

rehearse('a login without a redirect is one file of facts, one of doing, and a row each', edits, (copy) => {
  it('a person is shown the code, and polling gets the token', async () => {
    let pending = 1;
    const server = await startTokenServer({
      '/token': () => (pending-- > 0 ? [400, { error: 'authorization_pending' }] : undefined),
      '/device': () => [
        200,
        {
          device_code: 'the-device',
          user_code: 'ABCD-EFGH',
          verification_uri: 'https://sso.example.com/device',
          expires_in: 60,
          interval: 0.01,
        },
      ],
    });
    try {
      const shown: unknown[] = [];
      const fields = {
        ...{ id: 'one', grant: 'made_up', clientId: 'client', clientAuth: 'none', scope: 'a' },
        endpoints: { token: server.address, deviceAuthorization: server.address.replace('/token', '/device') },
      };
      const { get } = await tokensOf(copy, fields, '', ({ url, code }) => void shown.push([url, code]));
      assert.equal((await get()).accessToken, 'token-3');
      assert.deepEqual(shown, [['https://sso.example.com/device', 'ABCD-EFGH']]);
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
      const polling = { client_id: 'client', grant_type, device_code: 'the-device' };
      assert.deepEqual(
        server.received.map(({ path, form }) => ({ path, form })),
        [
          { path: '/device', form: { client_id: 'client', scope: 'a' } },
          ...[1, 2].map(() => ({ path: '/token', form: polling })),
        ],
      );
      assert.equal((await get()).accessToken, 'token-3', 'the one in hand');
    } finally {
      await server.close();
    }
  });
});
