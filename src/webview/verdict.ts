import { t } from '@vscode/l10n';
import { formatLeft, formatSpan, untilSpanChanges, untilTextChanges } from '../base/duration';
import type { InspectedToken } from '../jwt/inspect/inspect';
import { validityOf, type Validity } from '../jwt/inspect/validity';
import type { Check, Verification } from '../jwt/verify/verify';
import { soon, type StateLine } from './state-line';

/** A check that was made of the token in the page. */
export interface Checked {
  result: Verification;
  /** Whose key set it was made with; undefined for a key that was given. */
  source: string | undefined;
  /** How far clocks may differ, in seconds. */
  clockTolerance: number;
  /** When it was made, in milliseconds since 1970. */
  at: number;
}

/** The key that a signature fits, as far as it has a name. */
interface Key {
  kid: string | undefined;
  source: string | undefined;
}

/**
 * What a check found, in one sentence that replaces the state line.
 * @param token `expiresAt` and `notBefore` in milliseconds since 1970
 * @param now milliseconds since 1970
 * @returns undefined once the token has become valid or expired since, or the tolerance is used up: the check no longer
 *   tells about it
 */
export function verdictLine(
  token: Pick<InspectedToken, 'expiresAt' | 'notBefore'>,
  { result, source, clockTolerance, at }: Checked,
  now: number,
): StateLine | undefined {
  const validity = validityOf(token, now);
  const tolerance = clockTolerance * 1000;
  const refused = refusedFor(validity, tolerance);
  const before = validityOf(token, at);
  if (validity.kind !== before.kind || refused !== refusedFor(before, tolerance)) return undefined;
  const failed = result.checks.some(({ ok }) => ok === false);
  const next = nextChange(validity, tolerance);
  if (failed) return { text: notValid(result, refused ? validity : undefined), kind: 'bad', next };
  if (!result.valid) return { text: notVerified(validity), kind: 'warn', next };
  const isSoon = validity.kind !== 'unlimited' && validity.distance < soon;
  return { text: valid(validity, { kid: result.kid, source }), kind: isSoon ? 'warn' : 'good', next };
}

/** Whether an API with that tolerance refuses the token for its time alone. @param tolerance milliseconds */
function refusedFor(validity: Validity, tolerance: number): boolean {
  if (validity.kind === 'expired') return validity.distance >= tolerance;
  return validity.kind === 'not-yet' && validity.distance > tolerance;
}

/** Milliseconds until the sentence is another one: at the latest when the validity is, or what an API says of it. */
function nextChange(validity: Validity, tolerance: number): number {
  if (validity.kind === 'unlimited') return Infinity;
  const { kind, distance } = validity;
  const left = kind === 'expired' ? tolerance - distance : distance - tolerance;
  const next = kind === 'expired' ? untilSpanChanges(distance) : untilTextChanges(distance);
  return kind === 'valid' || left <= 0 ? next : Math.min(next, left);
}

function valid(validity: Validity, { kid, source }: Key): string {
  if (validity.kind === 'unlimited') {
    if (source === undefined)
      return kid === undefined
        ? t('Valid and never expires, verified with the given key')
        : t('Valid and never expires, verified with the key “{kid}”', { kid });
    return kid === undefined
      ? t('Valid and never expires, verified with a key of {source}', { source })
      : t('Valid and never expires, verified with the key “{kid}” of {source}', { kid, source });
  }
  if (validity.kind === 'valid') {
    const span = formatLeft(validity.distance);
    if (source === undefined)
      return kid === undefined
        ? t('Valid for another {span}, verified with the given key', { span })
        : t('Valid for another {span}, verified with the key “{kid}”', { span, kid });
    return kid === undefined
      ? t('Valid for another {span}, verified with a key of {source}', { span, source })
      : t('Valid for another {span}, verified with the key “{kid}” of {source}', { span, kid, source });
  }
  if (source === undefined)
    return kid === undefined
      ? t('Valid only within the clock tolerance, verified with the given key')
      : t('Valid only within the clock tolerance, verified with the key “{kid}”', { kid });
  return kid === undefined
    ? t('Valid only within the clock tolerance, verified with a key of {source}', { source })
    : t('Valid only within the clock tolerance, verified with the key “{kid}” of {source}', { kid, source });
}

/** Nothing is wrong, but there was no key. */
function notVerified(validity: Validity): string {
  if (validity.kind === 'valid')
    return t('Not verified: valid for another {span}, but the signature was not checked', {
      span: formatLeft(validity.distance),
    });
  return validity.kind === 'unlimited'
    ? t('Not verified: it never expires, but the signature was not checked')
    : t('Not verified: valid only within the clock tolerance, and the signature was not checked');
}

/**
 * The first thing that an API would refuse, and what is known of the signature.
 * @param validity undefined where its time is not what is wrong
 */
function notValid({ checks }: Verification, validity: Validity | undefined): string {
  const outcome = (name: Check['name']) => checks.find((check) => check.name === name)?.ok ?? null;
  const signature = outcome('signature');
  if (outcome('format') === false) return t('Not valid: it isn’t well formed');
  if (outcome('claims') !== false) {
    if (signature === false) return t('Not valid: the signature check failed');
    return signature === true
      ? t('Not valid: permissions are missing; the signature is valid')
      : t('Not valid: permissions are missing; the signature was not checked');
  }
  if (validity?.kind === 'expired') {
    const span = formatSpan(validity.distance);
    if (signature === null) return t('Not valid: expired {span} ago; the signature was not checked', { span });
    return signature
      ? t('Not valid: expired {span} ago; the signature is valid', { span })
      : t('Not valid: expired {span} ago; the signature check failed', { span });
  }
  if (validity?.kind === 'not-yet') {
    const span = formatLeft(validity.distance);
    if (signature === null) return t('Not valid for another {span}; the signature was not checked', { span });
    return signature
      ? t('Not valid for another {span}; the signature is valid', { span })
      : t('Not valid for another {span}; the signature check failed', { span });
  }
  if (signature === null) return t('Not valid: the claims are not as expected; the signature was not checked');
  return signature
    ? t('Not valid: the claims are not as expected; the signature is valid')
    : t('Not valid: the signature check failed, and the claims are not as expected');
}
