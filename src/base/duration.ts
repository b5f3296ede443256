import { t } from '@vscode/l10n';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** A span of time: `42 s`, `3 min`, `2 h 5 min`, `12 d`, `3 y`. @param milliseconds not negative */
export function formatSpan(milliseconds: number): string {
  const count = (unit: number) => Math.floor(milliseconds / unit);
  if (milliseconds >= 2 * year) return t('{years} y', { years: count(year) });
  if (milliseconds >= 2 * day) return t('{days} d', { days: count(day) });
  if (milliseconds >= hour) return t('{hours} h {minutes} min', { hours: count(hour), minutes: count(minute) % 60 });
  if (milliseconds >= minute) return t('{minutes} min', { minutes: count(minute) });
  return t('{seconds} s', { seconds: count(second) });
}

/** The milliseconds after which `formatSpan` of a growing span gives another text. @param milliseconds not negative */
export function untilSpanChanges(milliseconds: number): number {
  const unit =
    milliseconds >= 2 * year ? year : milliseconds >= 2 * day ? day : milliseconds >= minute ? minute : second;
  return unit - (milliseconds % unit);
}

/** Under this many milliseconds the countdown shows seconds. */
const precise = 5 * minute;

/**
 * A span of time as the countdown shows it: `4 y`, `3 d 4 h`, `2 h 05 min`, `42 min`, and under five minutes `4:32`. Its width
 * hardly changes from one tick to the next.
 * @param left milliseconds, not negative
 */
export function formatLeft(left: number): string {
  const count = (unit: number) => Math.floor(left / unit);
  const two = (number: number) => String(number).padStart(2, '0');
  if (left >= 2 * year) return t('{years} y', { years: count(year) });
  if (left >= 100 * day) return t('{days} d', { days: count(day) });
  if (left >= 2 * day) return t('{days} d {hours} h', { days: count(day), hours: count(hour) % 24 });
  if (left >= hour) return t('{hours} h {minutes} min', { hours: count(hour), minutes: two(count(minute) % 60) });
  if (left >= precise) return t('{minutes} min', { minutes: count(minute) });
  return `${count(minute)}:${two(count(second) % 60)}`;
}

/**
 * The milliseconds after which `formatLeft` gives another text, or nothing is left: until then no timer has to tick.
 * @param left milliseconds; `Infinity` is returned unless it is a positive, finite number
 */
export function untilTextChanges(left: number): number {
  if (!(left > 0 && left < Infinity)) return Infinity;
  if (left < second) return left;
  const unit =
    left >= 2 * year ? year : left >= 100 * day ? day : left >= 2 * day ? hour : left >= precise ? minute : second;
  // Exactly n units still show n: the text changes one millisecond later.
  return (left % unit) + 1;
}

/**
 * As `formatLeft`, but never with seconds, for what is beside other text: `4 min`. A line that changes every second would
 * distract.
 * @param left milliseconds, at least a minute
 */
export function formatMinutes(left: number): string {
  return left < precise ? t('{minutes} min', { minutes: Math.floor(left / minute) }) : formatLeft(left);
}

/** As `untilTextChanges`, for `formatMinutes`. Under a minute, it is what is left. */
export function untilMinutesChange(left: number): number {
  if (left >= precise) return untilTextChanges(left);
  if (left >= minute) return (left % minute) + 1;
  return left > 0 ? left : Infinity;
}
