import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { decodeJwt } from '../../jwt/read/decode';

/** What happened to a redirect that arrived. */
export type Delivery = 'taken' | 'no-state' | 'unknown-state';

/** Parameters of a redirect whose presence may be logged, but never their values. */
const known = ['code', 'state', 'iss', 'error', 'error_description', 'response'];

/** The logins that wait for their redirects, each under its `state`, which can be used once. */
export class PendingLogins {
  private readonly waiting = new Map<string, (answer: URLSearchParams) => void>();

  /**
   * Waits for the redirect with that `state`.
   * @param time milliseconds until the login counts as abandoned
   * @throws `login-timeout`, `cancelled`
   */
  wait(state: string, time: number, signal: AbortSignal): Promise<URLSearchParams> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        if (this.waiting.get(state) === deliver) this.waiting.delete(state);
        settle();
      };
      const abort = () => end(() => reject(cancelled()));
      const timer = setTimeout(
        () =>
          end(() =>
            reject(
              new Fault(
                'login-timeout',
                t('The sign-in was not finished within {minutes} minutes.', { minutes: Math.round(time / 60_000) }),
              ),
            ),
          ),
        time,
      );
      const deliver = (answer: URLSearchParams) => end(() => resolve(answer));
      this.waiting.set(state, deliver);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
    });
  }

  /** Hands a redirect's parameters to the login that waits for them. */
  deliver(answer: URLSearchParams): Delivery {
    const state = stateOf(answer);
    if (state === undefined) return 'no-state';
    const resolve = this.waiting.get(state);
    if (resolve === undefined) return 'unknown-state';
    resolve(answer);
    return 'taken';
  }
}

/**
 * By which a redirect is known: its `state`, or the one in its signed response (JARM). That only tells which login it is
 * for; whether it may end it is for the login to check. Undefined where there is none, or more than one.
 */
export function stateOf(answer: URLSearchParams): string | undefined {
  const [states, responses] = [answer.getAll('state'), answer.getAll('response')];
  const inside = responses.length === 1 ? decodeJwt(responses[0] ?? '')?.claims.state : undefined;
  const [state, ...more] = states.length === 0 ? [inside] : states;
  return typeof state === 'string' && state !== '' && more.length === 0 ? state : undefined;
}

/**
 * An answer in a query, without tokens: one may come in a fragment only (RFC 6749 section 4.2.2), by a way that keeps
 * nothing of it.
 */
export function withoutTokens(query: URLSearchParams): URLSearchParams {
  for (const name of ['access_token', 'id_token']) query.delete(name);
  return query;
}

/** Which parameters a redirect brought, for the log. */
export function present(answer: URLSearchParams): string {
  const names = known.filter((name) => answer.has(name));
  return names.length === 0 ? 'none' : names.join(', ');
}

/**
 * The parameters of a URI that VS Code hands to a URI handler. VS Code has already decoded the query once, so `+` is a
 * plus sign, and `&` may be part of a value: a parameter begins only where `name=` follows.
 */
export function parametersOfUri(query: string): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const part of query.split(/&(?=[A-Za-z_][\w.-]*=)/)) {
    const equals = part.indexOf('=');
    if (equals > 0) parameters.append(part.slice(0, equals), part.slice(equals + 1));
  }
  return parameters;
}

/**
 * The parameters of a pasted address, or of its query or fragment, with or without white space around it. Undefined
 * where there are none.
 */
export function parametersOfPasted(text: string): URLSearchParams | undefined {
  // Not with `URL`: browsers also show addresses without their scheme.
  const [, query = '', fragment = ''] = /^[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s.exec(text.trim()) ?? [];
  const [first, ...others] = [query, fragment, /[?#]/.test(text) ? '' : text.trim()].map(
    (part) => new URLSearchParams(part),
  );
  const all = [withoutTokens(first ?? new URLSearchParams()), ...others];
  return all.find((parameters) => ['code', 'error', 'response', 'access_token'].some((name) => parameters.has(name)));
}
