import assert from 'node:assert/strict';
import { OAuthClient } from '../../../src/oauth/client';
import { exchangeLine } from '../../../src/oauth/exchange-line';
import type { Fetch } from '../../../src/oauth/transport';
import type { KnownProfile, UsableProfile } from '../../../src/profile/known';
import { usable } from '../../../src/profile/usable';
import { SecretsStore } from '../../../src/storage/secrets';
import type { TokenSet } from '../../../src/storage/token-set';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets } from '../../../src/tokens/client-secrets';
import { ProviderRequests } from '../../../src/tokens/provider-requests';
import { TokenService } from '../../../src/tokens/service';
import type { HandedIn, OtherProfiles } from '../../../src/tokens/sources';
import { SignOut } from '../../../src/tokens/sign-out';
import { MemorySecrets } from '../storage/memory-secrets';
import { Person } from './person';

/**
 * Profiles of one window, with their tokens, secrets and providers, wired as the extension does.
 * @param profiles those that the window knows
 * @param patience how long signing out may take, in milliseconds
 * @param memory SecretStorage; that of another window's `memory.otherWindow()` is shared with it
 */
export function worldOf(
  fetch: Fetch,
  profiles: readonly KnownProfile[],
  patience?: number,
  memory = new MemorySecrets(),
) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const secrets = new SecretsStore(memory, log);
  const tokens = new TokenStore(memory, () => true, log);
  const person = new Person();
  const clientSecrets = new ClientSecrets(secrets, person);
  const client = new OAuthClient({
    fetchFor: () => fetch,
    now: Date.now,
    log,
    onExchange: (event) => log(exchangeLine(event)),
  });
  const oauth = () => Promise.resolve(client);
  const login = () => Promise.reject(new Error('nobody signs in'));
  const windows = { lock: noLock, shared: memory };
  /** The tokens that were handed in, or refused. */
  const handedIn: string[] = [];
  const others = {
    find: async (name: string) => usable(profiles.find(({ id }) => id === name) ?? assert.fail(name)),
    checkDestination: (...question: Parameters<OtherProfiles['checkDestination']>) => person.maySend(...question),
    told: async <T>({ profile, destination, byProgram }: HandedIn, run: () => Promise<T>): Promise<T> => {
      const to = destination !== undefined && 'origin' in destination ? destination.origin : 'somewhere';
      const told = `${profile.id} to ${to} for ${byProgram ? 'a program' : 'a person'}`;
      const result = await run().catch((thrown: unknown) => {
        handedIn.push(`${told}, refused`);
        throw thrown;
      });
      handedIn.push(told);
      return result;
    },
  };
  const service = new TokenService({ tokens, clientSecrets, oauth, login, others, ...windows, now: Date.now, log });
  const requests = new ProviderRequests(clientSecrets, oauth);
  const signOut = new SignOut({
    ...{ service, clientSecrets, requests, now: Date.now, log },
    profiles: () => Promise.resolve(profiles),
    ...(patience !== undefined && { patience }),
  });
  /** Gives a profile tokens, which are valid for an hour unless the set says otherwise. */
  const give = async (profile: UsableProfile, set: Partial<TokenSet> = {}) => {
    const now = Date.now();
    const all = {
      accessToken: `access of ${profile.id}`,
      tokenType: 'bearer',
      obtainedAt: now,
      expiresAt: now + 3.6e6,
    };
    await tokens.set(await service.keyOf(profile), { ...all, ...set });
  };
  return { memory, secrets, tokens, person, client, clientSecrets, service, requests, signOut, lines, give, handedIn };
}
