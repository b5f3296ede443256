import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import type { Settings } from '../profile/settings';
import { certificateShown, type Credentials } from './credentials';
import type { Fetch } from './transport';

/** The most ways that are kept; of more, the oldest is made again. */
const most = 20;

/**
 * How clients' servers are reached: the usual way, but for clients with authorities or a certificate of their own. The
 * same authorities and the same certificate are the same function.
 * @param usual see `usualWay`
 * @param ofSystem whether the system's certificates count
 * @param now milliseconds since 1970
 */
export function waysTo(
  usual: Fetch,
  ofSystem: () => boolean,
  now: () => number,
): (settings: Partial<Settings>, credentials: Credentials) => Fetch {
  const ways = new Map<string, Fetch>();
  return (settings, credentials) => {
    const { tls } = settings;
    const clientCertificate = certificateShown(settings, credentials);
    if (tls?.ca === undefined && clientCertificate === undefined) return usual;
    const shown =
      clientCertificate === undefined ? undefined : { clientCertificate, privateKey: credentials.privateKey };
    const key = JSON.stringify([tls?.ca, shown]);
    const known = ways.get(key);
    if (known !== undefined) return known;
    let own: Fetch | undefined;
    const made: Fetch = async (url, init) => {
      if (!isHttps(url)) return usual(url, init);
      const { ownFetch = noNode } = await nodeModule();
      own ??= ownFetch(tls?.ca, shown, ofSystem, now);
      return own(url, init);
    };
    const [oldest] = ways.keys();
    if (ways.size >= most && oldest !== undefined) ways.delete(oldest);
    ways.set(key, made);
    return made;
  };
}

/** The usual way of this window. @param fetch the runtime's, which knows VS Code's proxy and the system's certificates */
export async function usualWay(fetch: Fetch): Promise<Fetch> {
  const { extraFetch } = await nodeModule();
  const extra = extraFetch?.();
  return extra === undefined ? fetch : (url, init) => (isHttps(url) ? extra : fetch)(url, init);
}

/** Empty in a browser. */
const nodeModule = () => import('./node-fetch.node') as Promise<Partial<typeof import('./node-fetch.node')>>;

function isHttps(url: string): boolean {
  return new URL(url).protocol === 'https:';
}

/** @throws `grant-unsupported` where there is no Node: a browser lets no page choose them */
function noNode(): never {
  throw new Fault(
    'grant-unsupported',
    t('In a browser, Token Deck can use neither a client certificate nor authorities of a profile’s own.'),
    { next: t('Use this profile in VS Code on the desktop, or in a remote window.') },
  );
}
