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
  const grants = grantsOf(claims);
  const granted = new Set(grants.flatMap(({ names, alsoKnownAs = [] }) => [...names, ...alsoKnownAs]));
  const missing = wanted.filter((name) => !granted.has(name));
  if (missing.length === 0) return { ok: true, reason: t('It grants {names}.', { names: quoted(wanted) }) };
  const has = grants.map(({ names, from }) => `${quoted(names)} (${from})`);
  return { ok: false, reason: refusal(missing, has.slice(0, 6).join(', ')) };
}

/** @param granted what the token has; '' for no scopes */
function refusal(missing: readonly string[], granted: string): string {
  const names = quoted(missing);
  if (missing.length > 1) {
    return granted === ''
      ? t('An API that requires them responds with 403: {names} are missing; the token has no scopes at all.', {
          names,
        })
      : t('An API that requires them responds with 403: {names} are missing; the token has {granted}.', {
          names,
          granted,
        });
  }
  return granted === ''
    ? t('An API that requires it responds with 403: {names} is missing; the token has no scopes at all.', { names })
    : t('An API that requires it responds with 403: {names} is missing; the token has {granted}.', { names, granted });
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
