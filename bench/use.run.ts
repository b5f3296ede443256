import { OAuthClient } from '../src/oauth/client';
import type { Fetch } from '../src/oauth/transport';
import { parseProfile } from '../src/profile/parse';
import { freshId, run as command, server } from '../test/suites/environment';
import { median, type RequestFigures, type UseFigures } from './figures';
import { hovers } from './hover';
import { activated, report, times } from './report';

const rounds = 200;
const warmUp = 100;
/** The first thousand calls measure the compiler, and what is loaded while the window is idle. */
const cachedWarmUp = 2000;

/** What VS Code calls in the extension host. */
export async function run(): Promise<void> {
  await activated();
  const figures: UseFigures = {
    cached: await cachedToken(),
    requests: [
      await tokenRequests('basic', 'client_secret_basic'),
      await tokenRequests('keycloak', 'client_secret_post'),
    ],
    hover: await hovers(),
  };
  report(figures);
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
  for (let round = 0; round < cachedWarmUp; round++) await get();
  return median(await times(get, rounds));
}

/** Our request and the bare one take turns, so that other load on the machine affects both alike. */
async function tokenRequests(tenant: TenantName, clientAuth: string): Promise<RequestFigures> {
  const { profile, clientSecret } = machineProfile(tenant, clientAuth);
  const parsed = parseProfile(profile);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const client = { settings: parsed.settings, credentials: { clientSecret } };

  // The bare request is a copy of the one that the extension sent.
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
