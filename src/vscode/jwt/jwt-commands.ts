import { t } from '@vscode/l10n';
import { lazy } from '../../base/lazy';
import { decryptJwe } from '../../jwt/verify/decrypt';
import { generatableAlgorithms, generateKey } from '../../jwt/keys/generate-key';
import { publicJwks } from '../../jwt/keys/public-jwks';
import { signJwt } from '../../jwt/verify/sign';
import type { Verification } from '../../jwt/verify/verify';
import type { Profiles } from '../profiles/profiles';
import type { KeySource } from './key-source';
import { JwtVerifier, type VerifierParts } from './verification';
import { field, readArgument, wrong } from '../ui/argument';

/** The commands that check, open and make JWTs. */
export class JwtCommands {
  readonly verifier: JwtVerifier;

  private readonly profiles: Profiles;

  constructor(parts: VerifierParts & { profiles: Profiles }) {
    this.profiles = parts.profiles;
    this.verifier = new JwtVerifier(parts);
  }

  /**
   * `tokenDeck.verifyJwt`: the four checks of a token.
   * @throws `argument-invalid`, `profile-not-found` and the like, `access-denied`, faults of the connection
   */
  async verifyJwt(argument: unknown): Promise<Verification> {
    const { name, rest } = readArgument(argument);
    const clockTolerance = field(rest, 'clockTolerance', 'seconds');
    if (clockTolerance !== undefined && clockTolerance > 300)
      throw wrong(t('“clockTolerance” must be a number of seconds from 0 to 300.'));
    const token = required(rest, 'token');
    const expected = {
      issuer: field(rest, 'issuer', 'string'),
      audience: audienceOf(rest.audience),
      scope: field(rest, 'scope', 'string'),
      clockTolerance,
    };
    const given = keySource(rest);
    const profile = name === undefined ? undefined : await this.profiles.usable(name);
    const source: KeySource = given ?? (profile === undefined ? { from: 'nowhere' } : { from: 'profile', profile });
    const { valid, checks } = await this.verifier.verify(token, source, expected, profile);
    return { valid, checks };
  }

  /**
   * `tokenDeck.decryptJwe`: header and plaintext of a JWE (RFC 7516).
   * @throws `argument-invalid`, `jwt-malformed`, `key-unusable`, `jwe-undecryptable`
   */
  async decryptJwe(argument: unknown): Promise<{ header: Record<string, unknown>; payload: string }> {
    const { rest } = readArgument(argument);
    return decryptJwe(required(rest, 'token'), keyOf(rest.key) ?? missing('key'));
  }

  /**
   * `tokenDeck.signJwt`: a JWT for tests.
   * @throws `argument-invalid`, `key-unusable`
   */
  async signJwt(argument: unknown): Promise<string> {
    const { rest } = readArgument(argument);
    const header = rest.header === undefined ? {} : object(rest.header, 'header');
    return signJwt({ header, claims: object(rest.claims, 'claims'), key: keyOf(rest.key) ?? missing('key') });
  }

  /** A new private key for test tokens, as a JWK. */
  makeKey(alg: string): Promise<Record<string, unknown>> {
    return generateKey(alg);
  }

  /** The algorithms that a key can be made for here; found out once. */
  readonly algorithms = lazy(generatableAlgorithms);

  /** What verifies the signatures of a key, as a JWK Set; undefined for a shared secret. */
  publish(key: unknown, alg: string | undefined): Promise<{ keys: object[] } | undefined> {
    return publicJwks(key, alg);
  }
}

/** The keys that the argument gives; they win over those of a profile. */
function keySource(rest: Record<string, unknown>): KeySource | undefined {
  const { jwks } = rest;
  const key = keyOf(rest.key);
  if (key !== undefined && jwks !== undefined) throw wrong(t('“key” and “jwks” cannot be used together.'));
  if (key !== undefined) return { from: 'key', key };
  if (jwks === undefined || jwks === null) return undefined;
  if (typeof jwks !== 'string') return { from: 'set', jwks: object(jwks, 'jwks') };
  return /^\s*https?:/i.test(jwks) ? { from: 'address', address: jwks.trim() } : { from: 'set', jwks };
}

function required(rest: Record<string, unknown>, name: string): string {
  return field(rest, name, 'string') ?? missing(name);
}

function missing(name: string): never {
  throw wrong(t('“{name}” is missing.', { name }));
}

function keyOf(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' && (typeof value !== 'object' || Array.isArray(value)))
    throw wrong(t('“key” must be a JWK, a PEM or a shared secret.'));
  return value;
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(t('“{name}” must be an object.', { name }));
  return value as Record<string, unknown>;
}

function audienceOf(value: unknown): string | readonly string[] | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw wrong(t('“audience” must be a string or a list of strings.'));
}
