import { isObject } from '../read/json-object';

/** What one claim of a token grants. */
export interface Grant {
  /** The claim. */
  from: string;
  names: string[];
  /** Other names that an API may know them by. */
  alsoKnownAs?: string[];
}

/**
 * All that a token grants, wherever providers write it: `scope` (RFC 8693 section 4.2), `scp` (Entra, Okta),
 * `permissions` (Auth0), `roles` (Entra), Keycloak’s `realm_access` and `resource_access` (as `client:role`, also known
 * by the name of the role).
 */
export function grantsOf(claims: Record<string, unknown>): Grant[] {
  const of = (name: string) => (Object.hasOwn(claims, name) ? claims[name] : undefined);
  const access = of('resource_access');
  const grants = [
    { from: 'scope', names: namesIn(of('scope')) },
    { from: 'scp', names: namesIn(of('scp')) },
    { from: 'permissions', names: textsIn(of('permissions')) },
    { from: 'roles', names: textsIn(of('roles')) },
    { from: 'realm_access', names: rolesIn(of('realm_access')) },
    ...(isObject(access) ? Object.entries(access).map(([client, value]) => ofClient(client, rolesIn(value))) : []),
  ];
  return grants.filter(({ names }) => names.length > 0);
}

function ofClient(client: string, roles: string[]): Grant {
  return { from: 'resource_access', names: roles.map((role) => `${client}:${role}`), alsoKnownAs: roles };
}

function rolesIn(access: unknown): string[] {
  return isObject(access) && Object.hasOwn(access, 'roles') ? textsIn(access.roles) : [];
}

/** A space-separated text, or a list. */
function namesIn(value: unknown): string[] {
  return typeof value === 'string' ? words(value) : textsIn(value);
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The words of a space-separated text. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
