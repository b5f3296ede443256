/**
 * Text of unknown origin (a profile's name from a repository, a provider's description of an error) made fit for
 * messages, labels and logs: one line, no control or bidirectional characters, nothing that VS Code would render
 * as a link (`[x](command:…)` in a notification) or as an icon (`$(x)` in a label).
 */
export function plain(text: string, limit = 200): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\]\(/g, '] (')
    .replace(/\$\(/g, '$ (')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** Removes every given secret from a text, also as a URL or a form would encode it. Values under four characters stay. */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    const form = new URLSearchParams({ s: secret }).toString().slice(2);
    for (const spelling of new Set([secret, form, encodeURIComponent(secret), base64(secret)])) {
      result = result.split(spelling).join('•••');
    }
  }
  return result.replace(/\bey[\w-]{10,}\.[\w-]*(\.[\w-]*){1,3}/g, '•••');
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
