import { clientAuths, publicClientAuth, usualSecret, type ClientAuth } from '../../profile/client-auth/table';
import type { Client } from '../credentials';
import { implementedClientAuths } from './table';

/** What a server takes whose metadata does not say (RFC 8414 section 2). */
const assumed: readonly ClientAuth[] = ['client_secret_basic'];

/**
 * How the client authenticates: as the profile says; else, with a stored secret of the usual kind, by the first method
 * that sends it and that the server's metadata lists; else not at all.
 */
export function clientAuthOf({ settings, credentials }: Client, supported: readonly string[] = assumed): ClientAuth {
  if (settings.clientAuth !== undefined) return settings.clientAuth;
  // A grant may have a secret of another kind, such as the key that signs an assertion; it is not the client's.
  const possible = (Object.keys(implementedClientAuths) as ClientAuth[]).filter(
    (name) => clientAuths[name].secret === usualSecret && credentials[usualSecret] !== undefined,
  );
  return possible.find((name) => supported.includes(name)) ?? possible[0] ?? publicClientAuth;
}
