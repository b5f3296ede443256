import assert from 'node:assert/strict';
import { noOthers } from '../support/no-others';
import type { UsableProfile } from '../../src/profile/known';
import type { SecretKind } from '../../src/profile/secret-kind';
import type { TokenSet } from '../../src/storage/token-set';
import type { LoginSteps } from '../../src/vscode/login/attempt';
import { MemorySecrets } from '../unit/storage/memory-secrets';
import type { Copy } from './rehearse';

/** The steps of a login that need a browser. */
const noBrowser: Omit<LoginSteps, 'begin' | 'showCode'> = {
  open: () => assert.fail('no way back is opened'),
  wait: () => assert.fail('no redirect is awaited'),
  browse: () => assert.fail('no browser is opened'),
  notOpened: () => assert.fail('no browser is opened'),
  browsing: () => assert.fail('no browser is opened'),
};

/**
 * Tokens of a profile as the copy gets them, from what is written to what is handed out.
 * @param fields what a person writes as a profile
 * @param secret what a person types when a secret is missing
 * @param showCode what a person is shown in a login that ends by polling
 * @returns a token, each time it is called; and the kinds of secret that were asked for
 */
export async function tokensOf(
  copy: Copy,
  fields: object,
  secret: string,
  showCode: LoginSteps['showCode'] = () => assert.fail('no one signs in'),
) {
  const { parseProfile } = await copy.load<typeof import('../../src/profile/parse')>('src/profile/parse.ts');
  const { SecretsStore } = await copy.load<typeof import('../../src/storage/secrets')>('src/storage/secrets.ts');
  const { TokenStore } = await copy.load<typeof import('../../src/storage/tokens')>('src/storage/tokens.ts');
  const { noLock } = await copy.load<typeof import('../../src/storage/window-lock')>('src/storage/window-lock.ts');
  const { OAuthClient } = await copy.load<typeof import('../../src/oauth/client')>('src/oauth/client.ts');
  const { TokenService } = await copy.load<typeof import('../../src/tokens/service')>('src/tokens/service.ts');
  const { ClientSecrets } =
    await copy.load<typeof import('../../src/tokens/client-secrets')>('src/tokens/client-secrets.ts');
  const { attempt } = await copy.load<typeof import('../../src/vscode/login/attempt')>('src/vscode/login/attempt.ts');
  const parsed = parseProfile(fields);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const { profile, settings } = parsed;
  const known: UsableProfile = { usable: true, id: profile.id, home: { kind: 'personal' }, profile, settings };
  const log = () => undefined;
  const memory = new MemorySecrets();
  const asked: SecretKind[] = [];
  const oauth = new OAuthClient({ fetchFor: () => fetch, now: Date.now, log });
  const service = new TokenService({
    others: noOthers,
    tokens: new TokenStore(memory, () => true, log),
    clientSecrets: new ClientSecrets(new SecretsStore(memory, log), {
      askSecret: async (_known, kind) => (asked.push(kind), secret),
      mayUse: async () => assert.fail('no one is asked about a personal profile'),
      mayContact: async () => assert.fail('no one is asked about a personal profile'),
      rememberTyped: async () => undefined,
    }),
    oauth: async () => oauth,
    login: (_known, client, from, _wish, signal) =>
      attempt({ ...noBrowser, showCode, begin: (openRedirect) => from.beginLogin(client, { openRedirect }) }, signal),
    ...{ lock: noLock, shared: memory },
    now: Date.now,
    log,
  });
  const get = (forceRefresh = false): Promise<TokenSet> => service.get(known, { forceRefresh });
  return { get, asked };
}
