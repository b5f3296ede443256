import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import { Fault, isFault } from '../faults/fault';
import { statusFault } from './error-answer';
import { translate } from './translate';
import { exchange, jsonResponse, type Fetch, type Limits } from './transport';

/** How long an issuer's metadata is taken to hold, in milliseconds. */
const lifetime = 10 * 60_000;

/** The metadata of issuers, discovered once and kept for a while. */
export class Discovery {
  private readonly known = new Map<string, { at: number; metadata: Promise<ServerMetadata> }>();

  constructor(
    private readonly fetch: Fetch,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  /**
   * The issuer's metadata, by OpenID Connect Discovery 1.0 section 4, else by RFC 8414 section 3.
   * @throws `discovery-failed`, `issuer-mismatch` or a fault of the connection
   */
  async metadata(issuer: string): Promise<ServerMetadata> {
    const known = this.known.get(issuer);
    if (known !== undefined && this.now() - known.at < lifetime) return known.metadata;
    const metadata = this.discover(issuer);
    const entry = { at: this.now(), metadata };
    this.known.set(issuer, entry);
    try {
      return await metadata;
    } catch (thrown) {
      if (this.known.get(issuer) === entry) this.known.delete(issuer);
      throw thrown;
    }
  }

  /** Forgets what is known of an issuer, so that it is asked again. */
  forget(issuer: string): void {
    this.known.delete(issuer);
  }

  private async discover(issuer: string): Promise<ServerMetadata> {
    try {
      return await this.by('oidc', issuer);
    } catch (thrown) {
      if (!isFault(thrown) || thrown.code !== 'discovery-failed') throw thrown;
      try {
        return await this.by('oauth2', issuer);
      } catch (second) {
        throw isFault(second) && second.code === 'discovery-failed' ? thrown : second;
      }
    }
  }

  private async by(algorithm: 'oidc' | 'oauth2', issuer: string): Promise<ServerMetadata> {
    try {
      const configuration = await discovery(new URL(issuer), 'discovery', undefined, undefined, {
        algorithm,
        execute: [allowInsecureRequests],
        [customFetch]: (url, init) => this.document(url, init as RequestInit),
      });
      return configuration.serverMetadata();
    } catch (thrown) {
      throw translate(thrown, 'discovery-failed', 'The issuer’s metadata cannot be used');
    }
  }

  private async document(url: string, init: RequestInit): Promise<Response> {
    // One discovery serves all who wait for it, so no single caller's signal may end it; the time limit does.
    const answer = await exchange(this.fetch, url, init, this.limits, undefined);
    const { host } = new URL(url);
    if (answer.status !== 200 || answer.json === undefined) {
      throw new Fault('discovery-failed', statusFault(answer.status, answer.html, host).what);
    }
    return jsonResponse(answer.json, host);
  }
}
