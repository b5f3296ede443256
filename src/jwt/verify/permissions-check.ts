import { plain } from '../../faults/plain';
import { grantsOf, words } from '../inspect/grants';
import type { Finding } from './signature-check';

/**
 * Checks that a token grants each of the scopes asked for.
 * @param claims undefined where the payload is no claims set
 * @param scope space-separated; undefined or blank where none is asked for
 */
export function checkPermissions(claims: Record<string, unknown> | undefined, scope: string | undefined): Finding {
  const wanted = words(scope ?? '');
  if (wanted.length === 0) return { ok: null, reason: 'No scope was asked for.' };
  if (claims === undefined) return { ok: false, reason: 'There are no claims that could grant a scope.' };
  const grants = grantsOf(claims);
  const granted = new Set(grants.flatMap(({ names, alsoKnownAs = [] }) => [...names, ...alsoKnownAs]));
  const missing = wanted.filter((name) => !granted.has(name));
  if (missing.length === 0) return { ok: true, reason: `It grants ${quoted(wanted)}.` };
  const has = grants.map(({ names, from }) => `${quoted(names)} (${from})`);
  const verb = missing.length > 1 ? 'are' : 'is';
  return {
    ok: false,
    reason: `An API that asks for ${missing.length > 1 ? 'them' : 'it'} answers 403: ${quoted(missing)} ${verb} missing; the token has ${has.slice(0, 6).join(', ') || 'no scopes at all'}.`,
  };
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `“${plain(name, 60)}”`);
  return [...shown, ...(names.length > 8 ? [`${names.length - 8} more`] : [])].join(', ');
}
