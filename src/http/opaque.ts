import type { Line } from './lines';

/**
 * The parts of a request that cannot be followed: REST Client and httpYac replace, run and resend more than a reader of
 * the file sees. Whatever is not known to be harmless counts.
 */

/** What httpYac reads over several lines, delimiters included, or runs: scripts, comments, GraphQL, protocols, headers. */
const runs =
  /^\s*(?:[<>]\s*(?:\{%|\S+\.[cm]?js\b)|\/\*|\?\?|\.{3}|(?:query|mutation|fragment|gql|proto)\b|content-type\s*:.*markdown)/i;
/** What such a line may begin with. */
const mayRun = new Set('<>/?.qmfgpcQMFGPC');
/** httpYac runs what is in braces as JavaScript, except for names and what REST Client has too. */
const harmlessBraces =
  /\{\{\s*(?:[A-Za-z_]\w*|\$processEnv\s+\w+|\$guid|\$uuid|\$timestamp(?:\s-?\d+\s\w{1,2})?|\$randomInt\s+-?\d+\s+-?\d+|\$(?:local)?[dD]atetime\s(?:rfc1123|iso8601)(?:\s-?\d+\s\w{1,2})?)\s*\}\}/g;
/** Metadata that change neither where httpYac sends a request nor what else it sends, and whose value it does not run. */
const harmlessMetadata = new Set([
  ...['name', 'title', 'description', 'note', 'tag', 'debug', 'verbose'],
  ...['no-log', 'no-response-view', 'no-cookie-jar', 'no-redirect'],
]);
const metadata = /^\s*(?:#+|\/{2,})\s*@([^\s]+)(?:\s+(\S+))?/;
/** Settings of a request that httpYac takes from variables: a proxy, whether certificates are checked, redirects. */
const settings = /^\s*@(?:global\.)?request_/;
const braces = /\{\{([^{}]*)\}\}/g;
const environment = /process\W*env/i;

/** The key and the first word of a line of metadata, `# @key value`. */
export function metadataOf(line: string): { key: string; value: string | undefined } | undefined {
  // Most lines have no `@`, and files may have many lines.
  const [, key, value] = (line.includes('@') ? metadata.exec(line) : null) ?? [];
  return key === undefined ? undefined : { key, value };
}

/** Whether a line of metadata changes nothing about where httpYac sends a request. */
export function isHarmlessMetadata(key: string): boolean {
  return harmlessMetadata.has(key.toLowerCase());
}

/** Whether a line sets how httpYac sends all requests: by a proxy, without checking certificates, with redirects. */
export function isSetting({ first, text }: Line): boolean {
  return first === '@' && settings.test(text);
}

/** Whether a line anywhere in the file can make httpYac send a request differently from how it is written. */
export function changesHttpYac(line: Line): boolean {
  const { first, text } = line;
  if (isSetting(line) || (mayRun.has(first) && runs.test(text))) return true;
  if (first === '#' && /^\s+#{3,}/.test(text)) return true;
  if ((first === '#' || first === '/') && metadataOf(text)?.key.toLowerCase() === 'import') return true;
  return text.includes('{{') && text.replace(harmlessBraces, '').includes('{{');
}

/** Whether a line can put one of our tokens where no reference shows it: by a file whose references are replaced too. */
export function takesFromFile({ first, text }: Line): boolean {
  return first === '<' && /^\s*<@/.test(text);
}

/** Whether a text can put one of our tokens where no reference shows it: by another spelling of the environment than ours. */
export function hidesTokens(text: string): boolean {
  if (!text.includes('{{') || !environment.test(text)) return false;
  return [...text.matchAll(braces)].some(([, inside = '']) => {
    if (!environment.test(inside)) return false;
    const [, name] = /^\s*\$processEnv\s+([A-Za-z_]\w*)\s*$/.exec(inside) ?? [];
    // Names in the environment are the same in any case on Windows.
    return name === undefined || (/^token_deck_/i.test(name) && name !== name.toUpperCase());
  });
}

/**
 * Schemes with which the senders do something of their own: REST Client signs in at Cognito, httpYac gets a token by
 * `oauth2` and `openid`, and both sign for AWS and send a request twice for Digest.
 */
const actedUpon = /^\s*(?:oauth|openid|aws|cognito|digest|ntlm|negotiate|hawk)/i;

/** Whether the value of a header Authorization is sent as it is, as far as its scheme decides. */
export function isPlainAuthorization(value: string): boolean {
  if (/^\s*\{\{\s*\$processEnv\s/i.test(value)) return true;
  return /^\s*[a-z][\w-]*\s/i.test(value) && !actedUpon.test(value);
}
