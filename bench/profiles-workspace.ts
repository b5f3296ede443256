import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerAddresses } from '../test/suites/given';
import type { Whose } from './figures';
import { Samples } from './samples';

/** So many of the profiles, at most, have a token stored. */
const mostStored = 50;

/** The files of the workspace that hold a JWT: a profile's own, once it was got, and another. */
export const jwtFiles: Readonly<Record<Whose, string>> = { own: 'own.txt', stranger: 'stranger.txt' };

/** The ids of the profiles whose token is to be stored, and of the one whose JWT is hovered over. */
export interface Stored {
  ids: string[];
  own: string;
}

const storedFile = 'stored.json';

export async function readStored(workspace: string): Promise<Stored> {
  return JSON.parse(await readFile(path.join(workspace, storedFile), 'utf8')) as Stored;
}

/** So many profiles: half with a client of their own, half with a pasted token. */
function profilesOf(count: number, { tenants }: ServerAddresses) {
  const { endpoints, clients } = tenants.keycloak;
  return Array.from({ length: count }, (_, index) => {
    const [id, name] = [`p${index}`, `Profile ${index}`];
    if (index % 2 === 1) return { id, name, grant: 'static' };
    // An address of its own, so that each has a secret and a token of its own.
    const token = `${endpoints.token}?of=${id}`;
    return { id, name, grant: 'client_credentials', endpoints: { token }, clientId: clients['m2m']?.clientId };
  });
}

/** Fills the folder of a workspace with that many team profiles, and what the windows on it need. */
export async function fillWorkspace(workspace: string, count: number, server: ServerAddresses): Promise<void> {
  const profiles = profilesOf(count, server);
  // The last ones, so that a search from the first on does not find them at once.
  const machines = profiles.filter(({ grant }) => grant === 'client_credentials').slice(-mostStored);
  const stored: Stored = { ids: machines.map(({ id }) => id), own: machines.at(-1)?.id ?? '' };
  await mkdir(path.join(workspace, '.vscode'));
  await writeFile(path.join(workspace, '.vscode/token-deck.json'), JSON.stringify({ version: 1, profiles }, null, 2));
  await writeFile(path.join(workspace, storedFile), JSON.stringify(stored));
  await writeFile(path.join(workspace, jwtFiles.stranger), `${new Samples().token(800, 'read:thing')}\n`);
}
