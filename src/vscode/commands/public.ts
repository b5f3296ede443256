import { toFault } from '../../faults/fault';
import type { JwtCommands } from '../jwt/jwt-commands';
import type { ProfileCommands } from '../profiles/profile-commands';
import type { Profiles } from '../profiles/profiles';
import type { ProviderCommands } from '../tokens/provider-commands';
import type { TokenCommands } from '../tokens/token-commands';

/** What the public commands call. Each part is loaded with the first command that needs it. */
export interface PublicParts {
  profiles: Profiles;
  tokenCommands: () => Promise<TokenCommands>;
  providerCommands: () => Promise<ProviderCommands>;
  profileCommands: () => Promise<ProfileCommands>;
  jwtCommands: () => Promise<JwtCommands>;
  decodeJwt: (argument: unknown) => Promise<void>;
  compareJwts: (argument: unknown) => Promise<void>;
  showLog: () => void;
}

type Command = (parts: PublicParts, argument: unknown) => unknown;

/** The commands for programs: registered, but not shown. They return, or reject with a fault from the documented list. */
export const publicCommands = {
  'tokenDeck.getToken': async ({ tokenCommands }, argument) => (await tokenCommands()).getToken(argument),
  'tokenDeck.describeToken': async ({ providerCommands }, argument) =>
    (await providerCommands()).describeToken(argument),
  'tokenDeck.copyToken': async ({ tokenCommands }, argument) => (await tokenCommands()).copyToken(argument),
  'tokenDeck.copyAuthorizationHeader': async ({ tokenCommands }, argument) =>
    (await tokenCommands()).copyAuthorizationHeader(argument),
  'tokenDeck.getAuthorizationHeaders': async ({ tokenCommands }, argument) =>
    (await tokenCommands()).getAuthorizationHeaders(argument),
  'tokenDeck.insertAuthorizationHeader': async ({ tokenCommands }, argument) =>
    (await tokenCommands()).insertAuthorizationHeader(argument, 'program'),
  'tokenDeck.addProfile': async ({ profileCommands }, argument) => (await profileCommands()).addProfile(argument),
  'tokenDeck.editProfile': async ({ profileCommands }, argument) => (await profileCommands()).editProfile(argument),
  'tokenDeck.duplicateProfile': async ({ profileCommands }, argument) =>
    (await profileCommands()).duplicateProfile(argument),
  'tokenDeck.removeProfile': async ({ profileCommands }, argument) => (await profileCommands()).removeProfile(argument),
  'tokenDeck.setSecret': async ({ profileCommands }, argument) => (await profileCommands()).setSecret(argument),
  'tokenDeck.selectProfile': async ({ profileCommands }, argument) => (await profileCommands()).selectProfile(argument),
  'tokenDeck.signOut': async ({ providerCommands }, argument) => (await providerCommands()).signOut(argument),
  'tokenDeck.introspectToken': async ({ providerCommands }, argument) =>
    (await providerCommands()).introspectToken(argument),
  'tokenDeck.showUserInfo': async ({ providerCommands }, argument) => (await providerCommands()).showUserInfo(argument),
  'tokenDeck.diagnoseProfile': async ({ providerCommands }, argument) =>
    (await providerCommands()).diagnoseProfile(argument),
  'tokenDeck.decodeJwt': ({ decodeJwt }, argument) => decodeJwt(argument),
  'tokenDeck.verifyJwt': async ({ jwtCommands }, argument) => (await jwtCommands()).verifyJwt(argument),
  'tokenDeck.decryptJwe': async ({ jwtCommands }, argument) => (await jwtCommands()).decryptJwe(argument),
  'tokenDeck.signJwt': async ({ jwtCommands }, argument) => (await jwtCommands()).signJwt(argument),
  'tokenDeck.compareJwts': ({ compareJwts }, argument) => compareJwts(argument),
  'tokenDeck.showLog': ({ showLog }) => showLog(),
} satisfies Record<string, Command>;

/** Runs a public command. @throws only faults, which have a code */
export async function runPublic(
  command: Command,
  parts: () => Promise<PublicParts>,
  argument: unknown,
): Promise<unknown> {
  try {
    return await command(await parts(), argument);
  } catch (thrown) {
    throw toFault(thrown);
  }
}
