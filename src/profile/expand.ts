import { urlOf } from '../base/url';
import { assumedGrant } from './grants/table';
import { presets, type Preset } from './presets';
import type { Profile } from './schema';
import type { Settings } from './settings';

/**
 * Fills in what the profile's preset gives and the defaults. What the profile sets itself wins; one that sets an
 * `issuer` of its own takes over none of the preset's addresses.
 * @returns the settings, the preset's fields that are missing for them, and those that aren't a path segment: `.` and
 *   `..` are steps in it, however they are encoded (WHATWG URL)
 */
export function expand(profile: Profile): { settings: Settings; missing: string[]; steps: string[] } {
  const { preset, ...own } = profile;
  const missing = new Set<string>();
  const steps = new Set<string>();
  const gives = preset === undefined ? {} : { ...presets[preset].gives };
  if (own.issuer !== undefined) delete gives.endpoints;
  const filled: Partial<Profile> = { ...gives, ...own };
  for (const field of ['issuer', 'audience'] as const) {
    const template = gives[field];
    if (typeof template === 'string' && own[field] === undefined) filled[field] = fill(template, own, missing, steps);
  }
  const endpoints = { ...gives.endpoints, ...own.endpoints };
  const params = merged(gives.params, own.params);
  // An organization that went into the preset's audience isn't a parameter of its own.
  if (typeof gives.audience === 'string' && gives.audience.includes('{organization}')) delete filled.organization;
  return {
    settings: {
      basicEncoding: 'form',
      tokenRequestFormat: 'form',
      redirect: 'auto',
      use: 'access_token',
      headerName: 'Authorization',
      headerPrefix: 'Bearer',
      refreshAhead: 60,
      ...filled,
      ...(params !== undefined && { params }),
      id: profile.id,
      endpoints,
      clientAuth: filled.clientAuth,
      grant: filled.grant ?? assumedGrant,
    },
    missing: [...missing],
    steps: [...steps],
  };
}

/** The preset's parameters beside the profile's own, which win, each by itself. */
function merged(given: Preset['gives']['params'], own: Profile['params']): Profile['params'] {
  return given === undefined ? own : { ...own, authorization: { ...given.authorization, ...own?.authorization } };
}

type TemplateField = 'tenant' | 'server' | 'realm' | 'organization';

/**
 * Replaces `{field}` by the profile's value, and `{field|_}` by the part of it before the first `_`. A host or a base
 * address may be given with or without `https://`, and with a slash at its end; one with another scheme keeps it, to be
 * refused where it is not secure.
 */
function fill(template: string, own: Partial<Profile>, missing: Set<string>, steps: Set<string>): string {
  const [, scheme, leading] = /^(https:\/\/)?\{(\w+)\}/.exec(template) ?? [];
  const filled = template.replace(/\{(\w+?)(\|_)?\}/g, (_, field: TemplateField, cut?: string) => {
    const value = cut === undefined ? own[field] : own[field]?.split('_', 1)[0];
    if (value === undefined) {
      missing.add(field);
      return '';
    }
    if (field !== leading) {
      if (value === '.' || value === '..') steps.add(field);
      return encodeURIComponent(value);
    }
    const address = value.trim().replace(/\/+$/, '');
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  });
  return scheme === undefined ? filled : filled.slice(scheme.length);
}

/** The origins of the preset's own APIs, as far as the profile's fields tell them. Nothing is sent there by itself. */
export function originsOf({ preset, ...own }: Partial<Profile>): string[] {
  const templates = preset === undefined ? [] : (presets[preset].origins ?? []);
  return templates.flatMap((template) => urlOf(fill(template, own, new Set(), new Set()))?.origin ?? []);
}

/** The profile's field that the preset makes its issuer of, where the profile names no issuer itself. */
export function issuerField(profile: Profile): string {
  const template = profile.preset === undefined ? undefined : presets[profile.preset].gives.issuer;
  return (profile.issuer === undefined && /\{(\w+)\}/.exec(template ?? '')?.[1]) || 'issuer';
}
