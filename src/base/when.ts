const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time in words: `42 s`, `3 min`, `2 h 5 min`, `12 d`. @param milliseconds not negative */
export function span(milliseconds: number): string {
  const count = (unit: number) => Math.floor(milliseconds / unit);
  if (milliseconds >= 2 * day) return `${count(day)} d`;
  if (milliseconds >= hour) return `${count(hour)} h ${count(minute) % 60} min`;
  if (milliseconds >= minute) return `${count(minute)} min`;
  return `${count(second)} s`;
}

/** A NumericDate (RFC 7519 section 2, seconds since 1970) as a date in UTC, or as its number where no calendar has it. */
export function utc(numericDate: number): string {
  const date = new Date(numericDate * second);
  if (Number.isNaN(date.getTime())) return `second ${numericDate}`;
  return `${date.toISOString().slice(0, -5).replace('T', ' ')} UTC`;
}
