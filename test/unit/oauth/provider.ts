import assert from 'node:assert/strict';
import { OAuthClient, type Client } from '../../../src/oauth/client';
import type { Credentials } from '../../../src/oauth/credentials';
import type { ExchangeEvent } from '../../../src/oauth/exchange-event';
import type { Fetch } from '../../../src/oauth/transport';
import { parseProfile } from '../../../src/profile/parse';
import type { Settings } from '../../../src/profile/settings';

export const issuer = 'https://sso.example.com';
export const endpoints = { authorization: `${issuer}/authorize`, token: `${issuer}/token` };
export const redirectUri = 'http://127.0.0.1:1/callback';

/** The issuer's discovery document. */
export const metadata = (more: object = {}) => ({
  '/.well-known/openid-configuration': {
    ...{ issuer, authorization_endpoint: endpoints.authorization, token_endpoint: endpoints.token },
    ...more,
  },
});

/** The token endpoint's answer where a test names no other. */
export const tokens = { access_token: 'a', token_type: 'Bearer' };

/** What a client of the provider sent. */
export interface Sent {
  path: string;
  init: RequestInit;
  /** The form in the body. */
  form: Record<string, string>;
}

/** A provider at `fetch`: what it answers by path (an object, a text or a whole answer), and what it was asked. */
export function provider(answers: Record<string, unknown> = {}) {
  const sent: Sent[] = [];
  const events: ExchangeEvent[] = [];
  const all: Record<string, unknown> = { '/token': tokens, ...answers };
  const fetch: Fetch = async (url, init) => {
    const { pathname } = new URL(url);
    const form = init.body instanceof URLSearchParams ? Object.fromEntries(init.body) : {};
    sent.push({ path: pathname, init, form });
    const answer = all[pathname];
    if (answer === undefined) return new Response('', { status: 404 });
    if (answer instanceof Response) return answer.clone();
    return typeof answer === 'string' ? new Response(answer) : Response.json(answer);
  };
  const oauth = new OAuthClient({
    fetchFor: () => fetch,
    now: Date.now,
    log: () => undefined,
    onExchange: (event) => events.push(event),
  });
  return { oauth, fetch, all, sent, events, asked: () => sent.map(({ path }) => path) };
}

/** The settings of a profile that must be usable. */
export function settingsOf(fields: Record<string, unknown>): Settings {
  const parsed = parseProfile({ id: 'p', ...fields });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.settings;
}

/** The client of a profile that must be usable. */
export function clientOf(fields: Record<string, unknown>, credentials: Credentials = {}): Client {
  return { settings: settingsOf(fields), credentials };
}

/** A client that asks for tokens by itself, and one with which a person signs in. */
export const machine = { grant: 'client_credentials', clientId: 'c', issuer, endpoints };
export const person = { grant: 'authorization_code', clientId: 'c' };
