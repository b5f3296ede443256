import { t } from '@vscode/l10n';
import { language } from './language';

/**
 * A time in the local time zone, with its distance from UTC: `2026-11-21 14:03:05 +01:00`. It can be read and sorted in
 * every language.
 * @param at milliseconds since 1970, within the range of a Date
 */
export function localTime(at: number): string {
  const date = new Date(at);
  const offset = -date.getTimezoneOffset();
  const distance = [Math.floor(Math.abs(offset) / 60), Math.floor(Math.abs(offset) % 60)].map(two).join(':');
  return `${localDay(at)} ${clockTime(at)}:${two(date.getSeconds())} ${offset < 0 ? '-' : '+'}${distance}`;
}

/** The day of a local time: `2026-11-21`. @param at milliseconds since 1970, within the range of a Date */
export function localDay(at: number): string {
  const date = new Date(at);
  const year = date.getFullYear();
  return [
    `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`,
    two(date.getMonth() + 1),
    two(date.getDate()),
  ].join('-');
}

/** The time of day of a local time: `14:03`. @param at milliseconds since 1970, within the range of a Date */
export function clockTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map(two).join(':');
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}

/**
 * A local time and how far away it is: `2026-11-21 14:03:05 +01:00 (in 12 minutes)`.
 * @param at milliseconds since 1970, within the range of a Date
 * @param now milliseconds since 1970
 */
export function timeText(at: number, now: number): string {
  return `${localTime(at)} (${relativeTime(at - now)})`;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_556_952_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** Kept, since making one takes longer than everything else that is done to show a token. */
let format: { language: string; relative: Intl.RelativeTimeFormat } | undefined;

/** `in 12 minutes`, `2 days ago`, `now`. @param distance milliseconds, negative for the past */
function relativeTime(distance: number): string {
  const [unit, size] = units.find(([, size]) => Math.abs(distance) >= size) ?? [];
  if (unit === undefined || size === undefined) return t('now');
  if (format?.language !== language()) {
    // Never “tomorrow”: a whole day ahead may be the day after.
    format = { language: language(), relative: new Intl.RelativeTimeFormat(language(), { numeric: 'always' }) };
  }
  return format.relative.format(Math.trunc(distance / size), unit);
}
