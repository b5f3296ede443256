import { clientAuths, publicClientAuth, type ClientAuth } from '../../profile/client-auth/table';
import type { Client } from '../credentials';
import { implementedClientAuths } from './table';

/** What a server takes whose metadata does not say (RFC 8414 section 2). */
const assumed: readonly ClientAuth[] = ['client_secret_basic'];

/**
 * How the client authenticates: as the profile says; else by the first method that the server's metadata lists and
 * that a stored secret is there for; else not at all.
 */
export function clientAuthOf({ settings, credentials }: Client, supported: readonly string[] = assumed): ClientAuth {
  if (settings.clientAuth !== undefined) return settings.clientAuth;
  const possible = (Object.keys(implementedClientAuths) as ClientAuth[]).filter((name) => {
    const { secret } = clientAuths[name];
    return secret !== undefined && credentials[secret] !== undefined;
  });
  return possible.find((name) => supported.includes(name)) ?? possible[0] ?? publicClientAuth;
}
