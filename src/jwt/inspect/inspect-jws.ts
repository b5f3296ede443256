import { t } from '@vscode/l10n';
import { firstJwt } from '../find/scan';
import { timeClaim } from '../read/decode';
import type { JsonNode } from '../read/json-text';
import { algProblem, encodingProblem, objectOf, readPart, readText, type ReadPart } from '../read/part';
import { encodingProblemOf, payloadProblem } from '../read/part-problem';
import { jwsRoles, partsOf, type InspectedPart } from '../read/token-parts';
import { describeObject } from './describe';
import { grantsOf } from './grants';
import type { InspectedToken } from './inspected';
import { nestedTokens, type NestedToken } from './nested';
import { mostDisclosures, resolveDisclosures, splitSdJwt, type SdJwt, type SdJwtParts } from './sd-jwt';
import { warningsOf } from './warnings';

/** A JWS with or without disclosures: all that it says of itself. @param pieces at most seven parts of the JWT proper */
export async function inspectJws(
  nothing: InspectedToken,
  pieces: readonly string[],
  header: ReadPart,
): Promise<InspectedToken> {
  const { token } = nothing;
  const split = splitSdJwt(token);
  const sdJwt = await resolveDisclosures(token);
  const [parsed, payload] = [objectOf(header), payloadOf(pieces[1] ?? '', header)];
  const claims = sdJwt?.claims ?? objectOf(payload);
  const expiresAt = claims && timeClaim(claims, 'exp');
  const notBefore = claims && timeClaim(claims, 'nbf');
  const issuedAt = claims && timeClaim(claims, 'iat');
  const problem = problemOfJws(pieces, header, payload) ?? problemOfEnd(split);
  return {
    ...nothing,
    kind: split === undefined ? 'jws' : 'sd-jwt',
    parts: [...partsOf(pieces, jwsRoles), ...partsBehind(token, split)],
    ...describeObject('header', header.json),
    ...(claims === undefined ? beginningOf(payload) : describeObject('claims', sdJwt?.json ?? payload.json)),
    grants: [...new Set(claims === undefined ? [] : grantsOf(claims).flatMap(({ names }) => names))],
    disclosures: sdJwt?.disclosures ?? [],
    nested: nestedIn(payload, sdJwt?.json ?? payload.json, split),
    warnings: [
      ...(parsed === undefined
        ? []
        : warningsOf({ header: parsed, ...(claims && { claims }) }, pieces.join('.'), [header.json, payload.json])),
      ...(sdJwt === undefined || split === undefined ? [] : disclosureWarnings(sdJwt, split)),
    ],
    ...(problem !== undefined && { problem }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(notBefore !== undefined && { notBefore }),
    ...(issuedAt !== undefined && { issuedAt }),
  };
}

/** The payload; with `b64` false it was sent without encoding (RFC 7797). */
function payloadOf(piece: string, header: ReadPart): ReadPart {
  const { b64, crit } = objectOf(header) ?? {};
  if (b64 !== false || !Array.isArray(crit) || !crit.includes('b64')) return readPart(piece);
  return { bytes: new TextEncoder().encode(piece), ...readText(piece) };
}

function problemOfJws(pieces: readonly string[], header: ReadPart, payload: ReadPart): string | undefined {
  const [, encoded, signature] = pieces;
  if (encoded === undefined) return t('Its payload and its signature are missing.');
  if (pieces.length > 6) return t('It has more than six parts: a JWT has three, an encrypted one five.');
  if (pieces.length > 3)
    return t('It has {count} parts: a JWT has three, an encrypted one five.', { count: pieces.length });
  if (encoded === '') return t('Its payload is not included: it is sent separately (“detached”), or was removed.');
  if (payload.problem !== undefined && (payload.bytes === undefined || isBrokenJson(payload)))
    return payloadProblem(payload.problem);
  if (signature === undefined) return t('Its signature is missing: it is incomplete.');
  const problem = encodingProblem(signature);
  if (problem !== undefined) return encodingProblemOf(problem, 'signature');
  return algProblem(header);
}

/** Whether a payload was meant to be a claims set; a text that begins otherwise is of some other kind. */
function isBrokenJson({ text, json }: ReadPart): boolean {
  return json === undefined && text !== undefined && /^\s*\{/.test(text);
}

function problemOfEnd(split: SdJwtParts | undefined): string | undefined {
  const cut = split !== undefined && split.keyBinding === undefined && !split.whole;
  return cut ? t('It does not end with “~”, as a token with disclosures must: its end may be missing.') : undefined;
}

/** How much is shown of a payload that is not a claims set, in characters. */
const longestPayload = 4096;

function beginningOf({ bytes, text }: ReadPart): { payload?: string } {
  if (bytes === undefined || bytes.length === 0) return {};
  const shown = text ?? hexadecimal(bytes);
  const cut = shown.length > longestPayload || (text === undefined && bytes.length > longestPayload / 4);
  return { payload: cut ? `${shown.slice(0, longestPayload).replace(/[\uD800-\uDBFF]$/, '')}…` : shown };
}

function hexadecimal(bytes: Uint8Array): string {
  const first = bytes.subarray(0, longestPayload / 4);
  const octets = Array.from(first, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return t('{count} bytes that aren’t text: {octets}', { count: bytes.length, octets });
}

/** Disclosures and key binding, each behind a `~`. */
function partsBehind({ length }: string, split: SdJwtParts | undefined): InspectedPart[] {
  if (split === undefined) return [];
  const { jwt, disclosures, keyBinding } = split;
  const first = disclosures.slice(0, mostDisclosures);
  const parts = partsOf(
    first,
    Array.from(first, () => 'disclosure'),
    jwt.length + 1,
  );
  return keyBinding === undefined
    ? parts
    : [...parts, { role: 'key-binding', start: length - keyBinding.length, end: length }];
}

/** The JWTs within: a payload that is one (RFC 7519 section 5.2), those among the claims, the key binding. */
function nestedIn(payload: ReadPart, json: JsonNode | undefined, split: SdJwtParts | undefined): NestedToken[] {
  const whole = payload.json === undefined && payload.text !== undefined ? firstJwt(payload.text)?.text : undefined;
  return [
    ...(whole === undefined ? [] : [{ where: t('payload'), token: whole }]),
    ...(json === undefined ? [] : nestedTokens(json, json.kind === 'object' ? '' : t('payload'))),
    ...(split?.keyBinding === undefined ? [] : [{ where: t('key binding'), token: split.keyBinding }]),
  ];
}

function disclosureWarnings({ disclosures, repeatedDigest }: SdJwt, split: SdJwtParts): string[] {
  const unresolved = disclosures.filter(({ state }) => state === 'unresolved').length;
  const wrong = disclosures.filter(({ state }) => state !== 'found' && state !== 'unresolved').length;
  const warnings: string[] = [];
  if (wrong > 0) {
    const counts = { wrong, all: disclosures.length };
    warnings.push(
      t('{wrong} of its {all} disclosures cannot be put in place: an API must refuse the whole token.', counts),
    );
  }
  if (repeatedDigest) warnings.push(t('A digest is in more than one place: an API must refuse the whole token.'));
  if (unresolved > 0) {
    warnings.push(t('Its digests use an unknown algorithm (“_sd_alg”): they are not resolved.'));
  }
  if (split.disclosures.length > mostDisclosures) {
    const counts = { first: mostDisclosures, all: split.disclosures.length };
    warnings.push(t('Only the first {first} of its {all} disclosures were checked.', counts));
  }
  return warnings;
}
