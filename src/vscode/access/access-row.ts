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
  const addresses = addressesOf(answer);
  const name = identity && shorten(plain(nameOf(identity) ?? idIn(identity), 200), most.name);
  const address = shortened(addresses);
  const label = name && address ? t('{profile} → {address}', { profile: name, address }) : name || address;
  const sentence = plain(answer.about, 2000);
  if (!label) return { label: sentence, description: given(answer), detail: '' };
  const isWhole = addresses.length === 0 || address === addresses[0];
  const detail = isWhole ? sentence : t('{addresses}: {sentence}', { addresses: addresses.join(', '), sentence });
  return { label, description: given(answer), detail };
}

function shortened([first, ...more]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const address = shorten(first, most.address);
  return more.length === 0 ? address : t('{address} and {count} more', { address, count: more.length });
}

/** Where something goes. The keys name it, or the end of the sentence after the names, which have quotes. */
function addressesOf({ key, question, about }: ListedAnswer): string[] {
  if (question === 'keys') return [plain(key.slice('answer.keys.'.length), 2048)];
  if (question === 'destination') return [plain(key.slice(key.lastIndexOf(' ') + 1), 2048)];
  return plain(about.slice(about.lastIndexOf('”') + 1), 4000).match(/https?:\/\/[^\s,]+/g) ?? [];
}

function given({ answer, since, used }: ListedAnswer): string {
  if (since === undefined) return answer === 'allow' ? t('allowed') : t('never');
  const date = localDay(since);
  if (answer === 'deny') return t('never, denied on {date}', { date });
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
