import { importJWK, SignJWT, type JWK } from 'jose';
import { Configuration, getDPoPHandle, type DPoPHandle, type DPoPOptions } from 'openid-client';
import { base64UrlOf } from '../base/base64url';
import type { Client } from './credentials';
import type { Answer } from './transport';

/** A request to an API that a token goes along with. */
export interface ProvenRequest {
  method: string;
  url: URL;
  /** The nonce that the API asked for (RFC 9449 section 9); the last one of its origin is remembered. */
  nonce?: string | undefined;
}

/** A profile's key, ready to sign. The handle knows the nonces of the servers that it has spoken to. */
interface BoundKey {
  handle: DPoPHandle;
  privateKey: CryptoKey;
  publicJwk: JWK;
  /** The nonces of APIs, by their origins. */
  nonces: Map<string, string>;
}

/** How many keys are kept at hand; their nonces are lost with them, and asked for again. */
const mostKeys = 50;
const mostNonces = 100;

const handles = new WeakMap<Configuration, DPoPHandle>();

/** The options by which a call of the library proves that it has the client's key; none where tokens are not bound. */
export function dpopOptions(configuration: Configuration): DPoPOptions {
  const handle = handles.get(configuration);
  return handle === undefined ? {} : { DPoP: handle };
}

/** The keys that clients' tokens are bound to (RFC 9449). */
export class BoundKeys {
  private readonly keys = new Map<string, Promise<BoundKey>>();

  /** Has the calls of a configuration bound to the client's key, where its profile says so. */
  async bind(configuration: Configuration, client: Client): Promise<void> {
    if (client.settings.security?.dpop === true) handles.set(configuration, (await this.keyOf(client)).handle);
  }

  /** The thumbprint of the client's key (RFC 7638), for `dpop_jkt`; undefined where its tokens are not bound. */
  async thumbprint(client: Client): Promise<string | undefined> {
    if (client.settings.security?.dpop !== true) return undefined;
    return (await this.keyOf(client)).handle.calculateThumbprint();
  }

  /** A proof for one request with that token (RFC 9449 sections 4.2 and 7.1). It holds for a minute or so, and once. */
  async proof(client: Client, accessToken: string, { method, url, nonce }: ProvenRequest): Promise<string> {
    const { privateKey, publicJwk, nonces } = await this.keyOf(client);
    if (nonces.size > mostNonces) nonces.clear();
    if (nonce !== undefined) nonces.set(url.origin, nonce);
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken));
    const claims = {
      jti: crypto.randomUUID(),
      htm: method,
      htu: `${url.origin}${url.pathname}`,
      ath: base64UrlOf(new Uint8Array(hash)),
      ...(nonces.has(url.origin) && { nonce: nonces.get(url.origin) }),
    };
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk };
    return new SignJWT(claims).setProtectedHeader(header).setIssuedAt().sign(privateKey);
  }

  private async keyOf(client: Client): Promise<BoundKey> {
    if (client.dpopKey === undefined) throw new Error('a client without a key to bind its tokens to');
    const text = await client.dpopKey();
    const known = this.keys.get(text) ?? boundKeyOf(text);
    // The one that was used last goes last.
    this.keys.delete(text);
    this.keys.set(text, known);
    for (const oldest of this.keys.keys()) if (this.keys.size > mostKeys) this.keys.delete(oldest);
    return known;
  }
}

/** @param text a private JWK, as it is stored */
async function boundKeyOf(text: string): Promise<BoundKey> {
  const { d, ...publicJwk } = JSON.parse(text) as JWK;
  const privateKey = (await importJWK({ ...publicJwk, d }, 'ES256')) as CryptoKey;
  const publicKey = (await importJWK(publicJwk, 'ES256', { extractable: true })) as CryptoKey;
  // Of the configuration, a handle takes only how clocks differ.
  const nobody = new Configuration({ issuer: 'about:blank' }, 'nobody');
  const handle = getDPoPHandle(nobody, { privateKey, publicKey });
  return { handle, privateKey, publicJwk, nonces: new Map() };
}

/**
 * Whether an answer asks for its request to be made again with the nonce that it brings: by its error at the
 * authorization server (RFC 9449 section 8), by its challenge at a resource server (section 9).
 */
export function wantsNonce({ json, headers }: Pick<Answer, 'json' | 'headers'>): boolean {
  const challenge = /\bDPoP\b.*?\berror="?use_dpop_nonce\b/is.test(
    (headers.get('www-authenticate') ?? '').slice(0, 2000),
  );
  return headers.has('dpop-nonce') && (json?.error === 'use_dpop_nonce' || challenge);
}
