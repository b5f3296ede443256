import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerAddresses } from '../test/suites/given';
import type { Whose } from './figures';
import { Samples } from './samples';

/** This many profiles are personal, and have a stored token: a team profile's first use waits for a click. */
export const fewStored = 50;

/** The files of the workspace with a JWT: the token of a profile, and another. */
export const jwtFiles: Readonly<Record<Whose, string>> = { own: 'own.txt', stranger: 'stranger.txt' };

/** The personal profiles, whose tokens are stored, and the id of the one whose token is in `jwtFiles`. */
export interface Stored {
  personal: { id: string }[];
  own: string;
}

const storedFile = 'stored.json';

export async function readStored(workspace: string): Promise<Stored> {
  return JSON.parse(await readFile(path.join(workspace, storedFile), 'utf8')) as Stored;
}

/** This many profiles: the last `stored` ones with client credentials; of the others, every second has a pasted token. */
function profilesOf(count: number, stored: number, { tenants }: ServerAddresses) {
  const { endpoints, clients } = tenants.keycloak;
  return Array.from({ length: count }, (_, index) => {
    const [id, name] = [`p${index}`, `Profile ${index}`];
    if (index < count - stored && index % 2 === 1) return { id, name, grant: 'static' };
    // Each has its own address, and so its own secret and token.
    const token = `${endpoints.token}?of=${id}`;
    return { id, name, grant: 'client_credentials', endpoints: { token }, clientId: clients['m2m']?.clientId };
  });
}

/**
 * Fills the folder of a workspace with what a window with so many profiles needs.
 * @param most how many of them are personal at most, and have a stored token
 */
export async function fillWorkspace(
  workspace: string,
  count: number,
  most: number,
  server: ServerAddresses,
): Promise<void> {
  const stored = Math.min(count, most);
  const profiles = profilesOf(count, stored, server);
  // The last ones, so that a search from the start does not find them at once.
  const personal = profiles.slice(count - stored);
  const team = { version: 1, profiles: profiles.slice(0, count - stored) };
  const file: Stored = { personal, own: personal.at(-1)?.id ?? '' };
  await mkdir(path.join(workspace, '.vscode'));
  await writeFile(path.join(workspace, '.vscode/token-deck.json'), JSON.stringify(team, null, 2));
  await writeFile(path.join(workspace, storedFile), JSON.stringify(file));
  await writeFile(path.join(workspace, jwtFiles.stranger), `${new Samples().token(800, 'read:thing')}\n`);
}
