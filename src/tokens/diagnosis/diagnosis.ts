import { t } from '@vscode/l10n';
import { isCancelled, isFault, toFault } from '../../faults/fault';
import type { OAuthClient } from '../../oauth/client';
import type { Client } from '../../oauth/credentials';
import type { ExchangeEvent } from '../../oauth/exchange-event';
import { hostsOf } from '../../profile/disclosed';
import { grants } from '../../profile/grants/table';
import type { KnownProfile, UsableProfile } from '../../profile/known';
import { secretsUsed } from '../../profile/secrets-used';
import type { Settings } from '../../profile/settings';
import { secretKey } from '../../storage/keys';
import type { SecretsStore } from '../../storage/secrets';
import { missingSecrets, type Asking, type ClientSecrets } from '../client-secrets';
import type { TokenService } from '../service';
import { clientChecks } from './client-checks';
import type { Facts, RedirectFact, Surroundings } from './diagnosis-facts';
import { discoveryChecks } from './discovery-checks';
import { byWeight, type Finding } from './finding';
import { loginChecks } from './login-checks';
import { countText, reportText } from './report';
import { surroundingsChecks } from './surroundings-checks';
import { tokenChecks } from './token-checks';

export interface DiagnosisDependencies {
  clientSecrets: ClientSecrets;
  secrets: Pick<SecretsStore, 'get'>;
  oauth: () => Promise<OAuthClient>;
  service: Pick<TokenService, 'peek' | 'failureOf'>;
  profiles: () => Promise<readonly KnownProfile[]>;
  /** The redirect URIs that logins by a profile's `redirect` may use in this window. */
  redirectUris: (settings: Pick<Settings, 'redirect' | 'grant'>) => Promise<readonly RedirectFact[]>;
  surroundings: (profile: KnownProfile) => Promise<Surroundings>;
  /** The last exchanges with servers, the oldest first. */
  exchanges: () => readonly ExchangeEvent[];
  /** Every secret and token that is stored or in memory, to be left out. */
  storedValues: () => Promise<readonly string[]>;
  /** The path of the user's home; empty where there is none. */
  home: string;
  now: () => number;
}

/** What a diagnosis found. */
export interface Diagnosis {
  /** Markdown that is safe to send. */
  report: string;
  /** How many findings there are, in one sentence. */
  summary: string;
  findings: readonly Finding[];
  /** Whether a token request could be tried with what is stored. */
  canTry: boolean;
}

const checks = [discoveryChecks, loginChecks, clientChecks, surroundingsChecks, tokenChecks].flat();

/** Everything that the facts tell, what matters most first, and nothing twice. */
export function findingsOf(facts: Facts): Finding[] {
  const found = checks.flatMap((check) => check(facts) ?? []);
  return byWeight(found.filter(({ what }, index) => found.findIndex((other) => other.what === what) === index));
}

/**
 * Finds out why a profile does not work. Its servers are asked only as the user has allowed, and nothing secret is sent,
 * unless a token request is to be tried: its token is dropped.
 * @param tries whether a person has asked for a token request on trial
 * @throws `cancelled`
 */
export async function diagnose(
  deps: DiagnosisDependencies,
  known: KnownProfile,
  asking: Asking & { tries?: boolean } = {},
): Promise<Diagnosis> {
  const at = deps.now();
  const surroundings = await deps.surroundings(known);
  const facts = known.usable ? await factsOf(deps, known, surroundings, asking) : undefined;
  const findings = facts === undefined ? problemsOf(known) : findingsOf(facts);
  const own = new Set((facts?.examined?.probes ?? []).map(({ address }) => originOf(address)));
  for (const { origin } of facts === undefined ? [] : hostsOf(facts.profile.settings)) own.add(origin);
  for (const { probed } of facts?.redirects ?? []) own.add(originOf(probed?.address ?? ''));
  const exchanges = deps.exchanges().filter(({ sentAt, address }) => sentAt >= at && own.has(originOf(address)));
  const secrets = await deps.storedValues();
  const report = reportText({
    ...{ profile: known, at, findings, facts, surroundings, exchanges, secrets },
    home: deps.home,
  });
  return { report, summary: countText(findings), findings, canTry: facts !== undefined && canTry(facts) };
}

