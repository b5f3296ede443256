import { t } from '@vscode/l10n';
import { localTime } from '../../base/dates';
import { shorten } from '../../base/shorten';
import { referenceOf, type ProfilePlace } from '../../profile/known';
import { fields, keptName, type AuditEntry } from '../../storage/audit-entry';
import type { Door } from './gate';

/** What each door is called. */
const doors: Record<Door, () => string> = {
  command: () => t('command'),
  clipboard: () => t('clipboard'),
  insertion: () => t('inserted into a file'),
  sender: () => t('sent with a request'),
  inspector: () => t('inspector'),
  comparison: () => t('comparison'),
  exchange: () => t('handed in for another token'),
  introspection: () => t('introspection'),
  userinfo: () => t('user info'),
  authentication: () => t('account'),
  api: () => t('API'),
};

/** How many letters of a name a row shows, so that the door stays in view. */
const longest = 32;

/** A row of the audit. */
export interface AuditRow {
  /** When, after an icon that tells what was refused. */
  label: string;
  /** Whose token, by which door, for whom. */
  description: string;
  /** Where it was sent, and why it was refused; else empty. */
  detail: string;
}

export function auditRow({ time, name, door, caller, destination, refused }: AuditEntry): AuditRow {
  const given = {
    profile: shorten(name, longest),
    door: Object.hasOwn(doors, door) ? doors[door as Door]() : door,
  };
  const details = [
    destination === undefined ? '' : t('to {origin}', { origin: destination }),
    refused === undefined ? '' : t('refused ({code})', { code: refused }),
  ];
  return {
    label: `$(${refused === undefined ? 'check' : 'circle-slash'}) ${localTime(Date.parse(time))}`,
    description:
      caller === 'person' ? t('{profile}: {door}, by you', given) : t('{profile}: {door}, by a program', given),
    detail: details.filter(Boolean).join(' · '),
  };
}

/**
 * The entries that are left, in their order.
 * @param text words that all have to be in a row, in upper or lower case
 * @param profile the only one whose entries are left
 */
export function filtered(
  entries: readonly AuditEntry[],
  text: string,
  profile: ProfilePlace | undefined,
): AuditEntry[] {
  const words = text.toLowerCase().split(/\s+/);
  const name = profile && keptName(referenceOf(profile));
  return entries.filter((entry) => {
    if (name !== undefined && entry.profile !== name) return false;
    const { label, description, detail } = auditRow(entry);
    // Without the icon.
    const row = [label.slice(label.indexOf(' ')), description, detail, ...fields.map((field) => entry[field])]
      .join(' ')
      .toLowerCase();
    return words.every((word) => row.includes(word));
  });
}
