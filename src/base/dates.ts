import { t } from '@vscode/l10n';
import { formatMinutes, formatSpan } from './duration';

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
 * A local time and how far away it is: `2026-11-21 14:03:05 +01:00 (in 12 min)`.
 * @param at milliseconds since 1970, within the range of a Date
 * @param now milliseconds since 1970
 */
export function timeText(at: number, now: number): string {
  return `${localTime(at)} (${relativeTime(at - now)})`;
}

/** `in 12 min`, `2 d ago`, `now`. @param distance milliseconds, negative for the past */
function relativeTime(distance: number): string {
  if (Math.abs(distance) < 1000) return t('now');
  if (distance < 0) return t('{span} ago', { span: formatSpan(-distance) });
  return t('in {span}', { span: distance < 60_000 ? formatSpan(distance) : formatMinutes(distance) });
}
