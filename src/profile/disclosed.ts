import { urlOf } from '../base/url';
import { authenticatedEndpoints } from './authenticated-endpoints';
import { sentValues } from './parameter-values';
import type { Settings } from './settings';

/** What a host is for, in a profile: its issuer, or one of its endpoints. */
export type HostRole = 'issuer' | keyof Settings['endpoints'];

/** A host that takes part in a profile's requests, and what for. */
export interface Host {
  /** As WHATWG URL writes it. */
  origin: string;
  roles: readonly HostRole[];
}

/** A parameter of the profile's own, and the leg that it goes with. */
export interface OwnParameter {
  leg: 'authorization' | 'token' | 'refresh';
  name: string;
  value: string;
}

/**
 * Every host that a profile names, itself or by its preset: all that may be contacted before anything is discovered.
 * The issuer is first, then the endpoints in alphabetical order of their origins.
 */
export function hostsOf({ issuer, endpoints }: Pick<Settings, 'issuer' | 'endpoints'>): Host[] {
  const named: [HostRole, string | undefined][] = [
    ['issuer', issuer],
    ...(Object.entries(endpoints) as [HostRole, string | undefined][]),
  ];
  const roles = new Map<string, HostRole[]>();
  for (const [role, address] of named) {
    const origin = address === undefined ? undefined : urlOf(address)?.origin;
    if (origin === undefined) continue;
    roles.set(origin, [...(roles.get(origin) ?? []), role]);
  }
  const order = (host: Host) => (host.roles.includes('issuer') ? `0 ${host.origin}` : `1 ${host.origin}`);
  return [...roles].map(([origin, its]) => ({ origin, roles: its })).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Whether a client's secret goes there: where it authenticates, and where the issuer's metadata say that it does. */
export function receivesSecret(role: HostRole): boolean {
  return role === 'issuer' || (authenticatedEndpoints as readonly HostRole[]).includes(role);
}

/** The parameters of the profile's own, of each leg, in the order in which they are written. */
export function ownParametersOf({ params }: Pick<Settings, 'params'>): OwnParameter[] {
  return (['authorization', 'token', 'refresh'] as const).flatMap((leg) =>
    Object.entries(params?.[leg] ?? {}).flatMap(([name, values]) =>
      sentValues(values).map((value) => ({ leg, name, value })),
    ),
  );
}
