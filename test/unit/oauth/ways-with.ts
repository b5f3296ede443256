import { clientCertificate } from '../../../src/oauth/client-certificate.node';
import { certificateShown, type Credentials } from '../../../src/oauth/credentials';
import { nodeFetch } from '../../../src/oauth/node-fetch.node';
import type { Fetch } from '../../../src/oauth/transport';
import type { Settings } from '../../../src/profile/settings';

/**
 * Ways to a server by an authority of its own, which show a client's certificate where its profile says so. They trust that
 * authority alone: all that the machine trusts takes long to load, for each connection.
 * @param authority PEM
 */
export function waysWith(authority: string): (settings: Partial<Settings>, credentials?: Credentials) => Fetch {
  const known = new Map<string | undefined, Fetch>();
  return (settings, credentials = {}) => {
    const shown = certificateShown(settings, credentials);
    const found = known.get(shown);
    if (found !== undefined) return found;
    const certificate = shown === undefined ? {} : clientCertificate(credentials, Date.now());
    const connection = nodeFetch(() => ({ ca: authority, ...certificate }));
    const way: Fetch = (url, init) => (url.startsWith('https:') ? connection : fetch)(url, init);
    known.set(shown, way);
    return way;
  };
}
