import { isFault, toFault } from '../../faults/fault';
import type { PublicCommand } from '../ui/contributions';
import type { JwtCommands } from '../jwt/jwt-commands';
import type { ProfileCommands } from '../profiles/profile-commands';
import type { TokenCommands } from '../tokens/token-commands';

type Handler = (argument: unknown) => unknown;

/**
 * The commands for programs, by id: they return, or reject with an error whose `code` is one of the documented list.
 */
export function publicCommandTable(parts: {
  tokens: () => Promise<TokenCommands>;
  profileCommands: () => Promise<ProfileCommands>;
  jwtCommands: () => Promise<JwtCommands>;
  decode: Handler;
  compare: Handler;
  showLog: () => void;
}): Record<PublicCommand, Handler> {
  const { tokens, profileCommands, jwtCommands, decode, compare, showLog } = parts;
  const table: Record<PublicCommand, Handler> = {
    'tokenDeck.getToken': async (argument) => (await tokens()).getToken(argument, 'program'),
    'tokenDeck.copyToken': async (argument) => (await tokens()).copyToken(argument, 'program'),
    'tokenDeck.copyAuthorizationHeader': async (argument) =>
      (await tokens()).copyAuthorizationHeader(argument, 'program'),
    'tokenDeck.insertAuthorizationHeader': async (argument) =>
      (await tokens()).insertAuthorizationHeader(argument, 'program'),
    'tokenDeck.addProfile': async (argument) => (await profileCommands()).addProfile(argument),
    'tokenDeck.editProfile': async (argument) => (await profileCommands()).editProfile(argument),
    'tokenDeck.duplicateProfile': async (argument) => (await profileCommands()).duplicateProfile(argument),
    'tokenDeck.removeProfile': async (argument) => (await profileCommands()).removeProfile(argument),
    'tokenDeck.setSecret': async (argument) => (await profileCommands()).setSecret(argument),
    'tokenDeck.selectProfile': async (argument) => (await profileCommands()).selectProfile(argument),
    'tokenDeck.signOut': async (argument) => (await tokens()).signOut(argument),
    'tokenDeck.decodeJwt': decode,
    'tokenDeck.verifyJwt': async (argument) => (await jwtCommands()).verifyJwt(argument),
    'tokenDeck.decryptJwe': async (argument) => (await jwtCommands()).decryptJwe(argument),
    'tokenDeck.signJwt': async (argument) => (await jwtCommands()).signJwt(argument),
    'tokenDeck.compareJwts': compare,
    'tokenDeck.showLog': showLog,
  };
  return Object.fromEntries(Object.entries(table).map(([id, handler]) => [id, rejecting(handler)])) as typeof table;
}

/** Whatever is thrown leaves as a fault, with a code. */
function rejecting(handler: Handler): Handler {
  return async (argument) => {
    try {
      return await handler(argument);
    } catch (thrown) {
      throw isFault(thrown) ? thrown : toFault(thrown);
    }
  };
}
