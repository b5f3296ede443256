import { t } from '@vscode/l10n';
import { localDay } from '../../base/dates';
import { shorten } from '../../base/shorten';
import { plain } from '../../faults/plain';
import type { ListedAnswer } from './answers';
import { profileOf } from './removed';

/** How many letters of a name and of an address a row shows, so that its date stays visible. */
const most = { name: 32, address: 36 };

/** A row of “Manage Access”. */
export interface AccessRow {
  /** Who may do it, and where: `Orders API → https://api.example.com`. */
  label: string;
  /** The answer and when it was given. */
  description: string;
  /** The whole sentence, after the whole addresses where the label shortens them. */
  detail: string;
}

/** @param nameOf what the profile with an identity is called; undefined where it is not open */
export function accessRow(answer: ListedAnswer, nameOf: (identity: string) => string | undefined): AccessRow {
  const identity = profileOf(answer);
  const { addresses = [] } = answer;
  const name = identity && shorten(plain(nameOf(identity) ?? idIn(identity), 200), most.name);
  const address = shortened(addresses);
  const label = name && address ? t('{profile} → {address}', { profile: name, address }) : name || address;
  const sentence = plain(answer.about, 2000);
  if (!label) return { label: sentence, description: given(answer), detail: '' };
  const isWhole = addresses.length === 0 || address === addresses[0];
  const detail = isWhole
    ? sentence
    : t('{addresses}: {sentence}', { addresses: plain(addresses.join(', '), 4000), sentence });
  return { label, description: given(answer), detail };
}

function shortened([first, ...more]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const address = shorten(plain(first, 2048), most.address);
  return more.length === 0 ? address : t('{address} and {count} more', { address, count: more.length });
}

function given({ answer, since, used }: ListedAnswer): string {
  if (since === undefined) return answer === 'allow' ? t('allowed') : t('never');
  const date = localDay(since);
  if (answer === 'deny') return t('denied on {date}', { date });
  if (used === undefined || localDay(used) === date) return t('allowed on {date}', { date });
  return t('allowed on {date}, last used on {used}', { date, used: localDay(used) });
}

/** The id at the end of an identity. */
function idIn(identity: string): string {
  const id = identity.slice(identity.lastIndexOf(':') + 1);
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
