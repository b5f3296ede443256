import { t } from '@vscode/l10n';
import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { discoveryEndpoint } from './endpoints/discovery';
import { asResponse, exchange, type Transport } from './exchange';
import { isEntra, isOwnMetadata } from './issuer';
import { translate } from './translate';
import type { Fetch } from './transport';

/** How long an issuer's metadata is taken to hold, in milliseconds. */
const lifetime = 10 * 60_000;

type Known = Map<string, { at: number; metadata: Promise<ServerMetadata> }>;

/**
 * The metadata of issuers, discovered once and kept for a while. What one `fetch` found is not given to a client of
 * another: they may trust different authorities.
 */
export class Discovery {
  private readonly byFetch = new WeakMap<Fetch, Known>();

  /**
   * The issuer's metadata, by OpenID Connect Discovery 1.0 section 4, else by RFC 8414 section 3.
   * @throws `discovery-failed`, `issuer-mismatch` or a fault of the connection
   */
  async metadata(issuer: string, transport: Transport): Promise<ServerMetadata> {
    const known = this.knownBy(transport);
    const found = known.get(issuer);
    if (found !== undefined && transport.now() - found.at < lifetime) return found.metadata;
    const metadata = discover(issuer, transport);
    const entry = { at: transport.now(), metadata };
    known.set(issuer, entry);
    try {
      return await metadata;
    } catch (thrown) {
      if (known.get(issuer) === entry) known.delete(issuer);
      throw thrown;
    }
  }

  /** Forgets what is known of an issuer, so that it is asked again. */
  forget(issuer: string, transport: Transport): void {
    this.knownBy(transport).delete(issuer);
  }

  private knownBy({ fetch }: Transport): Known {
    const known = this.byFetch.get(fetch) ?? new Map<string, { at: number; metadata: Promise<ServerMetadata> }>();
    this.byFetch.set(fetch, known);
    return known;
  }
}

async function discover(issuer: string, transport: Transport): Promise<ServerMetadata> {
  try {
    return await discoverBy('oidc', issuer, transport);
  } catch (thrown) {
    if (!isFault(thrown) || thrown.code !== 'discovery-failed') throw thrown;
    try {
      return await discoverBy('oauth2', issuer, transport);
    } catch (second) {
      throw isFault(second) && second.code === 'discovery-failed' ? thrown : second;
    }
  }
}

async function discoverBy(algorithm: 'oidc' | 'oauth2', issuer: string, transport: Transport): Promise<ServerMetadata> {
  try {
    const configuration = await discovery(serverOf(issuer, algorithm), 'discovery', undefined, undefined, {
      algorithm,
      execute: [allowInsecureRequests],
      [customFetch]: async (url, init) => {
        // One discovery serves all callers that wait for it, so no caller's signal may end it; the time limit does.
        const { value, answer } = await exchange(transport, discoveryEndpoint, url, init as RequestInit, undefined);
        return asResponse(value, answer);
      },
    });
    const metadata = configuration.serverMetadata();
    // The library lets some through: of certain hosts, and whatever has “/.well-known/” in its path.
    if (!isOwnMetadata(issuer, metadata))
      throw new Fault('issuer-mismatch', t('The issuer in the metadata differs from the one in the profile.'));
    return metadata;
  } catch (thrown) {
    throw translate(thrown, 'metadata');
  }
}

/**
 * What the library discovers: an issuer, or the address of metadata whose issuer it does not compare. It knows only
 * Entra's global cloud.
 */
function serverOf(issuer: string, algorithm: 'oidc' | 'oauth2'): URL {
  const url = new URL(issuer);
  if (algorithm === 'oidc' && isEntra(issuer))
    url.pathname = `${url.pathname.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return url;
}
