import { isObject } from '../profile/json-value';
import type { ClientAuth } from '../profile/client-auth/table';
import { clientAuthNames } from '../profile/client-auth/table';
import type { UsableProfile } from '../profile/known';
import type { SecretsStore } from './secrets';

/** What a client was to be registered with. */
export interface WantedClient {
  /** Of those that come back to this machine by any port, without it. */
  redirectUris: readonly string[];
  /** As metadata call it (`grant_types`). */
  grantType: string;
  scope: string;
  /** How it authenticates; undefined where the profile says nothing. */
  method?: ClientAuth | undefined;
}

/** A client that was registered for a profile (RFC 7591 section 3.2.1). */
export interface Registration {
  clientId: string;
  clientSecret?: string | undefined;
  /** When the secret expires, in milliseconds since 1970; undefined where it does not. */
  secretExpiresAt?: number | undefined;
  /** How the provider wants the client to authenticate. */
  clientAuth: ClientAuth;
  /** The redirect URIs that the provider accepted. */
  redirectUris: readonly string[];
  wanted: WantedClient;
  /** The address that it was registered at. */
  endpoint: string;
  /** Where the registration is read, changed and deleted, and the token for that (RFC 7592). */
  management?: { uri: string; token: string } | undefined;
  /** Milliseconds since 1970. */
  registeredAt: number;
  /** The provider did not accept the client any more. */
  isRefused?: true | undefined;
}

/**
 * The clients that were registered, one for each profile, in SecretStorage alone. A profile's own: no other profile, and
 * so none of a repository, finds it; nor does the same one once it names another issuer or other endpoints.
 */
export class RegistrationStore {
  constructor(private readonly secrets: Pick<SecretsStore, 'get' | 'set' | 'delete'>) {}

  /** The profile's registration, also one that was refused or has expired; a garbled one counts as missing. */
  async get(known: UsableProfile): Promise<Registration | undefined> {
    return registrationIn(await this.secrets.get('registration', known));
  }

  /** @throws `storage-failed` where it can be neither stored nor kept in memory */
  async set(known: UsableProfile, registration: Registration): Promise<void> {
    await this.secrets.set('registration', known, JSON.stringify(registration));
  }

  /** @throws `storage-failed` */
  async delete(known: UsableProfile): Promise<void> {
    await this.secrets.delete('registration', known);
  }
}

/** What is stored, checked. */
function registrationIn(text: string | undefined): Registration | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRegistration(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRegistration(value: unknown): value is Registration {
  if (!isObject(value) || !isObject(value.wanted)) return false;
  const { clientId, clientSecret = '', endpoint, wanted, management = { uri: '', token: '' } } = value;
  const lists = [value.redirectUris, wanted.redirectUris];
  if (!isObject(management) || !lists.every(Array.isArray)) return false;
  const { grantType, scope, method = '' } = wanted;
  const texts = [clientId, clientSecret, endpoint, grantType, scope, method, management.uri, management.token];
  return (
    [...texts, ...(lists as unknown[][]).flat()].every((each) => typeof each === 'string') &&
    [value.secretExpiresAt ?? 0, value.registeredAt].every((each) => typeof each === 'number') &&
    (clientAuthNames as unknown[]).includes(value.clientAuth)
  );
}
