import assert from 'node:assert/strict';
import { rehearse, type Edit } from './rehearse';
import { startTokenServer } from './token-server';
import { tokensOf } from './tokens-of';

const edits: Edit[] = [
  {
    file: 'src/profile/grants/made-up.ts',
    add: `import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** A grant that is made up: a user's name and password, with a word of its own. */
export const madeUp: GrantFacts = {
  label: () => t('Made-up grant'),
  detail: () => t('A user name, a password and the magic word'),
  obtained: 'request',
  renewal: 'again',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token'],
  secrets: () => ['password'],
  wizard: ['username', 'scope'],
  problems: ({ username }) =>
    username === undefined ? [{ field: 'username', message: t('“username” is missing.') }] : [],
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
    add: `import { genericGrantRequest } from 'openid-client';
import { credential } from '../credentials';
import { put, putOwn } from '../parameters';
import type { RequestGrant } from './grant';

export const grant: RequestGrant = {
  obtained: 'request',
  parameters(settings) {
    const parameters = new URLSearchParams({ magic_word: 'please' });
    put(parameters, 'username', settings.username);
    put(parameters, 'scope', settings.scope);
    return putOwn(parameters, settings, 'token');
  },
  request(configuration, client) {
    const parameters = grant.parameters(client.settings);
    parameters.set('password', credential(client, 'password'));
    return genericGrantRequest(configuration, 'urn:made-up', parameters);
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

rehearse('a grant is one file of facts, one of doing, and a row each', edits, (copy) => {
  const profile = {
    id: 'one',
    grant: 'made_up',
    clientId: 'client',
    clientAuth: 'none',
    username: 'alice',
    scope: 'a',
  };

  it('a profile gets its token, keeps it, and gets another one without a question', async () => {
    const server = await startTokenServer();
    try {
      const { get, asked } = await tokensOf(copy, { ...profile, endpoints: { token: server.address } }, 'hunter2');
      assert.equal((await get()).accessToken, 'token-1');
      assert.equal((await get()).accessToken, 'token-1', 'the one in hand');
      assert.equal((await get(true)).accessToken, 'token-2');
      assert.deepEqual(asked, ['password']);
      const form = {
        grant_type: 'urn:made-up',
        magic_word: 'please',
        username: 'alice',
        password: 'hunter2',
        scope: 'a',
      };
      assert.deepEqual(
        server.received.map((request) => request.form),
        [1, 2].map(() => ({ ...form, client_id: 'client' })),
      );
    } finally {
      await server.close();
    }
  });

  it('a profile that lacks what it needs is told so', async () => {
    const { parseProfile } = await copy.load<typeof import('../../src/profile/parse')>('src/profile/parse.ts');
    const parsed = parseProfile({ ...profile, clientId: undefined, username: undefined });
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.problems.map(({ message }) => message),
      ['“clientId” is missing.', 'The profile has neither “issuer” nor “endpoints.token”.', '“username” is missing.'],
    );
  });

  it('the wizard offers it and asks for its secret, but not where a provider has only others', async () => {
    const draft = await copy.load<typeof import('../../src/vscode/wizard/draft')>('src/vscode/wizard/draft.ts');
    const { grants } = await copy.load<typeof import('../../src/profile/grants/table')>('src/profile/grants/table.ts');
    const empty = { fields: {}, secrets: {} };
    const offered = (preset: 'oidc' | 'basic') =>
      draft.offeredIn({ ...empty, preset }).map((name) => grants[name].label());
    assert.ok(offered('oidc').includes('Made-up grant'));
    assert.ok(!offered('basic').includes('Made-up grant'));
    const questions = draft.questionsOf({ ...empty, preset: 'oidc', grant: 'made_up' as 'password' });
    assert.deepEqual(
      questions.map((question) => (question.ask === 'secret' ? question.secret.kind : question.ask)),
      ['preset', 'grant', 'field', 'clientId', 'username', 'password'],
    );
  });
});
