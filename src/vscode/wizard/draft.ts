import { plain } from '../../faults/plain';
import { expand } from '../../profile/expand';
import type { GrantQuestion } from '../../profile/grants/grant-facts';
import { grants, offeredGrants, type Grant } from '../../profile/grants/table';
import { idPattern } from '../../profile/id';
import {
  endpointOf,
  fieldsOf,
  grantsOf,
  presets,
  type Preset,
  type PresetField,
  type PresetName,
} from '../../profile/presets';
import type { Profile } from '../../profile/schema';
import type { SecretKind } from '../../profile/secret-kind';
import { secretsUsed, type UsedSecret } from '../../profile/secrets-used';
import type { Settings } from '../../profile/settings';

/** What the wizard has gathered so far. */
export interface Draft {
  preset?: PresetName;
  grant?: Grant;
  fields: Partial<Record<PresetField['field'], string>>;
  clientId?: string;
  username?: string;
  secrets: Partial<Record<SecretKind, string>>;
  scope?: string;
  name?: string;
}

/** One step of the wizard. */
export type Question =
  | { ask: 'preset' | 'grant' | 'clientId' | 'name' | GrantQuestion }
  | { ask: 'field'; field: PresetField }
  | { ask: 'secret'; secret: UsedSecret };

/** What the wizard ends with: a profile, and its secrets apart. */
export interface WizardResult {
  profile: Profile;
  secrets: Partial<Record<SecretKind, string>>;
}

/** The questions that a draft needs: they follow from the preset and the grant once those are chosen. */
export function questionsOf(draft: Draft): Question[] {
  const preset = presetOf(draft);
  const facts = draft.grant === undefined ? undefined : grants[draft.grant];
  return [
    { ask: 'preset' },
    ...(offeredIn(draft).length > 1 ? [{ ask: 'grant' } as const] : []),
    ...(preset === undefined ? [] : fieldsOf(preset, draft.grant)).map((field) => ({ ask: 'field', field }) as const),
    ...(facts?.client === 'none' ? [] : [{ ask: 'clientId' } as const]),
    ...secretsAsked(draft).map((secret) => ({ ask: 'secret', secret }) as const),
    ...(facts?.wizard ?? []).map((ask) => ({ ask })),
    { ask: 'name' },
  ];
}

/** The grants that can be chosen for a draft. */
export function offeredIn(draft: Draft): readonly Grant[] {
  const preset = presetOf(draft);
  return preset === undefined ? offeredGrants : grantsOf(preset);
}

/** The draft's settings, as far as they are known. */
export function settingsOf(draft: Draft): Settings {
  return expand({ ...partial(draft), id: 'new' }).settings;
}

/** The profile and the secrets that a draft comes to. @param taken the ids of other profiles */
export function finish(draft: Draft, taken: ReadonlySet<string>): WizardResult {
  const asked = secretsAsked(draft);
  const profile: Profile = {
    id: freeId(draft.name ?? 'profile', taken),
    ...(draft.name !== undefined && { name: draft.name }),
    ...partial(draft),
    ...(draft.clientId !== undefined && { clientId: draft.clientId }),
    ...(draft.username !== undefined && { username: draft.username }),
    ...(draft.scope !== undefined && draft.scope !== '' && { scope: draft.scope }),
  };
  const given = asked.flatMap(({ kind }) => {
    const secret = draft.secrets[kind];
    return secret === undefined || secret === '' ? [] : [[kind, secret] as const];
  });
  // A client without a secret of its own is a public one.
  if (asked.some(({ kind, required }) => !required && !given.some(([other]) => other === kind)))
    profile.clientAuth = 'none';
  return { profile, secrets: Object.fromEntries(given) };
}

/** An id made of a name: its letters and digits in lower case, numbered where it is taken. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const base =
    letters
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 58)
      .replace(/-+$/, '') || 'profile';
  let id = base;
  for (let count = 2; taken.has(id) || !idPattern.test(id); count++) id = `${base}-${count}`;
  return id;
}

/** A name for the profile, of its provider and what tells it from others there. */
export function suggestName(draft: Draft): string {
  const { organization, tenant, realm, issuer, tokenEndpoint } = draft.fields;
  const about = organization || tenant || realm || hostOf(issuer ?? tokenEndpoint);
  return plain([presetOf(draft)?.label(), about].filter((part) => part !== undefined && part !== '').join(' '), 100);
}

/**
 * What a field's value means: the address of an issuer's metadata is the issuer's (OpenID Connect Discovery 1.0 section
 * 4, RFC 8414 section 3).
 */
export function meantBy({ field }: PresetField, value: string): string {
  if (field !== 'issuer') return value;
  return value
    .replace(/\/\.well-known\/(openid-configuration|oauth-authorization-server)\/?$/, '')
    .replace(
      /^(https?:\/\/[^/?#]+)\/\.well-known\/(openid-configuration|oauth-authorization-server)(?=\/[^?#]*$)/,
      '$1',
    );
}

/** Whether a field completes the issuer's address. */
export function completesIssuer(draft: Draft, { field }: PresetField): boolean {
  if (field === 'issuer') return true;
  const issuer = presetOf(draft)?.gives.issuer ?? '';
  return issuer.lastIndexOf(`{${field}}`) !== -1 && issuer.lastIndexOf('{') === issuer.lastIndexOf(`{${field}}`);
}

/**
 * The secrets that are asked for: the grant's own, and the client's, which may be left out where the grant is open to
 * public clients.
 */
function secretsAsked(draft: Draft): UsedSecret[] {
  const settings = settingsOf(draft);
  const facts = grants[settings.grant];
  const own = facts.secrets(settings);
  return secretsUsed(settings).map(({ kind }) => ({
    kind,
    required: facts.client === 'confidential' || own.includes(kind),
  }));
}

/** The profile's fields as far as they are known. */
function partial(draft: Draft): Partial<Profile> {
  const given = Object.entries(draft.fields).filter(([, value]) => value !== '') as [PresetField['field'], string][];
  const endpoints = given.flatMap(([field, value]) => {
    const endpoint = endpointOf(field);
    return endpoint === undefined ? [] : [[endpoint, value] as const];
  });
  return {
    ...(draft.preset !== undefined && { preset: draft.preset }),
    ...(draft.grant !== undefined && { grant: draft.grant }),
    ...Object.fromEntries(given.filter(([field]) => endpointOf(field) === undefined)),
    ...(endpoints.length > 0 && { endpoints: Object.fromEntries(endpoints) }),
  };
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

function presetOf(draft: Draft): Preset | undefined {
  return draft.preset === undefined ? undefined : presets[draft.preset];
}
