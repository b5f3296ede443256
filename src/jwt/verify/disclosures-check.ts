import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { mostDisclosures, resolveDisclosures, splitSdJwt, type Disclosure } from '../inspect/sd-jwt';

/** No more disclosures than this are named in a reason. */
const mostNamed = 5;

/**
 * Why an SD-JWT must be refused for its disclosures or digests (RFC 9901 section 7.1), a sentence each; none if they
 * are right. Neither signature nor key binding is looked at.
 * @param token an SD-JWT that can be read, with nothing around it
 */
export async function disclosureProblems(token: string): Promise<string[]> {
  const count = splitSdJwt(token)?.disclosures.length ?? 0;
  if (count > mostDisclosures)
    return [t('It has more than {count} disclosures, which is too many to check.', { count: mostDisclosures })];
  const { disclosures = [], repeatedDigest = false } = (await resolveDisclosures(token)) ?? {};
  const wrong = disclosures.flatMap((disclosure, index) => problemOf(disclosure, index + 1) ?? []);
  const named = wrong.slice(0, mostNamed);
  const more = wrong.length - named.length;
  if (more > 0) named.push(t('{count} more of its disclosures must be refused.', { count: more }));
  if (repeatedDigest)
    named.push(t('A digest is in more than one place: such a token must be refused (RFC 9901 section 7.1).'));
  return named;
}

/** @param number counts from 1 */
function problemOf({ name, state }: Disclosure, number: number): string | undefined {
  const disclosure = name === '' ? String(number) : `${number} (“${plain(name, 60)}”)`;
  switch (state) {
    case 'found':
      return undefined;
    case 'not-referred-to':
      return t('Nothing refers to its disclosure {disclosure}: such a token must be refused (RFC 9901 section 7.1).', {
        disclosure,
      });
    case 'malformed':
      return t(
        'Its disclosure {disclosure} is malformed, or of the wrong kind for its place: such a token must be refused (RFC 9901 section 7.1).',
        { disclosure },
      );
    case 'duplicate-digest':
      return t(
        'Its disclosure {disclosure} or its digest appears twice: such a token must be refused (RFC 9901 section 7.1).',
        { disclosure },
      );
    case 'name-clash':
      return t(
        'Its disclosure {disclosure} has a name that is taken or not allowed: such a token must be refused (RFC 9901 section 7.1).',
        { disclosure },
      );
    case 'unresolved':
      return t('Its disclosure {disclosure} cannot be checked: its digests use an unknown algorithm (“_sd_alg”).', {
        disclosure,
      });
  }
}
