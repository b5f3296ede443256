import type { ExchangeEvent } from './exchange';

/** An exchange as one line of the log. It tells what the event tells, and so no value that was sent or received. */
export function exchangeLine(event: ExchangeEvent): string {
  const { endpoint, method, address, status, duration, parameters, error, fault } = event;
  const outcome = [status ?? 'unanswered', error, fault === undefined ? undefined : `(${fault})`]
    .filter((part) => part !== undefined)
    .join(' ');
  const names = parameters.length === 0 ? '' : `; sent ${parameters.join(', ')}`;
  return `${endpoint}: ${method} ${address}: ${outcome}, ${Math.round(duration)} ms${names}`;
}
