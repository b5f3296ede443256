import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { readCompact } from '../../jwt/read/compact';
import { verifyJwt, type Expected, type GivenKeys, type Verification } from '../../jwt/verify/verify';
import type { OAuthClient } from '../../oauth/client';
import { tokenIssuer } from '../../oauth/issuer';
import { addressProblem } from '../../profile/address';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { Settings } from '../../profile/settings';
import { setting } from '../ui/configuration';
import type { ClientSecrets } from '../../tokens/client-secrets';
import type { Consent } from '../access/consent';
import { withKeySource, type KeySource } from './key-source';

export interface VerifierParts {
  oauth: () => Promise<OAuthClient>;
  consent: Consent;
  clientSecrets: ClientSecrets;
  now: () => number;
}

/** Keys that were asked for, and the issuer as its metadata name it. */
type FetchedKeys = Pick<GivenKeys, 'jwks'> & { issuer?: string };

/** Verifies tokens, with keys from any source. */
export class JwtVerifier {
  constructor(private readonly parts: VerifierParts) {}

  /**
   * The four checks of a token; see `verifyJwt` of the core.
   * @param profile its issuer and audience are expected where `expected` names none
   * @throws `access-denied` where an address may not be asked, `insecure-endpoint`, `argument-invalid`, faults of the
   *   connection and of discovery
   */
  async verify(token: string, source: KeySource, expected: Expected, profile?: UsableProfile): Promise<Verification> {
    const { issuer, ...keys } = await this.keysFrom(source, token);
    const byProfile = profile === undefined ? {} : expectedBy(profile.settings, token, issuer);
    const verification = await verifyJwt(token, keys, { ...byProfile, ...defined(expected) }, this.parts.now());
    return withKeySource(verification, source);
  }

  /** The keys, and the issuer as the metadata name it that were asked for them. */
  private async keysFrom(source: KeySource, token: string): Promise<GivenKeys & { issuer?: string }> {
    switch (source.from) {
      case 'nowhere':
        return {};
      case 'key':
        return { key: source.key };
      case 'set':
        return { jwks: source.jwks };
      case 'address':
        return this.fetch({ endpoints: { jwks: checked(source.address, 'endpoint') } }, allowed);
      case 'profile':
        return this.keysOf(source.profile);
      case 'token': {
        const issuer = claimsOf(token).iss;
        if (typeof issuer !== 'string')
          throw new Fault('argument-invalid', t('The token has no issuer (iss) that can be asked for keys.'), {
            next: t('Provide the key, or the address of the key set.'),
          });
        const mayAsk = (address: string) => this.askFirst(address);
        return this.fetch({ issuer: checked(issuer, 'issuer'), endpoints: {} }, mayAsk);
      }
    }
  }

  /** The keys of a profile's issuer. A folder's profile is asked about first, as before any request for it. */
  private async keysOf(profile: UsableProfile): Promise<FetchedKeys> {
    const { clientSecrets } = this.parts;
    await clientSecrets.allow(profile, {});
    const { mayContact } = await clientSecrets.clientOf(profile, true);
    const mayAsk = async (address: string) => mayContact?.([new URL(address).origin]);
    return this.fetch(profile.settings, mayAsk, nameOf(profile));
  }

  private async fetch(
    source: Pick<Settings, 'issuer' | 'endpoints'> | { issuer?: string; endpoints: { jwks?: string } },
    mayAsk: (address: string) => Promise<void>,
    profile?: string,
  ): Promise<FetchedKeys> {
    if (setting('jwt.allowNetwork') !== 'profiles' && setting('jwt.allowNetwork') !== 'ask')
      throw refused(t('The setting tokenDeck.jwt.allowNetwork does not allow asking any address for keys.'), profile);
    const found = await (await this.parts.oauth()).keySet(source, mayAsk);
    if (found === undefined) return {};
    const { set, ...named } = found;
    // Anyone can read a shared secret at that address, so a signature with it would prove nothing.
    return { jwks: { ...set, keys: set.keys.filter((key) => !isSharedSecret(key)) }, ...named };
  }

  /** For an address that a token names: the user is asked once for each origin. */
  private async askFirst(address: string): Promise<void> {
    const { origin } = new URL(address);
    const shown = plain(origin, 300);
    if (setting('jwt.allowNetwork') !== 'ask')
      throw refused(
        t(
          'The token names {origin}, but the setting tokenDeck.jwt.allowNetwork does not allow asking a token’s own address for keys.',
          { origin: shown },
        ),
      );
    await this.parts.consent.checkKeys(origin);
  }
}

/** The claims of a JWT or an SD-JWT, still unverified; none where it cannot be read. */
function claimsOf(token: string): Record<string, unknown> {
  return readCompact(token).jws?.claims ?? {};
}

function isSharedSecret(key: unknown): boolean {
  return typeof key === 'object' && key !== null && 'kty' in key && key.kty === 'oct';
}

const allowed = async (): Promise<void> => {};

function refused(what: string, profile?: string): Fault {
  return new Fault('access-denied', what, {
    profile,
    next: t('Provide the key or the key set itself, or change the setting tokenDeck.jwt.allowNetwork.'),
    reason: 'keys-off',
  });
}

/**
 * What a profile’s API expects. The client itself is an audience too: its ID tokens name it.
 * @param named the issuer as its metadata name it, where they were asked
 */
function expectedBy({ issuer, audience, clientId }: Settings, token: string, named: string | undefined): Expected {
  const audiences = [audience ?? []].flat();
  return {
    ...(issuer !== undefined && { issuer: tokenIssuer(issuer, claimsOf(token).tid, named) }),
    ...(audiences.length > 0 && { audience: [...audiences, ...(clientId === undefined ? [] : [clientId])] }),
  };
}

function defined(expected: Expected): Expected {
  return Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined));
}

/** An address that may be asked. @throws `insecure-endpoint`, `argument-invalid` */
function checked(address: string, kind: 'issuer' | 'endpoint'): string {
  const problem = addressProblem(address, kind);
  if (problem === undefined) return address;
  const next = t('Provide the key, or the address of the key set.');
  const url = urlOf(address);
  if (url === undefined)
    throw new Fault('argument-invalid', t('The address isn’t one that can be asked for keys.'), { next });
  // Without user, password and query, which may be secrets.
  const { protocol, host, pathname } = url;
  const shown = plain(`${protocol}//${host}${pathname}`, 200);
  if (problem === 'insecure')
    throw new Fault(
      'insecure-endpoint',
      t('{address} isn’t an https: address; http: is allowed only for localhost.', { address: shown }),
    );
  const what = t('{address} isn’t an address that can be asked for keys.', { address: shown });
  throw new Fault('argument-invalid', what, { next });
}
