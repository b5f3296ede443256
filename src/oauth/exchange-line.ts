import type { ExchangeEvent } from './exchange-event';

/** Seconds by which clocks may differ without a word: providers allow about a minute. */
const smallDifference = 30;

/** An exchange as one line of the log. It tells what the event tells, and so no value that is secret. */
export function exchangeLine(event: ExchangeEvent): string {
  const { endpoint, method, address, duration, parameters, requestIds, retryAfter } = event;
  const [requestId] = requestIds;
  const ahead = event.ahead ?? 0;
  const further = [
    grantText(event),
    parameters.length === 0 ? '' : `sent ${parameters.join(', ')}`,
    requestId === undefined ? '' : requestId.join(' '),
    retryAfter === undefined ? '' : `retry after ${retryAfter} s`,
    Math.abs(ahead) < smallDifference ? '' : clockText(ahead),
  ].filter((part) => part !== '');
  const first = `${endpoint}: ${method} ${address}: ${outcomeText(event)}, ${Math.round(duration)} ms`;
  return [first, ...further].join('; ');
}

/** What came of it: the status, the provider's error code and ours. */
export function outcomeText({ status, error, fault }: ExchangeEvent): string {
  return [status ?? 'unanswered', error, fault === undefined ? undefined : `(${fault})`]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The grant and how the client authenticated, as far as the request had them. */
export function grantText({ grant, authentication }: ExchangeEvent): string {
  const how = authentication === undefined ? '' : `authentication: ${authentication}`;
  return [grant ?? '', how].filter((part) => part !== '').join(', ');
}

/** How our clock differs from the server's. */
export function clockText(ahead: number): string {
  if (ahead === 0) return 'clocks agree';
  return `our clock is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the server’s`;
}
