/**
 * Makes text of unknown origin (a profile's name from a repository, a provider's description of an error) safe for
 * messages, labels and logs: one line, without control or bidirectional characters and lone surrogates, without marks
 * that pile up over the lines around them, and without anything that VS Code renders as a link (`[x](command:…)` in a
 * notification) or as an icon (`$(x)` in a label). Whatever looks like a gap is one space.
 * @param limit the most UTF-16 code units of the result; a longer text ends in “…”
 */
export function plain(text: string, limit = 200): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}\u115f\u1160\u2800\u3164\uffa0]+/gu, ' ')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/\]\(/g, '] (')
    .replace(/\$\(/g, '$ (')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

/**
 * Removes every given secret from a text, also in the encodings of URLs, forms, JSON and base64. Of base64 the whole word
 * goes, since the secret may follow a client id in it. Also removes what looks like a JWT. Values under four characters are
 * not removed.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const given = secrets.filter((secret) => secret.length >= 4).map((secret) => secret.toWellFormed());
  const plainly = new Set(given.flatMap(spellings));
  const encoded = given.flatMap(inBase64);
  // The longest first: a secret may contain another one, and the rest of it would remain.
  const longestFirst = (a: string, b: string) => b.length - a.length;
  let result = text
    .toWellFormed()
    .replace(/[\w+/-]+={0,2}/g, (word) => (encoded.some((part) => word.includes(part)) ? '•••' : word));
  for (const spelling of [...plainly].sort(longestFirst)) result = result.split(spelling).join('•••');
  return result.replace(/[\w.-]+/g, withoutJwt);
}

/**
 * As `redact`, for the beginning of a long text. A word or a secret that the cut may have divided is left out, since half
 * a secret would not be recognised.
 * @param limit how many characters are read
 */
export function redactBeginning(text: string, secrets: readonly string[], limit: number): string {
  if (text.length <= limit) return redact(text, secrets);
  const lastGap = text.slice(0, limit).search(/\s\S*$/);
  const longest = Math.max(
    0,
    ...secrets.flatMap((secret) => spellings(secret.toWellFormed())).map(({ length }) => length),
  );
  const redacted = redact(text.slice(0, Math.max(lastGap, 0)), secrets);
  return redacted.slice(0, Math.max(redacted.length - longest, 0));
}

/** A word without the JWT at its end. Only patterns of fixed length, so that no text makes it slow. */
function withoutJwt(word: string): string {
  const start = word.search(/\bey[\w-]{10}/);
  return start >= 0 && word.slice(start).split('.').length > 2 ? `${word.slice(0, start)}•••` : word;
}

function spellings(secret: string): string[] {
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  const lowerCase = [form, url].map((spelling) => spelling.replace(/%../g, (code) => code.toLowerCase()));
  return [secret, form, url, ...lowerCase, json, json.replace(/\//g, '\\/')];
}

/** The part of base64 and base64url that does not depend on its neighbours: one for each offset modulo 3. */
function inBase64(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  return [0, 1, 2].flatMap((offset) => {
    const binary = [...new Uint8Array(offset), ...bytes].map((byte) => String.fromCharCode(byte)).join('');
    const whole = (offset + bytes.length) % 3 === 0;
    const padded = btoa(binary).replace(/=+$/, '');
    const own = padded.slice(offset === 0 ? 0 : offset + 1, whole ? undefined : -1);
    return [own, own.replace(/\+/g, '-').replace(/\//g, '_')];
  });
}
