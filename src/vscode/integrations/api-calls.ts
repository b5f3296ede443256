import { t } from '@vscode/l10n';
import type { ListedProfile, ProfileTokenChange, TokenDeck } from '../../../token-deck';
import { toFault } from '../../faults/fault';
import { exactReferenceOf, nameOf, referenceOf, type KnownProfile } from '../../profile/known';
import { describeToken } from '../../tokens/description';
import type { TokenChanges } from '../../tokens/token-changes';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { TokenCommands } from '../tokens/token-commands';
import { wrong } from '../ui/argument';

export interface ApiParts {
  profiles: Profiles;
  states: States;
  tokenCommands: () => Promise<TokenCommands>;
  tokenChanges: () => Promise<TokenChanges>;
}

/** The calls of the API for extensions; see token-deck.d.ts. Each rejects only with faults, which have a code. */
export function apiCalls({ profiles, states, tokenCommands, tokenChanges }: ApiParts) {
  const listed = async (known: KnownProfile, profile: string): Promise<ListedProfile> => {
    const { state } = await states.withSet(known);
    const group = known.usable ? known.profile.group : undefined;
    return {
      ...{ profile, id: known.id, name: nameOf(known), ...(group !== undefined && { group }) },
      home: known.home.kind,
      state: describeToken(known, state.kind, undefined).state,
    };
  };
  return {
    listProfiles: safely(async () => {
      const all = await profiles.all();
      return Promise.all(all.map((known) => listed(known, fullName(known, all))));
    }),
    getToken: safely<TokenDeck['getToken']>(async (profile, options) =>
      (await tokenCommands()).getToken({ ...options, profile: named(profile) }, 'api'),
    ),
    getAuthorizationHeaders: safely<TokenDeck['getAuthorizationHeaders']>(async (profile, request) =>
      (await tokenCommands()).getAuthorizationHeaders({ ...request, profile: named(profile) }, 'api'),
    ),
    /** Tells of tokens that come, change and go. */
    follow: async (tell: (change: ProfileTokenChange) => void): Promise<void> => {
      (await tokenChanges()).onDidChange((changes) => {
        void profiles.shown().then((all) => {
          for (const { kind, profile } of changes)
            if (kind !== 'edited') tell({ profile: fullName(profile, all), change: kind });
        });
      });
    },
  };
}

/** A profile's full name, by the folder's address where another folder has the same name. */
function fullName(known: KnownProfile, all: readonly KnownProfile[]): string {
  const name = referenceOf(known);
  return all.filter((other) => referenceOf(other) === name).length > 1 ? exactReferenceOf(known) : name;
}

/** The name that a caller gave: without one, a command would have the user pick. @throws `argument-invalid` */
function named(profile: unknown): string {
  if (typeof profile !== 'string') throw wrong(t('“profile” must be a profile’s name.'));
  return profile;
}

/** The call, which rejects only with faults. */
function safely<C extends (...call: never[]) => Promise<unknown>>(run: C): C {
  const call = (...given: Parameters<C>) =>
    run(...given).catch((thrown: unknown) => {
      throw toFault(thrown);
    });
  return call as C;
}
