import { base64UrlOf } from '../../base/base64url';
import { fieldText } from './describe';
import { deepest, indented, type JsonMember, type JsonNode } from '../read/json-text';
import { readPart } from '../read/part';

/**
 * Selective disclosure (RFC 9901). Hand-written, since `@sd-jwt/decode` (0.19.0) throws if any part is broken, says
 * nothing about disclosures that do not fit, rounds numbers, and resolves a digest as often as it meets it: 25 small
 * disclosures keep it busy for minutes.
 */

/** What became of a disclosure. A token may be accepted only if every one is `found` (RFC 9901 section 7.1). */
export type DisclosureState =
  | 'found'
  | 'not-referred-to'
  | 'malformed'
  | 'duplicate-digest'
  | 'name-clash'
  /** Its digest could not be computed: the token names an algorithm that is not known here. */
  | 'unresolved';

export interface Disclosure {
  /** The name of the claim; '' for an element of a list, and for a malformed disclosure. */
  name: string;
  /** The value as text. */
  value: string;
  state: DisclosureState;
}

export interface SdJwt {
  /** The claims with the disclosures in their places, without digests; numbers as JavaScript has them. */
  claims: Record<string, unknown>;
  /** The same as it is written, numbers with all their digits. */
  json: JsonNode;
  disclosures: Disclosure[];
  /** A digest is in more than one place, whether its disclosure is there or not: such a token must be refused. */
  repeatedDigest: boolean;
  /** The JWT behind the last `~`, by which the holder proves that the token is theirs. */
  keyBinding?: string;
}

/** No more disclosures than this are looked at. */
export const mostDisclosures = 1000;

/** The algorithms of `_sd_alg` (the “Named Information Hash Algorithm” registry) that WebCrypto has. */
const algorithms = new Map([
  ['sha-256', 'SHA-256'],
  ['sha-384', 'SHA-384'],
  ['sha-512', 'SHA-512'],
]);

/** What is between the `~` of an SD-JWT (RFC 9901 section 4). */
export interface SdJwtParts {
  /** The issuer’s JWT. */
  jwt: string;
  disclosures: string[];
  keyBinding?: string;
  /** It ends with a `~` or a key binding, as it must. */
  whole: boolean;
}

/** The parts of an SD-JWT; undefined if there is no `~`. */
export function splitSdJwt(token: string): SdJwtParts | undefined {
  const [jwt = '', ...rest] = token.split('~');
  const last = rest.pop();
  if (last === undefined) return undefined;
  if (last.includes('.')) return { jwt, disclosures: rest, keyBinding: last, whole: true };
  return last === '' ? { jwt, disclosures: rest, whole: true } : { jwt, disclosures: [...rest, last], whole: false };
}

/** A disclosure that was read: what it discloses, and what became of it. */
interface Entry {
  state: DisclosureState;
  /** Undefined for an element of a list. */
  name?: string;
  /** Undefined for a malformed disclosure. */
  value?: JsonNode;
}

/**
 * Puts the disclosures of an SD-JWT in their places among the claims (RFC 9901 section 7.1). Nothing is verified. Only
 * the first 1,000 disclosures are looked at. Never rejects.
 * @returns undefined if there is no `~`, or no claims set
 */
export async function resolveDisclosures(token: string): Promise<SdJwt | undefined> {
  const split = splitSdJwt(token);
  const payload = readPart(split?.jwt.split('.', 2)[1] ?? '').json;
  if (split === undefined || payload?.kind !== 'object') return undefined;
  const algorithm = algorithmOf(payload.members);
  const entries: Entry[] = [];
  const byDigest = new Map<string, Entry>();
  const digests: Digests = { byDigest, met: new Set(), repeated: false };
  for (const disclosure of split.disclosures.slice(0, mostDisclosures)) {
    const entry = readDisclosure(disclosure);
    entries.push(entry);
    if (algorithm === undefined) {
      if (entry.state !== 'malformed') entry.state = 'unresolved';
      continue;
    }
    const digest = await digestOf(disclosure, algorithm);
    if (byDigest.has(digest)) entry.state = 'duplicate-digest';
    else byDigest.set(digest, entry);
  }
  const resolved = algorithm === undefined ? payload : resolve(payload, digests, 0);
  return {
    claims: JSON.parse(indented(resolved)) as Record<string, unknown>,
    json: resolved,
    disclosures: entries.map(({ name = '', value, state }) => ({
      name,
      value: value === undefined ? '' : fieldText(value),
      state,
    })),
    repeatedDigest: digests.repeated,
    ...(split.keyBinding !== undefined && { keyBinding: split.keyBinding }),
  };
}

