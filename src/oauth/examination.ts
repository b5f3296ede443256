import type { ServerMetadata } from 'openid-client';
import { urlOf } from '../base/url';
import { isOwnMetadata } from './issuer';
import type { Probed } from './probe';

/** What an issuer's metadata turned out to be. */
export interface Examined {
  /** The addresses that were asked, in their order. */
  probes: Probed[];
  /** The metadata, also where they name another issuer. */
  metadata?: ServerMetadata;
  /** Whether the metadata are the issuer's own (RFC 8414 section 3.3). */
  isOwn: boolean;
  /** Another address at the same origin where an issuer has its metadata. */
  suggested?: string;
}

/** The addresses of an issuer's metadata (OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3.1). */
export function metadataAddresses(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/+$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

/** What people put in the place of an issuer: an endpoint's address, as the end of a path. */
const endpointPath =
  /\/(?:protocol\/openid-connect(?:\/.*)?|oauth2\/v2\.0\/\w+|(?:(?:oauth2?|v1|connect|as)\/)*(?:token|authorize|authorization|auth|access_token)(?:\.oauth2)?\/?)$/;

/**
 * Other issuers at the same origin that may be meant: without an endpoint's path, with Entra's version, with or without
 * the path that Keycloak had before version 17, or none at all.
 */
export function likelyIssuers(issuer: string): string[] {
  const { origin, pathname, href } = new URL(issuer);
  const base = pathname.replace(endpointPath, (end) => (end.startsWith('/oauth2/v2.0/') ? '/v2.0' : ''));
  const path = base.replace(/\/+$/, '');
  const likely = [
    path,
    /\/realms\//.test(path) ? (path.startsWith('/auth/') ? path.slice(5) : `/auth${path}`) : path,
    `${path}/v2.0`,
    `${path}/oauth2/default`,
    '',
  ];
  return [...new Set(likely.map((each) => origin + each))].filter((each) => new URL(each).href !== href).slice(0, 4);
}

/**
 * Asks for an issuer's metadata at each of their addresses; where there are none, at those of issuers that may be meant.
 * Nothing secret is sent, and no other origin is asked.
 */
export async function examine(issuer: string, ask: (address: string) => Promise<Probed>): Promise<Examined> {
  const probes: Probed[] = [];
  for (const address of metadataAddresses(issuer)) {
    const probed = await ask(address);
    probes.push(probed);
    const metadata = metadataIn(probed);
    if (metadata !== undefined) return { probes, metadata, isOwn: isOwnMetadata(issuer, metadata) };
    // Who cannot be reached at one address cannot be at the other.
    if (probed.status === undefined) return { probes, isOwn: false };
  }
  // Any other answer says more than where an issuer may be.
  if (probes.some(({ status }) => status !== 404)) return { probes, isOwn: false };
  for (const likely of likelyIssuers(issuer)) {
    const [address = ''] = metadataAddresses(likely);
    const metadata = metadataIn(await ask(address));
    if (metadata !== undefined && isOwnMetadata(likely, metadata))
      return { probes, isOwn: false, suggested: metadata.issuer };
  }
  return { probes, isOwn: false };
}

function metadataIn({ status, json }: Probed): ServerMetadata | undefined {
  if (status !== 200 || typeof json?.issuer !== 'string' || urlOf(json.issuer) === undefined) return undefined;
  return json as unknown as ServerMetadata;
}
