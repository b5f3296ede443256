import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { decodeJwt } from '../../jwt/read/decode';
import { verifyJwt, type Expected, type Verification } from '../../jwt/verify/verify';
import type { OAuthClient } from '../../oauth/client';
import { addressProblem } from '../../profile/address';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { Settings } from '../../profile/settings';
import { setting } from '../ui/configuration';
import { withKeySource, type KeySource } from './key-source';
import type { Consent } from '../access/consent';

/** Verifies tokens, with keys from any source. */
export class JwtVerifier {
  constructor(
    private readonly oauth: () => Promise<OAuthClient>,
    private readonly consent: Consent,
    private readonly now: () => number,
  ) {}

  /**
   * The four checks of a token; see `verifyJwt` of the core.
   * @param profile its issuer and audience are expected where `expected` names none
   * @throws `access-denied` where an address may not be asked, `insecure-endpoint`, `argument-invalid`, faults of the
   *   connection and of discovery
   */
  async verify(token: string, source: KeySource, expected: Expected, profile?: UsableProfile): Promise<Verification> {
    const keys = await this.keysFrom(source, token);
    const byProfile = profile === undefined ? {} : expectedBy(profile.settings);
    const verification = await verifyJwt(token, keys, { ...byProfile, ...defined(expected) }, this.now());
    return withKeySource(verification, source);
  }

  private async keysFrom(source: KeySource, token: string): Promise<{ key?: unknown; jwks?: unknown }> {
    switch (source.from) {
      case 'nowhere':
        return {};
      case 'key':
        return { key: source.key };
      case 'set':
        return { jwks: source.jwks };
      case 'address':
        return { jwks: await this.fetch({ endpoints: { jwks: checked(source.address, 'endpoint') } }, allowed) };
      case 'profile':
        return this.fetch(source.profile.settings, allowed, nameOf(source.profile)).then((jwks) => ({ jwks }));
      case 'token': {
        const issuer = decodeJwt(token.trim().split('~', 1)[0] ?? '')?.claims.iss;
        if (typeof issuer !== 'string')
          throw new Fault('argument-invalid', t('The token names no issuer (iss) that could be asked for keys.'), {
            next: t('Give the key, or the address of the key set.'),
          });
        const mayAsk = (address: string) => this.askFirst(address);
        return { jwks: await this.fetch({ issuer: checked(issuer, 'issuer'), endpoints: {} }, mayAsk) };
      }
    }
  }

  private async fetch(
    source: Pick<Settings, 'issuer' | 'endpoints'> | { issuer?: string; endpoints: { jwks?: string } },
    mayAsk: (address: string) => Promise<void>,
    profile?: string,
  ): Promise<Record<string, unknown> | undefined> {
    if (setting('jwt.allowNetwork') !== 'profiles' && setting('jwt.allowNetwork') !== 'ask')
      throw refused(t('The setting tokenDeck.jwt.allowNetwork lets no address be asked for keys.'), profile);
    const set = await (await this.oauth()).keySet(source, mayAsk);
    // Anyone can read a shared secret at that address, so a signature with it would prove nothing.
    return set && { ...set, keys: set.keys.filter((key) => !isSharedSecret(key)) };
  }

  /** For an address that a token names: the user is asked once for each origin. */
  private async askFirst(address: string): Promise<void> {
    const { origin } = new URL(address);
    const shown = plain(origin, 300);
    if (setting('jwt.allowNetwork') !== 'ask')
      throw refused(
        t(
          'The token names {origin}, and no address that a token chose may be asked for keys (tokenDeck.jwt.allowNetwork).',
          { origin: shown },
        ),
      );
    const { askOrigin } = await import('../access/consent-questions');
    if (!(await this.consent.once(`keys.${origin}`, () => askOrigin(origin))))
      throw refused(t('{origin} was not allowed to be asked for keys.', { origin: shown }));
  }
}

function isSharedSecret(key: unknown): boolean {
  return typeof key === 'object' && key !== null && 'kty' in key && key.kty === 'oct';
}

const allowed = async (): Promise<void> => {};

function refused(what: string, profile?: string): Fault {
  return new Fault('access-denied', what, {
    profile,
    next: t('Give the key or the key set itself, or change the setting tokenDeck.jwt.allowNetwork.'),
  });
}

/** What a profile’s API expects. The client itself is an audience too: its ID tokens name it. */
function expectedBy({ issuer, audience, clientId }: Settings): Expected {
  const named = [audience ?? []].flat();
  return {
    ...(issuer !== undefined && { issuer }),
    ...(named.length > 0 && { audience: [...named, ...(clientId === undefined ? [] : [clientId])] }),
  };
}

function defined(expected: Expected): Expected {
  return Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined));
}

/** An address that may be asked. @throws `insecure-endpoint`, `argument-invalid` */
function checked(address: string, kind: 'issuer' | 'endpoint'): string {
  const problem = addressProblem(address, kind);
  if (problem === undefined) return address;
  const next = t('Give the key, or the address of the key set.');
  if (!URL.canParse(address))
    throw new Fault('argument-invalid', t('The address is no address that could be asked for keys.'), { next });
  // Without user, password and query, which may be secrets.
  const { protocol, host, pathname } = new URL(address);
  const shown = plain(`${protocol}//${host}${pathname}`, 200);
  if (problem === 'insecure')
    throw new Fault(
      'insecure-endpoint',
      t('{address} is neither https: nor an address of this machine.', { address: shown }),
    );
  const what = t('{address} is no address that could be asked for keys.', { address: shown });
  throw new Fault('argument-invalid', what, { next });
}
