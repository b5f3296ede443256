import { plain } from '../faults/plain';
import { isObject } from './base64url';
import type { Finding } from './signature-check';

/**
 * Checks that a token grants each of the scopes asked for, wherever providers write what they grant: `scope` (RFC 8693
 * section 4.2), `scp` (Entra, Okta), `permissions` (Auth0), `roles` (Entra), Keycloak’s `realm_access` and
 * `resource_access` (a role by its name, or as `client:role`).
 * @param claims undefined where the payload is no claims set
 * @param scope space-separated; undefined or blank where none is asked for
 */
export function checkPermissions(claims: Record<string, unknown> | undefined, scope: string | undefined): Finding {
  const wanted = words(scope ?? '');
  if (wanted.length === 0) return { ok: null, reason: 'No scope was asked for.' };
  if (claims === undefined) return { ok: false, reason: 'There are no claims that could grant a scope.' };
  const grants = grantsOf(claims);
  const granted = new Set(grants.flatMap(({ names }) => names));
  const missing = wanted.filter((name) => !granted.has(name));
  if (missing.length === 0) return { ok: true, reason: `It grants ${quoted(wanted)}.` };
  const has = grants.filter(({ names }) => names.length > 0).map(({ names, from }) => `${quoted(names)} (${from})`);
  const verb = missing.length > 1 ? 'are' : 'is';
  return {
    ok: false,
    reason: `An API that asks for ${missing.length > 1 ? 'them' : 'it'} answers 403: ${quoted(missing)} ${verb} missing; the token has ${has.slice(0, 6).join(', ') || 'no scopes at all'}.`,
  };
}

interface Grant {
  from: string;
  names: string[];
}

function grantsOf(claims: Record<string, unknown>): Grant[] {
  const of = (name: string) => (Object.hasOwn(claims, name) ? claims[name] : undefined);
  return [
    { from: 'scope', names: namesIn(of('scope')) },
    { from: 'scp', names: namesIn(of('scp')) },
    { from: 'permissions', names: textsIn(of('permissions')) },
    { from: 'roles', names: textsIn(of('roles')) },
    { from: 'realm_access', names: rolesIn(of('realm_access')) },
    ...clientRoles(of('resource_access')),
  ];
}

function clientRoles(access: unknown): Grant[] {
  if (!isObject(access)) return [];
  return Object.entries(access).map(([client, value]) => {
    const roles = rolesIn(value);
    return { from: 'resource_access', names: [...roles, ...roles.map((role) => `${client}:${role}`)] };
  });
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

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `“${plain(name, 60)}”`);
  return [...shown, ...(names.length > 8 ? [`${names.length - 8} more`] : [])].join(', ');
}
