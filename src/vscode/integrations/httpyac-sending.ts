import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';
import { identityOf, type UsableProfile } from '../../profile/known';
import type { Issued } from '../access/gate';
import type { GotOptions, GotResponse, YacRequest } from './httpyac-api';

/** What sending a token needs. */
export interface Sending {
  /** A proof for one request with a token that is bound to the profile's key (RFC 9449). */
  prove(profile: UsableProfile, token: string, request: Proven): Promise<string>;
  /** Told of each answer to a request with a token. */
  answered(answer: TokenAnswer): void;
}

interface Proven {
  method: string;
  url: URL;
  nonce: string | undefined;
}

/** An API's answer to a request that had a token. */
export interface TokenAnswer {
  profile: UsableProfile;
  token: string;
  status: number;
  /** The host, with its port. */
  host: string;
  /** Its header `WWW-Authenticate` (RFC 9110 section 11.6.1). */
  challenge: string;
  place: FaultPlace | undefined;
}

/** A header with tokens in it. */
export interface Filled {
  value: string | string[];
  /** The same as it may be shown. */
  shown: string | string[];
}

/** The nonces that APIs ask for, by profile and origin (RFC 9449 section 8.2: the last one counts). */
const nonces = new Map<string, string>();
const mostNonces = 100;

/** Has got put the tokens in as it sends, and take them out of what it hands back. */
export function putInWhenSent(
  request: YacRequest,
  filled: ReadonlyMap<string, Filled>,
  issued: ReadonlyMap<UsableProfile, Issued>,
  place: FaultPlace | undefined,
  sending: Sending,
): void {
  const origin = urlOf(request.url)?.origin;
  const [bound] = [...issued].filter(([, { isBound }]) => isBound);
  const [first] = issued;
  const key = bound && `${identityOf(bound[0])} ${origin}`;
  /** Requests that left with the token, and those that were redirected to another origin: got keeps one object for all. */
  const left = new WeakSet<GotOptions>();
  const elsewhere = new WeakSet<GotOptions>();

  const hide = ({ headers }: GotOptions): void => {
    for (const [name, { shown }] of filled) {
      const lower = name.toLowerCase();
      if (headers[lower] !== undefined) headers[lower] = shown;
    }
  };
  const tell = ({ statusCode, headers, request: { options } }: GotResponse): void => {
    if (first === undefined || elsewhere.has(options)) return;
    const [profile, { token }] = first;
    const challenge = String(headers['www-authenticate'] ?? '');
    sending.answered({ profile, token, status: statusCode, host: options.url.host, challenge, place });
  };
  const hooks = ((request.options ??= {}).hooks ??= {});
  (hooks.beforeRequest ??= []).push(async (options) => {
    const { url, method, headers } = options;
    if (url.origin !== origin) elsewhere.add(options);
    if (elsewhere.has(options)) {
      for (const name of filled.keys()) Reflect.deleteProperty(headers, name.toLowerCase());
      if (bound !== undefined) Reflect.deleteProperty(headers, 'dpop');
      // It is not a redirect: a script of the file changed the address after it was asked about.
      if (!left.has(options)) throw new Fault('request-changed', t('The request’s address changed; it was not sent.'));
      return;
    }
    left.add(options);
    for (const [name, { value }] of filled) headers[name.toLowerCase()] = value;
    if (bound === undefined) return;
    const [profile, { token }] = bound;
    headers.dpop = await sending.prove(profile, token, { method, url, nonce: nonces.get(key ?? '') });
  });
  // Before the hooks by which httpYac shows a redirect and an answer.
  (hooks.beforeRedirect ??= []).unshift(hide);
  (hooks.afterResponse ??= []).unshift(async (response, again) => {
    const { options } = response.request;
    hide(options);
    if (key !== undefined && !elsewhere.has(options) && keepNonce(key, response)) {
      const second = await again({});
      hide(second.request.options);
      tell(second);
      return second;
    }
    tell(response);
    return response;
  });
}

/** Keeps the nonce that an API sends. @returns whether it wants the request once more, with another nonce than it had */
function keepNonce(key: string, { statusCode, headers }: GotResponse): boolean {
  const nonce = headers['dpop-nonce'];
  if (typeof nonce !== 'string' || nonces.get(key) === nonce) return false;
  if (nonces.size > mostNonces) nonces.clear();
  nonces.set(key, nonce);
  return statusCode === 401 && /use_dpop_nonce/i.test(String(headers['www-authenticate']));
}
