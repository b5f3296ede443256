import { cancelled, isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { addressProblem } from '../../profile/address';
import { idPattern } from '../../profile/id';
import { presetNames, presets, type Preset, type PresetField, type PresetName } from '../../profile/presets';
import type { Profile } from '../../profile/schema';
import { expand } from '../../profile/expand';
import { redirectUris } from '../login/browser-login';
import { back, chooseStep, inputStep, type Step } from './wizard-steps';

/** What the wizard has gathered so far. */
interface Draft {
  preset?: PresetName;
  grant?: 'client_credentials' | 'authorization_code';
  fields: Record<string, string>;
  clientId?: string;
  clientSecret?: string;
  scope?: string;
  name?: string;
}

/** What the wizard ends with: a profile, and its secret apart. */
export interface WizardResult {
  profile: Profile;
  clientSecret: string | undefined;
}

export interface WizardDependencies {
  /** Discovers an issuer; rejects with a fault where it cannot be. */
  discover: (issuer: string) => Promise<void>;
  takenIds: () => Promise<ReadonlySet<string>>;
}

type DraftStep = (
  draft: Draft,
  deps: WizardDependencies,
  at: { step: number; total: number },
) => Promise<typeof back | undefined>;

const grantLabels = {
  client_credentials: { label: 'Client credentials', detail: 'Machine to machine: client id and secret, no user' },
  authorization_code: { label: 'Login in the browser', detail: 'Authorization code with PKCE: a user signs in' },
};

/**
 * Leads through a new profile: preset, its few fields, client id, secret, name; each step with a way back.
 * @throws `cancelled`
 */
export async function runWizard(deps: WizardDependencies): Promise<WizardResult> {
  const draft: Draft = { fields: {} };
  let index = 0;
  for (;;) {
    const steps = stepsFor(draft);
    const step = steps[index];
    if (step === undefined) return finish(draft, await deps.takenIds());
    const outcome = await step(draft, deps, { step: index + 1, total: steps.length });
    index += outcome === back ? -1 : 1;
    if (index < 0) throw cancelled();
  }
}

/** The steps that a draft needs: they follow from the preset and the grant once those are chosen. */
function stepsFor(draft: Draft): DraftStep[] {
  if (draft.preset === undefined) return [choosePreset, chooseGrant, askClientId, askSecret, askName];
  const preset = presets[draft.preset];
  const fields = preset.fields.filter(({ grant }) => grant === undefined || grant === draft.grant);
  const login = draft.grant === 'authorization_code';
  return [
    choosePreset,
    ...(preset.grants.length > 1 ? [chooseGrant] : []),
    ...fields.map(askField),
    askClientId,
    askSecret,
    ...(login ? [askScope, showRedirect] : []),
    askName,
  ];
}

const choosePreset: DraftStep = async (draft, _deps, at) => {
  const items = presetNames.map((value) => ({ label: presets[value].label, detail: presets[value].detail, value }));
  const chosen = await chooseStep({ ...step('Provider', at), items, active: draft.preset, first: true });
  if (chosen === back) return back;
  if (chosen !== draft.preset) draft.fields = {};
  draft.preset = chosen;
  const [only, ...more] = presets[chosen].grants;
  if (only !== undefined && more.length === 0) draft.grant = only;
  return undefined;
};

const chooseGrant: DraftStep = async (draft, _deps, at) => {
  const offered = presetOf(draft)?.grants ?? (['client_credentials', 'authorization_code'] as const);
  const items = offered.map((value) => ({ ...grantLabels[value], value }));
  const chosen = await chooseStep({ ...step('Grant', at), items, active: draft.grant });
  if (chosen === back) return back;
  draft.grant = chosen;
  return undefined;
};

function askField(field: PresetField): DraftStep {
  return async (draft, deps, at) => {
    const answer = await inputStep({
      ...step(field.title, at),
      prompt: field.optional === true ? `${field.title} (optional)` : field.title,
      placeholder: field.placeholder,
      value: draft.fields[field.field] ?? '',
      check: (value) => checkField(field, value),
      ...(isIssuer(draft, field) && {
        probe: async (value: string) => {
          try {
            const issuer = expand({ ...partial(draft), [field.field]: value, id: 'new' }).settings.issuer;
            if (issuer === undefined || addressProblem(issuer, 'issuer') !== undefined) return undefined;
            await deps.discover(issuer);
            return { good: true, message: 'The issuer answers: its endpoints were discovered.' };
          } catch (thrown) {
            return { good: false, message: isFault(thrown) ? thrown.what : 'The issuer does not answer.' };
          }
        },
      }),
    });
    if (answer === back) return back;
    draft.fields[field.field] = answer;
    return undefined;
  };
}

const askClientId: DraftStep = async (draft, _deps, at) => {
  const prompt = 'The client id that the provider gave to this client';
  const answer = await inputStep({
    ...step('Client Id', at),
    prompt,
    value: draft.clientId ?? '',
    check: required('the client id'),
  });
  if (answer === back) return back;
  draft.clientId = answer;
  return undefined;
};

const askSecret: DraftStep = async (draft, _deps, at) => {
  const login = draft.grant === 'authorization_code';
  const answer = await inputStep({
    ...step('Client Secret', at),
    prompt: login
      ? 'Leave it empty for a public client, which has none'
      : 'It is kept in VS Code’s SecretStorage, never in a file',
    value: draft.clientSecret ?? '',
    password: true,
    check: login ? () => undefined : required('the client secret'),
  });
  if (answer === back) return back;
  draft.clientSecret = answer;
  return undefined;
};

const askScope: DraftStep = async (draft, _deps, at) => {
  const hasIssuer = expand({ ...partial(draft), id: 'new' }).settings.issuer !== undefined;
  const answer = await inputStep({
    ...step('Scope', at),
    prompt: 'The scopes to ask for, separated by spaces (optional)',
    placeholder: hasIssuer ? 'openid profile offline_access' : 'read write',
    value: draft.scope ?? (hasIssuer ? 'openid profile offline_access' : ''),
    check: (value) =>
      !hasIssuer && value.split(/\s+/).includes('openid')
        ? '“openid” needs an issuer, to check the ID token against'
        : undefined,
  });
  if (answer === back) return back;
  draft.scope = answer;
  return undefined;
};

const showRedirect: DraftStep = async (_draft, _deps, at) => {
  const uris = redirectUris('auto');
  const chosen = await chooseStep({
    ...step('Redirect URI', at),
    placeholder: 'Register these exact addresses at the provider, then continue',
    items: [
      { label: '$(arrow-right) Continue', detail: 'They are registered, or will be', value: 'continue' },
      ...uris.map((uri) => ({ label: uri, description: 'to be registered', value: uri, copy: uri })),
    ],
    stayOn: (value) => value !== 'continue',
  });
  return chosen === back ? back : undefined;
};

const askName: DraftStep = async (draft, _deps, at) => {
  const suggestion = draft.name ?? suggestName(draft);
  const answer = await inputStep({
    ...step('Name', at),
    prompt: 'What the sidebar shows',
    value: suggestion,
    check: required('a name'),
  });
  if (answer === back) return back;
  draft.name = answer;
  return undefined;
};

function finish(draft: Draft, taken: ReadonlySet<string>): WizardResult {
  const { audience, ...fields } = partial(draft);
  const profile: Profile = {
    id: freeId(draft.name ?? 'profile', taken),
    ...(draft.name !== undefined && { name: draft.name }),
    ...fields,
    ...(audience !== undefined && { audience }),
    ...(draft.clientId !== undefined && { clientId: draft.clientId }),
    ...(draft.scope !== undefined && draft.scope !== '' && { scope: draft.scope }),
  };
  const secret = draft.clientSecret === '' ? undefined : draft.clientSecret;
  if (draft.grant === 'authorization_code' && secret === undefined) profile.clientAuth = 'none';
  return { profile, clientSecret: secret };
}

/** The profile's fields as far as they are known. */
function partial(draft: Draft): Partial<Profile> {
  const { authorizationEndpoint, tokenEndpoint, ...fields } = Object.fromEntries(
    Object.entries(draft.fields).filter(([, value]) => value !== ''),
  );
  const endpoints = {
    ...(authorizationEndpoint !== undefined && { authorization: authorizationEndpoint }),
    ...(tokenEndpoint !== undefined && { token: tokenEndpoint }),
  };
  return {
    ...(draft.preset !== undefined && { preset: draft.preset }),
    ...(draft.grant !== undefined && { grant: draft.grant }),
    ...fields,
    ...(Object.keys(endpoints).length > 0 && { endpoints }),
  };
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

function checkField(field: PresetField, value: string): string | undefined {
  if (value === '') return field.optional === true ? undefined : `${field.title} is needed`;
  const address = {
    issuer: 'issuer',
    server: 'issuer',
    tokenEndpoint: 'endpoint',
    authorizationEndpoint: 'endpoint',
  } as const;
  const kind = field.field in address ? address[field.field as keyof typeof address] : undefined;
  const problem = kind === undefined ? undefined : addressProblem(value, kind);
  if (problem === undefined) return undefined;
  return problem === 'insecure'
    ? 'It must begin with https:// (http:// is for this machine alone)'
    : 'It must be an https:// address without query, fragment or user name';
}

function isIssuer(draft: Draft, { field }: PresetField): boolean {
  if (field === 'issuer') return true;
  const issuer = presetOf(draft)?.gives.issuer ?? '';
  // The field that completes the issuer's address.
  return issuer.lastIndexOf(`{${field}}`) !== -1 && issuer.lastIndexOf('{') === issuer.lastIndexOf(`{${field}}`);
}

function suggestName(draft: Draft): string {
  const label = presetOf(draft)?.label ?? 'Profile';
  const about =
    draft.fields.organization ||
    draft.fields.tenant ||
    draft.fields.realm ||
    hostOf(draft.fields.issuer ?? draft.fields.tokenEndpoint);
  return plain([label, about].filter((part) => part !== undefined && part !== '').join(' '), 100);
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

function presetOf(draft: Draft): Preset | undefined {
  return draft.preset === undefined ? undefined : presets[draft.preset];
}

function required(what: string): (value: string) => string | undefined {
  return (value) => (value === '' ? `Paste ${what}, or press Escape` : undefined);
}

function step(title: string, { step, total }: { step: number; total: number }): Step {
  return { title: `Add Profile: ${title}`, step, totalSteps: total };
}
