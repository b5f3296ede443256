import { urlOf } from '../../base/url';
import { plain } from '../../faults/plain';
import { addressProblem, type AddressProblem } from '../../profile/address';
import { publicClientAuth, type ClientAuth } from '../../profile/client-auth/table';
import { expand, issuerField, originsOf } from '../../profile/expand';
import type { GrantQuestion } from '../../profile/grants/grant-facts';
import { grants, offeredGrants, type Grant } from '../../profile/grants/table';
import { freeId } from '../../profile/new-id';
import {
  endpointOf,
  fieldsOf,
  grantsOf,
  presets,
  type Preset,
  type PresetField,
  type PresetLogin,
  type PresetName,
} from '../../profile/presets';
import type { NewProfile, TeamFolder } from '../profiles/new-profile';
import { originProblem } from '../../profile/origins';
import { registersClient } from '../../profile/registers-client';
import type { Profile } from '../../profile/schema';
import type { SecretKind } from '../../profile/secret-kind';
import type { UsedSecret } from '../../profile/secrets-used';
import type { Settings } from '../../profile/settings';
import { askedSecrets } from './asked-secrets';

/** What the wizard has gathered so far. */
export interface Draft {
  preset?: PresetName;
  grant?: Grant;
  fields: Partial<Record<PresetField['field'], string>>;
  /** Empty for one that is registered at the first sign-in. */
  clientId?: string;
  /** How the client authenticates; undefined for what its secret, or having none, comes to. */
  clientAuth?: ClientAuth;
  /** Whether the issuer registers clients, so that the client ID may be left empty. */
  registers?: boolean;
  username?: string;
  secrets: Partial<Record<SecretKind, string>>;
  scope?: string;
  name?: string;
  id?: string;
  /** Where the token may be sent, separated by spaces. */
  origins?: string;
  headerName?: string;
  headerPrefix?: string;
  /** How logins come back: the address is pasted, or it is left to VS Code. */
  redirect?: 'paste' | 'auto';
  /** The folder whose team profile it becomes; undefined for a personal one. */
  folder?: TeamFolder;
  /** The whole profile comes from the file of a service account's key, which is asked for next. */
  importsKey?: true;
}

/** One step of the wizard. */
export type Question =
  | {
      ask:
        | 'preset'
        | 'grant'
        | 'clientId'
        | 'clientAuth'
        | 'name'
        | 'id'
        | 'home'
        | 'origins'
        | 'headerName'
        | 'headerPrefix'
        | 'redirect'
        | GrantQuestion;
    }
  | { ask: 'field'; field: PresetField }
  | { ask: 'secret'; secret: UsedSecret };

/**
 * The questions that a draft cannot do without: they follow from the preset and the grant once those are chosen. All
 * others have a default, and are in the review.
 */
export function questionsOf(draft: Draft): Question[] {
  const facts = draft.grant === undefined ? undefined : grants[draft.grant];
  return [
    { ask: 'preset' },
    ...grantQuestion(draft),
    ...fieldsIn(draft)
      .filter(({ optional }) => optional !== true)
      .map((field) => ({ ask: 'field', field }) as const),
    ...(facts?.client === 'none' ? [] : [{ ask: 'clientId' } as const]),
    ...(facts?.wizard ?? []).filter((ask) => ask === 'username').map((ask) => ({ ask })),
    ...secretsAsked(draft)
      .filter(({ required }) => required)
      .map((secret) => ({ ask: 'secret', secret }) as const),
  ];
}

