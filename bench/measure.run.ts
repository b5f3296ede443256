import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { OAuthClient } from '../src/oauth/client';
import type { Fetch } from '../src/oauth/transport';
import { parseProfile } from '../src/profile/parse';
import { resultsVariable, type SuiteResults } from '../test/host/results';
import { freshId, run as command, server } from '../test/suites/environment';
import {
  activationGlobal,
  figuresVariable,
  median,
  type Activation,
  type Figures,
  type RequestFigures,
} from './figures';
import { hovers } from './hover';

const rounds = 200;
const warmUp = 100;

/** What VS Code calls in the extension host: measures, and leaves the figures where the bench looks for them. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('token-deck.token-deck');
  if (extension === undefined) throw new Error('the extension is not there');
  await extension.activate();
  const activation = (globalThis as Record<string, unknown>)[activationGlobal] as Activation;
  const figures: Figures = {
    activation,
    cached: await cachedToken(),
    requests: [
      await tokenRequests('basic', 'client_secret_basic'),
      await tokenRequests('keycloak', 'client_secret_post'),
    ],
    hover: await hovers(),
  };
  writeFileSync(process.env[figuresVariable] ?? '', JSON.stringify(figures));
  const results: SuiteResults = { passed: 1, failed: 0, skipped: [], failures: [] };
  writeFileSync(process.env[resultsVariable] ?? '', JSON.stringify(results));
}

type TenantName = 'basic' | 'keycloak';

function machineProfile(name: TenantName, clientAuth: string) {
  const { endpoints, clients } = server().tenants[name];
  const { clientId, clientSecret } = clients['m2m'] ?? {};
  const profile = { id: freshId('bench'), grant: 'client_credentials', endpoints: { token: endpoints.token } };
  return { profile: { ...profile, clientId, clientAuth }, clientSecret };
}

async function cachedToken(): Promise<number> {
  const { profile, clientSecret } = machineProfile('keycloak', 'client_secret_post');
  const id = await command<string>('addProfile', { ...profile, clientSecret });
  const get = () => command<string>('getToken', { profile: id });
  for (let round = 0; round < warmUp; round++) await get();
  return median(await times(get, rounds));
}

/** Our request and the bare one in turn, so that what else the machine does meets both alike. */
async function tokenRequests(tenant: TenantName, clientAuth: string): Promise<RequestFigures> {
  const { profile, clientSecret } = machineProfile(tenant, clientAuth);
  const parsed = parseProfile(profile);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const client = { settings: parsed.settings, credentials: { clientSecret } };

  // The bare request is what the extension was seen to send.
  let seen: { url: string; init: RequestInit } | undefined;
  const send: Fetch = (url, init) => {
    seen ??= { url, init };
    return fetch(url, init);
  };
  const oauth = new OAuthClient({
    fetchFor: () => send,
    now: Date.now,
    log: () => undefined,
  });
  const ours = () => oauth.obtain(client);
  await ours();
  if (seen === undefined) throw new Error('no request was seen');
  const { url } = seen;
  const { method, headers, body } = seen.init;
  const fields = [...(body as URLSearchParams)];
  const bare = async (): Promise<string> => {
    const response = await fetch(url, { method, headers, body: new URLSearchParams(fields) });
    if (!response.ok) throw new Error(`the bare request is answered ${response.status}`);
    return ((await response.json()) as { access_token: string }).access_token;
  };

  for (let round = 0; round < warmUp; round++) {
    await ours();
    await bare();
  }
  const taken = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    // Each goes first as often as the other.
    const pair = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    for (const which of pair) taken[which].push(...(await times(which === 'ours' ? ours : bare, 1)));
  }

  const id = await command<string>('addProfile', { ...profile, id: freshId('bench'), clientSecret });
  const renew = () => command<string>('getToken', { profile: id, forceRefresh: true });
  for (let round = 0; round < warmUp / 5; round++) await renew();
  const whole = median(await times(renew, rounds));
  return { tenant, ours: median(taken.ours), bare: median(taken.bare), command: whole };
}

async function times(what: () => Thenable<unknown>, count: number): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < count; round++) {
    const start = performance.now();
    await what();
    taken.push(performance.now() - start);
  }
  return taken;
}
