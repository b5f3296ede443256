import { t } from '@vscode/l10n';
import { pemBlocks } from '../base/pem';
import { urlOf } from '../base/url';
import { plain } from '../faults/plain';
import { ownParametersOf } from './disclosed';
import { describeUse, longest, scopesOf, textOf } from './disclosed-texts';
import { fieldAt, invalid, type Problem } from './problem';
import type { Settings } from './settings';

/** The most that the question shows in all: a dialog is not scrolled. */
const most = { lines: 60, characters: 6000 };

/** A value that the question shows, and at most how much of it. */
interface Shown {
  path: string[];
  value: string;
  limit: number;
}

/**
 * Finds what the question about a team profile cannot show whole. The answer holds for the profile as it is written, so
 * nothing of it may be left out of the question.
 * @returns a problem for each field, or one for the profile where only the whole is too long; none where all is shown
 */
export function undisclosable(settings: Settings): Problem[] {
  const values = shownOf(settings);
  const problems = new Map<string, Problem>();
  for (const shown of values) {
    const key = shown.path.join('\0');
    const message = problems.has(key) ? undefined : messageFor(shown);
    if (message !== undefined) problems.set(key, invalid(shown.path, message));
  }
  if (problems.size > 0) return [...problems.values()];
  // As long as each is: they are not computed here.
  const fingerprints = pemBlocks(settings.tls?.ca ?? '').map(() => '00:'.repeat(32));
  const { hosts, origins, facts } = describeUse(settings, fingerprints);
  const lines = [...hosts, ...origins, ...facts];
  if (lines.length <= most.lines && lines.join('').length <= most.characters) return [];
  // The field that takes the most room: lines, where there are too many, otherwise characters.
  const field = lines.length > most.lines ? 'params' : largest(values);
  return [invalid([field], tooLong(field))];
}

/** What is shown as nothing, as another space, or over what is around it. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|\p{M}{5}/u;

function messageFor({ path, value, limit }: Shown): string | undefined {
  if (unseen.test(value)) {
    return t(
      '“{field}” has characters that are not visible, so it cannot be shown in the question that allows a folder’s profile.',
      { field: fieldAt(path) },
    );
  }
  return plain(value, Infinity).length > limit ? tooLong(fieldAt(path)) : undefined;
}

function tooLong(field: string): string {
  return t('“{field}” is too long to be shown in the question that allows a folder’s profile.', { field });
}

/** The texts of a profile that a repository chooses freely. The others are words that the schema lists, or short. */
function shownOf(settings: Settings): Shown[] {
  const of = (path: string[], values: string | readonly string[] | undefined, limit: number = longest.value) =>
    [values ?? []].flat().map((value): Shown => ({ path, value, limit }));
  const { issuer, endpoints, clientId, scope, audience, resource, organization, username, redirect, origins } =
    settings;
  return [
    ...of(['issuer'], issuer && sentTo(issuer), longest.address),
    ...Object.entries(endpoints).flatMap(([name, address]) =>
      of(['endpoints', name], address && sentTo(address), longest.address),
    ),
    ...of(['clientId'], clientId),
    ...of(['scope'], scopesOf(scope)),
    ...of(['audience'], audience),
    ...of(['resource'], resource),
    ...of(['organization'], organization),
    ...of(['username'], username),
    ...of(['subject'], textOf(settings.subject)),
    ...of(['actor'], textOf(settings.actor)),
    ...of(['requestedTokenType'], settings.requestedTokenType),
    ...of(['assertion'], textOf(settings.assertion)),
    ...of(['clientAssertion'], textOf(settings.clientAssertion)),
    ...of(['redirect'], redirect),
    ...of(['origins'], origins),
    ...ownParametersOf(settings).flatMap(({ leg, name, value }) => {
      const path = ['params', leg, name];
      return [...of(path, name, longest.parameterName), ...of(path, value)];
    }),
  ];
}

/** An address as the question shows it, which is longer than it is written where letters have to be encoded. */
function sentTo(address: string): string {
  return urlOf(address)?.href ?? address;
}

/** The profile's field with the most characters. */
function largest(values: readonly Shown[]): string {
  const sizes = new Map<string, number>();
  for (const { path, value } of values) {
    const [field = ''] = path;
    sizes.set(field, (sizes.get(field) ?? 0) + value.length);
  }
  return [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
