import { base64UrlOf } from '../../base/base64url';

/** The SHA-256 of a token, in base64url: tells whether it is the same token, without keeping it. */
export async function fingerprintOf(token: string): Promise<string> {
  return base64UrlOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))));
}

/**
 * Fingerprints of the samples of jwt.io, which documentation and tests everywhere repeat, and which never expire. Those
 * of the RFCs expired in 2011.
 */
const samples: ReadonlySet<string> = new Set([
  // HS256: the present one, and two of before
  'x5T6bSDGTvua35gK6Tr0cqFnl3WGLUIf_lXUpX-tWz4',
  'f3U2fniBJVE04Tdecj0d6orV9qT9t52TjfHxdUqDBgY',
  '2oFvnywW5sU5DnY2ytxAxDVRvwu8-PNsZVOeZjOpxeg',
  // HS384, HS512
  'L9dHkTBFcT3ilwb7dis7ohkN8UNEUoH-E4eAeAD7YWo',
  'iAfhnBey-D_SFHTLVtfB2fEGFcXNRNCnyyFcmccrknY',
  // RS256, ES256, PS256
  'BnIEREMEO6df5nZ9Jjlj1BfOeRpkIqFftvrrNIxUjpU',
  '10Piiqls77nBlWcTxhcpK1U195ldt-GhWcjKkMJJX10',
  '0f2B6lqW605i5wBDPREjy1kdDCH8KtZGjqHURldBoaA',
]);

/** Whether the token of a fingerprint is a well-known sample, which opens nothing. */
export function isSample(fingerprint: string): boolean {
  return samples.has(fingerprint);
}
