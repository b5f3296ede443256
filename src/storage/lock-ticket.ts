// The rules by which windows take turns with nothing but files that are created exclusively.
//
// Each name has numbered tickets, the files NAME.1, NAME.2, …; the highest number says who holds the lock. Whoever finds
// it released, or its holder gone, creates the next number, which only one process can do, and then deletes the lower
// ones. The highest is never deleted, so a number that was missed cannot be taken again unnoticed.

/** What a ticket's file says once it is released. One that is empty was created a moment ago. */
export const released = 'free';

/** Who holds a ticket. A process id says something only on its own machine. */
export interface Holder {
  pid: number;
  host: string;
}

/** A look at a ticket that is held. */
export interface Look {
  /** Which ticket, and its time of modification, which its holder renews: both say that someone is there. */
  sign: string;
  /** Milliseconds for which the sign has not changed, as far as we watched. */
  unchanged: number;
}

/** Milliseconds between two signs of life of a holder, and between two looks of those who wait. */
export const beat = 1000;
export const pause = 50;

/** Milliseconds without a sign of life after which a holder counts as gone. */
export const patience = 10_000;

/** The numbers of a name's tickets among the files of a folder, in ascending order. */
export function ticketsOf(name: string, files: readonly string[]): number[] {
  const numbers = files.flatMap((file) => {
    const number = file.startsWith(`${name}.`) ? file.slice(name.length + 1) : '';
    return /^[1-9]\d{0,14}$/.test(number) ? [Number(number)] : [];
  });
  return numbers.sort((a, b) => a - b);
}

/** Who a ticket says holds it; undefined where it says nothing that can be read. */
export function holderOf(text: string): Holder | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Holder>;
    return Number.isInteger(pid) && typeof host === 'string' ? { pid: Number(pid), host } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Looks once more at a ticket. Time in which nobody looked does not count: after a machine slept, the holder gets the
 * chance to show that it is there. No clock that can be set is compared.
 * @param elapsed milliseconds since the last look, by a clock that only runs on
 */
export function lookAgain(last: Look | undefined, sign: string, elapsed: number): Look {
  if (last === undefined || last.sign !== sign) return { sign, unchanged: 0 };
  return { sign, unchanged: last.unchanged + Math.min(elapsed, beat) };
}

/**
 * Whether the holder of a ticket is gone.
 * @param isAlive whether a process of this machine runs
 */
export function isGone(
  holder: Holder | undefined,
  look: Look,
  host: string,
  isAlive: (pid: number) => boolean,
): boolean {
  if (holder !== undefined && holder.host === host && !isAlive(holder.pid)) return true;
  return look.unchanged >= patience;
}
