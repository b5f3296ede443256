import { timeClaim } from '../read/decode';
import { grantsOf } from './grants';
import { hasAlg, noAlg, objectOf, shown, type InspectedToken } from './inspected';
import { readJson, type JsonNode } from '../read/json-text';
import { nestedTokens, type NestedToken } from './nested';
import { readPart, type ReadPart } from '../read/part';
import { firstJwt } from '../find/scan';
import { mostDisclosures, resolveDisclosures, splitSdJwt, type SdJwt, type SdJwtParts } from './sd-jwt';
import { jwsRoles, partsOf, type InspectedPart } from '../read/token-parts';
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
    ...shown('header', header.json),
    ...(claims === undefined ? beginningOf(payload) : shown('claims', sdJwt?.json ?? payload.json)),
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

/** The payload as it was sent: RFC 7797 (`b64` false) leaves the encoding out. */
function payloadOf(piece: string, header: ReadPart): ReadPart {
  const { b64, crit } = objectOf(header) ?? {};
  if (b64 !== false || !Array.isArray(crit) || !crit.includes('b64')) return readPart(piece);
  const json = readJson(piece);
  return { bytes: new TextEncoder().encode(piece), text: piece, ...(json.kind !== 'none' && { json }) };
}

function problemOfJws(pieces: readonly string[], header: ReadPart, payload: ReadPart): string | undefined {
  const [, encoded, signature] = pieces;
  if (encoded === undefined) return 'Its payload and its signature are missing.';
  if (pieces.length > 3)
    return `It has ${pieces.length > 6 ? 'more than six' : pieces.length} parts: a JWT has three, an encrypted one five.`;
  if (encoded === '') return 'Its payload is not in it: it is sent apart (“detached”), or was cut out.';
  if (payload.bytes === undefined || isBrokenJson(payload)) return `Its payload ${payload.problem ?? ''}.`;
  if (signature === undefined) return 'Its signature is missing: it is not whole.';
  const { bytes, problem } = readPart(signature);
  if (bytes === undefined) return `Its signature ${problem ?? ''}.`;
  return hasAlg(header) ? undefined : noAlg;
}

/** Whether a payload was meant to be a claims set; what begins otherwise is a text of some other kind. */
function isBrokenJson({ text, json }: ReadPart): boolean {
  return json === undefined && text !== undefined && /^\s*\{/.test(text);
}

function problemOfEnd(split: SdJwtParts | undefined): string | undefined {
  const cut = split !== undefined && split.keyBinding === undefined && !split.whole;
  return cut ? 'It does not end with “~”, as one with disclosures does: its end may be missing.' : undefined;
}

/** How much of a payload is shown that is no claims set, in characters. */
const longestPayload = 4096;

function beginningOf({ bytes, text }: ReadPart): { payload?: string } {
  if (bytes === undefined || bytes.length === 0) return {};
  const shown = text ?? `${bytes.length} bytes that are no text: ${hexadecimal(bytes.subarray(0, longestPayload / 4))}`;
  const cut = shown.length > longestPayload || (text === undefined && bytes.length > longestPayload / 4);
  return { payload: cut ? `${shown.slice(0, longestPayload).replace(/[\uD800-\uDBFF]$/, '')}…` : shown };
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
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
    ...(whole === undefined ? [] : [{ where: 'payload', token: whole }]),
    ...(json === undefined ? [] : nestedTokens(json, json.kind === 'object' ? '' : 'payload')),
    ...(split?.keyBinding === undefined ? [] : [{ where: 'key binding', token: split.keyBinding }]),
  ];
}

function disclosureWarnings({ disclosures }: SdJwt, split: SdJwtParts): string[] {
  const count = (...states: string[]) => disclosures.filter(({ state }) => states.includes(state)).length;
  const wrong = disclosures.length - count('found', 'unresolved');
  return [
    ...(wrong > 0
      ? [
          `${wrong} of its ${disclosures.length} disclosures cannot be put in place: whoever checks it must refuse all of it.`,
        ]
      : []),
    ...(count('unresolved') > 0
      ? ['Its digests are made in a way (“_sd_alg”) that is not known here: they are not resolved.']
      : []),
    ...(split.disclosures.length > mostDisclosures
      ? [`Only the first ${mostDisclosures} of its ${split.disclosures.length} disclosures were looked at.`]
      : []),
  ];
}
