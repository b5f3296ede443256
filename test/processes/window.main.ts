import { noOthers } from '../support/no-others';
// The token service as a window (an extension host) has it, in a process of its own, over a store that windows share.
// It is told what to get by messages, and answers each.
import type { Fault } from '../../src/faults/fault';
import { OAuthClient } from '../../src/oauth/client';
import { SecretsStore } from '../../src/storage/secrets';
import { TokenStore } from '../../src/storage/tokens';
import { FileLock } from '../../src/storage/window-lock.node';
import { ClientSecrets } from '../../src/tokens/client-secrets';
import { TokenService, type GetOptions } from '../../src/tokens/service';
import { usableProfile } from '../unit/storage/profiles-of';
import { FolderSecrets } from './folder-secrets';
import type { Answer, Asked, Told } from './window';

const [secrets = '', locks = '', profile = '', limit = ''] = process.argv.slice(2);
const known = usableProfile(JSON.parse(profile));
let offset = 0;
const now = () => Date.now() + offset;
const tell = (told: Told) => process.send?.(told);
const log = (line: string) => tell({ log: line });
const never = (): never => {
  throw new Error('no one is asked');
};

const store = new FolderSecrets(secrets);
const tokens = new TokenStore(store, () => true, log);
const oauth = new OAuthClient({
  fetchFor: () => fetch,
  now,
  log,
  limits: { time: Number(limit), size: 1 << 20 },
  onExchange: ({ endpoint, parameters, error, fault }) => tell({ exchange: { endpoint, parameters, error, fault } }),
});
const interaction = { askSecret: never, mayUse: never, mayContact: never, rememberTyped: never };
const service = new TokenService({
  others: noOthers,
  tokens,
  clientSecrets: new ClientSecrets(new SecretsStore(store, log), interaction),
  oauth: () => Promise.resolve(oauth),
  login: never,
  lock: new FileLock(locks, log),
  shared: store,
  now,
  log,
});

async function answerTo(options: GetOptions): Promise<Answer> {
  try {
    const { accessToken } = await service.get(known, { interactive: false, ...options });
    return { token: accessToken };
  } catch (thrown) {
    return { code: (thrown as Fault).code };
  }
}

process.on('message', (asked: Asked) => {
  ({ offset } = asked);
  void answerTo(asked.options).then((answer) => tell({ of: asked.id, answer }));
});
process.once('disconnect', () => process.exit());
