import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { grantsOf, words } from '../inspect/grants';
import type { Finding } from './signature-check';

/**
 * Checks that a token grants each of the wanted scopes.
 * @param claims undefined if the payload is not a claims set
 * @param scope space-separated; undefined or blank if none is wanted
 */
export function checkPermissions(claims: Record<string, unknown> | undefined, scope: string | undefined): Finding {
  const wanted = words(scope ?? '');
  if (wanted.length === 0) return { ok: null, reason: t('No scope was asked for.') };
  if (claims === undefined) return { ok: false, reason: t('There are no claims that grant a scope.') };
  const missing = missingScopes(claims, wanted);
  if (missing !== undefined)
    return { ok: false, reason: `${missing} ${t('An API that requires it responds with 403.')}` };
  return { ok: true, reason: t('It grants {names}.', { names: quoted(wanted) }) };
}

/** What a token lacks of the wanted scopes, a sentence; undefined where it has them all. */
export function missingScopes(claims: Record<string, unknown>, wanted: readonly string[]): string | undefined {
  const grants = grantsOf(claims);
  const granted = new Set(grants.flatMap(({ names, alsoKnownAs = [] }) => [...names, ...alsoKnownAs]));
  const missing = wanted.filter((name) => !granted.has(name));
  const has = grants.map(({ names, from }) => `${quoted(names)} (${from})`);
  return missing.length === 0 ? undefined : lack(missing, has.slice(0, 6).join(', '));
}

/** @param granted what the token has; '' for no scopes */
function lack(missing: readonly string[], granted: string): string {
  const names = quoted(missing);
  if (missing.length > 1) {
    return granted === ''
      ? t('{names} are missing; the token has no scopes at all.', { names })
      : t('{names} are missing; the token has {granted}.', { names, granted });
  }
  return granted === ''
    ? t('{names} is missing; the token has no scopes at all.', { names })
    : t('{names} is missing; the token has {granted}.', { names, granted });
}

/** How many names are listed. */
const mostNames = 8;

function quoted(all: readonly string[]): string {
  const names = all
    .slice(0, mostNames)
    .map((name) => `“${plain(name, 60)}”`)
    .join(', ');
  const count = all.length - mostNames;
  return count > 0 ? t('{names}, {count} more', { names, count }) : names;
}