/** WebCrypto’s name for the algorithm of the digests; undefined if it is not known. */
function algorithmOf(members: readonly JsonMember[]): string | undefined {
  const named = members.findLast(({ name }) => name === '_sd_alg')?.value;
  if (named === undefined) return 'SHA-256';
  return named.kind === 'text' ? algorithms.get(named.value) : undefined;
}

/** Reads `[salt, name, value]` or `[salt, value]` (RFC 9901 section 4.2). */
function readDisclosure(disclosure: string): Entry {
  const { json } = readPart(disclosure);
  const [salt, ...rest] = json?.kind === 'list' ? json.items : [];
  const value = rest.pop();
  const [name, ...more] = rest;
  if (salt?.kind !== 'text' || value === undefined || more.length > 0) return { state: 'malformed' };
  if (name === undefined) return { state: 'not-referred-to', value };
  return name.kind === 'text' ? { state: 'not-referred-to', name: name.value, value } : { state: 'malformed' };
}

/** The digest of a disclosure as it is sent, in base64url (RFC 9901 section 4.2.3). */
async function digestOf(disclosure: string, algorithm: string): Promise<string> {
  const digest = await crypto.subtle.digest(algorithm, new TextEncoder().encode(disclosure));
  return base64UrlOf(new Uint8Array(digest));
}

/** The disclosures by their digests, and the digests that were met among the claims. */
interface Digests {
  byDigest: ReadonlyMap<string, Entry>;
  met: Set<string>;
  repeated: boolean;
}

function resolve(node: JsonNode, known: Digests, depth: number): JsonNode {
  // Each disclosure can be within another one: together they may be no deeper than one text.
  if (depth >= deepest) return node;
  if (node.kind === 'list') {
    return { kind: 'list', items: node.items.flatMap((item) => resolveItem(item, known, depth + 1)) };
  }
  if (node.kind !== 'object') return node;
  const members: JsonMember[] = [];
  const digests: string[] = [];
  for (const member of node.members) {
    const { name, value } = member;
    if (name === '_sd' && value.kind === 'list') {
      digests.push(...value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : [])));
    } else if (name !== '_sd_alg' || depth > 0) {
      members.push({ ...member, value: resolve(value, known, depth + 1) });
    }
  }
  const taken = new Set(['_sd', '...', ...node.members.map(({ name }) => name)]);
  for (const digest of digests) {
    // A digest without a disclosure is of what is not disclosed, or of nothing at all (a decoy).
    const entry = use(known, digest);
    if (entry === undefined) continue;
    const { name, value } = entry;
    if (name === undefined) {
      entry.state = 'malformed';
    } else if (taken.has(name)) {
      entry.state = 'name-clash';
    } else {
      taken.add(name);
      members.push({ name, written: JSON.stringify(name), value: resolve(value, known, depth + 1) });
    }
  }
  return { kind: 'object', members };
}

/** An element of a list; `{"...": digest}` becomes what is disclosed for it, or is left out. */
function resolveItem(item: JsonNode, known: Digests, depth: number): JsonNode[] {
  const [only, ...others] = item.kind === 'object' ? item.members : [];
  if (only?.name !== '...' || only.value.kind !== 'text' || others.length > 0) return [resolve(item, known, depth)];
  const entry = use(known, only.value.value);
  if (entry === undefined) return [];
  if (entry.name === undefined) return [resolve(entry.value, known, depth)];
  entry.state = 'malformed';
  return [];
}

/** The disclosure of a digest, marked as found if its digest is met for the first time and it can be read. */
function use(known: Digests, digest: string): (Entry & { value: JsonNode }) | undefined {
  if (known.met.has(digest)) known.repeated = true;
  known.met.add(digest);
  const entry = known.byDigest.get(digest);
  if (entry?.value === undefined) return undefined;
  if (entry.state !== 'not-referred-to') {
    entry.state = 'duplicate-digest';
    return undefined;
  }
  entry.state = 'found';
  return entry as Entry & { value: JsonNode };
}