/** Everything that a draft can say, in the order of the review. @param hasFolders whether it can be a team profile */
export function reviewOf(draft: Draft, hasFolders: boolean): Question[] {
  const facts = grants[settingsOf(draft).grant];
  const isPasted = facts.obtained === 'pasted';
  return [
    { ask: 'name' },
    { ask: 'id' },
    ...(hasFolders ? [{ ask: 'home' } as const] : []),
    { ask: 'preset' },
    ...grantQuestion(draft),
    ...fieldsIn(draft).map((field) => ({ ask: 'field', field }) as const),
    ...(facts.client === 'none' ? [] : [{ ask: 'clientId' } as const]),
    ...(facts.wizard?.includes('username') === true ? [{ ask: 'username' } as const] : []),
    ...(facts.client === 'none' ? [] : [{ ask: 'clientAuth' } as const]),
    ...secretsAsked(draft).map((secret) => ({ ask: 'secret', secret }) as const),
    ...(isPasted ? [] : [{ ask: 'scope' } as const]),
    ...(facts.redirects === true && !registersClient(settingsOf(draft)) ? [{ ask: 'redirect' } as const] : []),
    ...(isPasted ? ([{ ask: 'headerName' }, { ask: 'headerPrefix' }] as const) : []),
    { ask: 'origins' },
  ];
}

/** Whether a draft has what a question asks for. */
export function isAnswered(draft: Draft, question: Question): boolean {
  switch (question.ask) {
    case 'preset':
      return draft.preset !== undefined;
    case 'grant':
      return draft.grant !== undefined && offeredIn(draft).includes(draft.grant);
    case 'field':
      return (draft.fields[question.field.field] ?? '') !== '';
    case 'clientId':
      return draft.clientId !== undefined && (draft.clientId !== '' || registersClient(settingsOf(draft)));
    case 'secret':
      return (draft.secrets[question.secret.kind] ?? '') !== '';
    case 'username':
      return draft.username !== undefined;
    default:
      return true;
  }
}

function grantQuestion(draft: Draft): { ask: 'grant' }[] {
  return offeredIn(draft).length > 1 ? [{ ask: 'grant' }] : [];
}

function fieldsIn(draft: Draft): PresetField[] {
  const preset = presetOf(draft);
  return preset === undefined ? [] : fieldsOf(preset, draft.grant);
}

/** The grants that can be chosen for a draft. */
export function offeredIn(draft: Draft): readonly Grant[] {
  const preset = presetOf(draft);
  return preset === undefined ? offeredGrants : grantsOf(preset);
}

/** The draft's settings, as far as they are known. */
export function settingsOf(draft: Draft): Settings {
  // Until it was left empty, there is one.
  const { clientId = 'new' } = draft;
  return expand({ ...partial(draft), id: 'new', ...(clientId !== '' && { clientId }) }).settings;
}

/** The profile and the secrets that a draft comes to. @param taken the ids of other profiles */
export function finish(draft: Draft, taken: ReadonlySet<string>): NewProfile {
  const asked = secretsAsked(draft);
  const name = nameIn(draft);
  const origins = originsIn(draft).split(/\s+/).filter(Boolean);
  const profile: Profile = {
    id: idIn(draft, taken),
    ...(name !== '' && { name }),
    ...partial(draft),
    ...(draft.clientId !== undefined && draft.clientId !== '' && { clientId: draft.clientId }),
    ...(draft.username !== undefined && { username: draft.username }),
    ...(scopeIn(draft) !== '' && { scope: scopeIn(draft) }),
    ...(origins.length > 0 && { origins }),
    ...(draft.redirect === 'paste' &&
      !registersClient(settingsOf(draft)) &&
      grants[settingsOf(draft).grant].redirects === true && { redirect: draft.redirect }),
    ...(draft.headerName !== undefined && { headerName: draft.headerName }),
    ...(draft.headerPrefix !== undefined && { headerPrefix: draft.headerPrefix }),
  };
  const given = asked.flatMap(({ kind }) => {
    const secret = draft.secrets[kind];
    return secret === undefined || secret === '' ? [] : [[kind, secret] as const];
  });
  // A client without a secret of its own is a public one.
  const isLeftOut = asked.some(({ kind, required }) => !required && !given.some(([other]) => other === kind));
  if (draft.clientAuth === undefined && (isLeftOut || secretOfLogin(draft) === 'refused'))
    profile.clientAuth = publicClientAuth;
  return { profile, secrets: Object.fromEntries(given), folder: draft.folder };
}

