import { t } from '@vscode/l10n';
import { clockTime, localDay } from '../../base/dates';
import { shorten } from '../../base/shorten';
import { urlOf } from '../../base/url';
import { nameOf, referenceOf, type ProfilePlace } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import { keptName, type AuditEntry } from '../../storage/audit-entry';
import type { Door, Passed } from './gate';

/** What is kept of a passage. @param at milliseconds since 1970 */
export function auditEntryOf({ profile, door, caller, destination, refused }: Passed, at: number): AuditEntry {
  const to = destination && originOf(destination);
  return {
    ...{ at, profile: referenceOf(profile), name: nameOf(profile), door, caller },
    ...(to !== undefined && { to }),
    ...(refused !== undefined && { refused }),
  };
}

/** The origin of a destination, never more of its address; undefined where it is not known. */
function originOf(destination: Destination): string | undefined {
  if ('origin' in destination) return destination.origin;
  const url = 'to' in destination ? urlOf(destination.to) : undefined;
  // The origin of a scheme that has none is the word “null”.
  return url === undefined || url.origin === 'null' ? undefined : url.origin;
}

/** What each door is called. */
const doors: Record<Door, () => string> = {
  command: () => t('command'),
  clipboard: () => t('clipboard'),
  insertion: () => t('inserted into a file'),
  sender: () => t('sent with a request'),
  inspector: () => t('inspector'),
  comparison: () => t('comparison'),
  introspection: () => t('introspection'),
  userinfo: () => t('user info'),
};

/** How many letters of a name a row shows, so that the door stays in view. */
const longest = 32;

/** A row of the audit. */
export interface AuditRow {
  /** When: `2026-11-21 14:03:05`, after an icon that tells what was refused. */
  label: string;
  /** Whose token, by which door, for whom. */
  description: string;
  /** Where it was sent, and why it was refused. */
  detail?: string;
}

export function auditRow({ at, name, door, caller, to, refused }: AuditEntry): AuditRow {
  const seconds = String(new Date(at).getSeconds()).padStart(2, '0');
  const way = Object.hasOwn(doors, door) ? doors[door as Door]() : door;
  const given = { profile: shorten(name, longest), door: way };
  return {
    label: `$(${refused === undefined ? 'check' : 'circle-slash'}) ${localDay(at)} ${clockTime(at)}:${seconds}`,
    description:
      caller === 'person' ? t('{profile}: {door}, by you', given) : t('{profile}: {door}, by a program', given),
    ...detailOf(to, refused),
  };
}

function detailOf(to: string | undefined, code: string | undefined): Pick<AuditRow, 'detail'> {
  if (code === undefined) return to === undefined ? {} : { detail: t('to {origin}', { origin: to }) };
  return {
    detail:
      to === undefined ? t('refused ({code})', { code }) : t('to {origin}, refused ({code})', { origin: to, code }),
  };
}

/** What the audit is narrowed down to. */
export interface AuditFilter {
  /** Words that all have to be in a row, in upper or lower case. */
  text: string;
  /** Only what was refused. */
  refused: boolean;
  /** Only this profile. */
  profile?: ProfilePlace | undefined;
}

/** The entries that a filter leaves, in their order. */
export function filtered(entries: readonly AuditEntry[], { text, refused, profile }: AuditFilter): AuditEntry[] {
  const words = text.toLowerCase().split(/\s+/);
  const name = profile && keptName(referenceOf(profile));
  return entries.filter((entry) => {
    if (refused && entry.refused === undefined) return false;
    if (name !== undefined && entry.profile !== name) return false;
    const { label, description, detail = '' } = auditRow(entry);
    const row =
      `${label.replace(/^\S+/, '')} ${description} ${detail} ${entry.name} ${entry.profile} ${entry.door}`.toLowerCase();
    return words.every((word) => row.includes(word));
  });
}