function originOf(address: string): string {
  return /^https?:\/\/[^/]*/.exec(address)?.[0] ?? '';
}

/** Why a profile cannot be used. */
function problemsOf(known: KnownProfile): Finding[] {
  if (known.usable) return [];
  return known.problems.map(({ path, message }) => ({
    ...{ severity: 'problem', cause: 'profile', what: message },
    ...(path.length > 0 && { field: path.join('.') }),
    next: t('Correct the profile: open it with “Edit Profile”.'),
  }));
}

/** A request that a person can have sent on trial: with all its secrets, no ruling out, and nobody who signs in. */
function canTry({ profile, client, refused, trial }: Facts): boolean {
  const { obtained } = grants[profile.settings.grant];
  return obtained === 'request' && refused === undefined && trial === undefined && missingSecrets(client).length === 0;
}

async function factsOf(
  deps: DiagnosisDependencies,
  profile: UsableProfile,
  surroundings: Surroundings,
  asking: Asking & { tries?: boolean },
): Promise<Facts> {
  const { clientSecrets, oauth, service } = deps;
  const interactive = asking.interactive !== false;
  const client = await clientSecrets.clientOf(profile, interactive);
  const { redirects: isRedirected, obtained } = grants[profile.settings.grant];
  const facts: Facts = {
    ...{ profile, client, surroundings },
    registration: await clientSecrets.registrationOf(profile),
    hasSecretElsewhere: await hasSecretElsewhere(deps, profile),
    redirects: isRedirected === true ? await deps.redirectUris(profile.settings) : [],
    set: await service.peek(profile),
    failure: await service.failureOf(profile),
  };
  if (obtained === 'pasted') return facts;
  try {
    await clientSecrets.allow(profile, asking);
    facts.examined = await (await oauth()).probes.examine(client, asking.signal);
    facts.token = await (await oauth()).probes.token(client, asking.signal);
    if (isRedirected === true) await probeLogins(await oauth(), client, facts, asking.signal);
    if (asking.tries === true && canTry(facts)) facts.trial = await tryRequest(await oauth(), client, asking.signal);
  } catch (thrown) {
    if (isCancelled(thrown)) throw thrown;
    const fault = toFault(thrown);
    if (fault.code === 'access-denied') facts.refused = fault;
    else facts.loginFault = fault;
  }
  return facts;
}

/** Asks for the first page of a login with each redirect URI that can be registered. */
async function probeLogins(oauth: OAuthClient, client: Client, facts: Facts, signal: AbortSignal | undefined) {
  const { examined } = facts;
  // Without metadata of its own there is no way on; that finding says more.
  if (examined !== undefined && (examined.metadata === undefined || !examined.isOwn)) return;
  // There is no client to ask with yet.
  if (client.settings.clientId === undefined) return;
  const probed: RedirectFact[] = [];
  for (const redirect of facts.redirects) {
    const asked = redirect.isFixed ? await oauth.probes.login(client, redirect.uri, signal) : undefined;
    probed.push({ ...redirect, probed: asked });
  }
  facts.redirects = probed;
}

async function tryRequest(
  oauth: OAuthClient,
  client: Client,
  signal: AbortSignal | undefined,
): Promise<Facts['trial']> {
  try {
    return { set: await oauth.obtain(client, signal) };
  } catch (thrown) {
    if (!isFault(thrown) || isCancelled(thrown) || thrown.code === 'access-denied') throw thrown;
    return { fault: thrown };
  }
}

/** Whether a secret that is missing is stored for another profile with the same client ID, which has other addresses. */
async function hasSecretElsewhere(
  { secrets, profiles }: DiagnosisDependencies,
  profile: UsableProfile,
): Promise<boolean> {
  const { clientId } = profile.settings;
  const others = (await profiles()).filter((other) => other.usable && other.settings.clientId === clientId);
  for (const { kind } of secretsUsed(profile.settings)) {
    const own = await secretKey(kind, profile);
    for (const other of others) {
      if (!other.usable || (await secretKey(kind, other)) === own) continue;
      if ((await secrets.get(kind, other)) !== undefined) return true;
    }
  }
  return false;
}