/** The name that was given, else one of the provider and what tells the profile from others there. */
export function nameIn(draft: Draft): string {
  return draft.name ?? suggestName(draft);
}

/** The id that was given, else one made of the name. */
export function idIn(draft: Draft, taken: ReadonlySet<string>): string {
  return draft.id ?? freeId(nameIn(draft) || 'profile', taken);
}

/** What most OpenID providers have, a refresh token included. */
const usualScopes = ['openid', 'profile', 'offline_access'].join(' ');

/** The scope that was given; else, for a login, what the provider is known for, or what most issuers have. */
export function scopeIn(draft: Draft): string {
  if (draft.scope !== undefined) return draft.scope;
  const { issuer, grant } = settingsOf(draft);
  const { obtained, renewal } = grants[grant];
  if (obtained !== 'login') return '';
  const usual = presetOf(draft)?.login?.scope ?? (issuer === undefined ? '' : usualScopes);
  return renewal === 'never' ? usual.replace(/ ?\boffline_access\b/, '').trim() : usual;
}

/** The origins that were given; else those of the provider's APIs, and of the audience, where it is an address. */
export function originsIn(draft: Draft): string {
  if (draft.origins !== undefined) return draft.origins;
  const ofAudience = [settingsOf(draft).audience ?? []].flat().flatMap((audience) => urlOf(audience)?.origin ?? []);
  const known = new Set([...originsOf(partial(draft)), ...ofAudience]);
  return [...known].filter((origin) => originProblem(origin) === undefined).join(' ');
}

/** A name for the profile, of its provider and what tells it from others there. */
export function suggestName(draft: Draft): string {
  const { organization, tenant, realm, issuer, server, tokenEndpoint } = draft.fields;
  const about = organization || tenant || realm || hostOf(issuer ?? server ?? tokenEndpoint);
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

/**
 * What the parser would not accept of a field's value: a step (`.` or `..`) in the path that the preset makes of it, or
 * an address, its own or the one that the preset makes of it.
 */
export function addressProblemIn(
  draft: Draft,
  { field }: PresetField,
  value: string,
): 'step' | 'host' | AddressProblem | undefined {
  if (endpointOf(field) !== undefined) return addressProblem(value, 'endpoint');
  if (field === 'issuer' || field === 'server') return addressProblem(value, 'issuer');
  const profile = { ...partial({ ...draft, fields: { ...draft.fields, [field]: value } }), id: 'new' };
  const { settings, steps } = expand(profile);
  if (steps.includes(field)) return 'step';
  if (settings.issuer === undefined || issuerField(profile) !== field) return undefined;
  const problem = addressProblem(settings.issuer, 'issuer');
  return problem === undefined || problem === 'insecure' ? problem : 'host';
}

/** Whether a field completes the issuer's address. */
export function completesIssuer(draft: Draft, { field }: PresetField): boolean {
  if (field === 'issuer') return true;
  const issuer = presetOf(draft)?.gives.issuer ?? '';
  return issuer.lastIndexOf(`{${field}}`) !== -1 && issuer.lastIndexOf('{') === issuer.lastIndexOf(`{${field}}`);
}

function secretsAsked(draft: Draft): UsedSecret[] {
  return askedSecrets(settingsOf(draft), secretOfLogin(draft), draft.clientAuth !== undefined);
}

/** What the provider says of the secret of a native app, for a login that comes back to one. */
function secretOfLogin(draft: Draft): PresetLogin['secret'] {
  return grants[settingsOf(draft).grant].redirects === true ? presetOf(draft)?.login?.secret : undefined;
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
    ...(draft.clientAuth !== undefined && { clientAuth: draft.clientAuth }),
    ...Object.fromEntries(given.filter(([field]) => endpointOf(field) === undefined)),
    ...(endpoints.length > 0 && { endpoints: Object.fromEntries(endpoints) }),
  };
}

function hostOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : urlOf(address)?.host;
}

/** The preset that was chosen. */
export function presetOf(draft: Draft): Preset | undefined {
  return draft.preset === undefined ? undefined : presets[draft.preset];
}
