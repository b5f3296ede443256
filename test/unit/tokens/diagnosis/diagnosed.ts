import assert from 'node:assert/strict';
import { OAuthClient } from '../../../../src/oauth/client';
import type { ExchangeEvent } from '../../../../src/oauth/exchange-event';
import type { Fetch } from '../../../../src/oauth/transport';
import type { KnownProfile } from '../../../../src/profile/known';
import type { SecretKind } from '../../../../src/profile/secret-kind';
import { diagnose, type Diagnosis } from '../../../../src/tokens/diagnosis/diagnosis';
import type { RedirectFact, Surroundings } from '../../../../src/tokens/diagnosis/diagnosis-facts';
import type { Finding } from '../../../../src/tokens/diagnosis/finding';
import { worldOf } from '../world';

/** A window and a machine without anything special. */
export const plainSurroundings: Surroundings = {
  ...{ versions: [['Token Deck', '1.2.3']], proxies: [], unchecked: [], authorities: [], remote: false },
};

/** Redirect URIs as a window on the desktop has them. */
export const desktopRedirects: RedirectFact[] = [
  { uri: 'vscode://token-deck.token-deck/callback', isFixed: true },
  { uri: 'http://127.0.0.1/callback', isFixed: true },
];

export interface Setup {
  profile: KnownProfile;
  secrets?: Partial<Record<SecretKind, string>>;
  /** Other profiles, with secrets of their own. */
  others?: [profile: KnownProfile, secret: string][];
  surroundings?: Partial<Surroundings>;
  redirects?: readonly RedirectFact[];
  /** A person wants a token request to be tried. */
  tries?: boolean;
  /** Milliseconds by which our clock is ahead. */
  ahead?: number;
  /** What the user is asked, and answers. */
  allows?: boolean;
  interactive?: boolean;
  fetch?: Fetch;
}

/** What a diagnosis finds in a set-up, with everything that it sent. */
export async function diagnosed(setup: Setup): Promise<Diagnosis & { sent: { url: string; init: RequestInit }[] }> {
  const { profile, secrets = {}, others = [], surroundings, redirects = desktopRedirects, ahead = 0 } = setup;
  const sent: { url: string; init: RequestInit }[] = [];
  const recording: Fetch = (url, init) => {
    sent.push({ url, init });
    return (setup.fetch ?? fetch)(url, init);
  };
  const profiles = [profile, ...others.map(([other]) => other)];
  const world = worldOf(recording, profiles);
  world.person.allowsUse = world.person.allowsHosts = setup.allows ?? true;
  for (const [kind, value] of Object.entries(secrets))
    if (profile.usable) await world.secrets.set(kind as SecretKind, profile, value);
  for (const [other, value] of others) if (other.usable) await world.secrets.set('clientSecret', other, value);
  const events: ExchangeEvent[] = [];
  const now = () => Date.now() + ahead;
  const limits = { time: 400, size: 1024 * 1024 };
  const oauth = new OAuthClient({
    ...{ fetchFor: () => recording, now, limits, log: () => undefined },
    onExchange: (event) => events.push(event),
  });
  const diagnosis = await diagnose(
    {
      ...{ clientSecrets: world.clientSecrets, secrets: world.secrets, service: world.service, now },
      oauth: async () => oauth,
      profiles: async () => profiles,
      redirectUris: async () => redirects,
      surroundings: async () => ({ ...plainSurroundings, ...surroundings }),
      exchanges: () => events,
      storedValues: async () => [...Object.values(secrets), ...others.map(([, value]) => value)],
      home: '/home/someone',
    },
    profile,
    { tries: setup.tries ?? false, ...(setup.interactive !== undefined && { interactive: setup.interactive }) },
  );
  return { ...diagnosis, sent };
}

/** The finding whose text matches; fails the test where there is none. */
export function findingIn(findings: readonly Finding[], what: RegExp): Finding {
  const found = findings.find((finding) => what.test(finding.what));
  assert.ok(found, `none of these is ${String(what)}:\n${findings.map((finding) => finding.what).join('\n')}`);
  return found;
}
