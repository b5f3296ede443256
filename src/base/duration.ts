const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Under this many milliseconds seconds are shown. */
const precise = 5 * minute;

/**
 * A span of time as the countdown shows it: `3 d 4 h`, `2 h 05 min`, `42 min`, and under five minutes `4:32`.
 * @param left milliseconds, not negative
 */
export function formatLeft(left: number): string {
  const count = (unit: number) => Math.floor(left / unit);
  if (left >= 100 * day) return `${count(day)} d`;
  if (left >= 2 * day) return `${count(day)} d ${count(hour) % 24} h`;
  if (left >= hour) return `${count(hour)} h ${String(count(minute) % 60).padStart(2, '0')} min`;
  if (left >= precise) return `${count(minute)} min`;
  return `${count(minute)}:${String(count(second) % 60).padStart(2, '0')}`;
}

/**
 * The milliseconds after which `formatLeft` shows another text, or nothing is left: no timer needs to tick before.
 * @param left milliseconds; where it is no finite number, no text changes
 */
export function untilTextChanges(left: number): number {
  if (!(left > 0 && left < Infinity)) return Infinity;
  if (left < second) return left;
  const unit = left >= 100 * day ? day : left >= 2 * day ? hour : left >= precise ? minute : second;
  // The text of exactly n units is that of n: it changes one millisecond later.
  return (left % unit) + 1;
}
