import type { ExchangeEvent } from './exchange-event';
import { clockText, grantText, outcomeText } from './exchange-line';

/** The most exchanges that are remembered. */
export const longestTranscript = 50;

/** The last exchanges with servers, kept in memory only, for “Copy Log for Support”. */
export class Transcript {
  private readonly events: ExchangeEvent[] = [];

  readonly add = (event: ExchangeEvent): void => {
    this.events.push(event);
    if (this.events.length > longestTranscript) this.events.shift();
  };

  /** The oldest first. */
  get exchanges(): readonly ExchangeEvent[] {
    return this.events;
  }
}

/** An exchange in full, one fact in each line. It tells what the event tells, and so no value that is secret. */
export function exchangeText(event: ExchangeEvent): string {
  const { endpoint, method, address, sentAt, status, duration, parameters, members, requestIds } = event;
  const { retryAfter, ahead, error, description } = event;
  const facts: [name: string, value: string | undefined][] = [
    ['sent at', dateText(sentAt)],
    ['duration', `${Math.round(duration)} ms`],
    ['request', grantText(event) || undefined],
    ['parameters sent', parameters.join(', ') || undefined],
    ['result', outcomeText(event)],
    ['members received', status === undefined ? undefined : members.join(', ') || 'none'],
    ['error', error],
    ['description', description && (description.words ?? 'left out, since it may hold a secret')],
    ...requestIds,
    ['retry after', retryAfter === undefined ? undefined : `${retryAfter} s`],
    ['clocks', ahead === undefined ? undefined : clockText(ahead)],
  ];
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${value}`]));
  return [`${endpoint}: ${method} ${address}`, ...lines].join('\n');
}

/** A moment in UTC, by ISO 8601; also where a clock shows none. */
export function dateText(milliseconds: number): string {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : 'unknown';
}
