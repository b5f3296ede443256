import { t } from '@vscode/l10n';
import { cancelled, isFault } from '../../faults/fault';
import { addressProblem } from '../../profile/address';
import { grants } from '../../profile/grants/table';
import { endpointOf, presetNames, presets, type PresetField } from '../../profile/presets';
import { secretTexts } from '../../profile/secret-texts';
import type { UsedSecret } from '../../profile/secrets-used';
import { redirectUris } from '../login/browser-login';
import {
  completesIssuer,
  finish,
  meantBy,
  offeredIn,
  questionsOf,
  settingsOf,
  suggestName,
  type Draft,
  type Question,
  type WizardResult,
} from './draft';
import { back, chooseStep, inputStep, type Step } from './wizard-steps';

export interface WizardDependencies {
  /** Discovers an issuer; rejects with a fault where it cannot be. */
  discover: (issuer: string) => Promise<void>;
  takenIds: () => Promise<ReadonlySet<string>>;
}

interface Place {
  step: number;
  total: number;
}

/** Puts an answer into the draft, or goes back. */
type Asking = Promise<typeof back | undefined>;

/**
 * Leads through a new profile: preset, its few fields, the client, its secrets, name; each step with a way back.
 * @throws `cancelled`
 */
export async function runWizard(deps: WizardDependencies): Promise<WizardResult> {
  const draft: Draft = { fields: {}, secrets: {} };
  let index = 0;
  for (;;) {
    const questions = questionsOf(draft);
    const question = questions[index];
    if (question === undefined) return finish(draft, await deps.takenIds());
    const outcome = await ask(question, draft, deps, { step: index + 1, total: questions.length });
    index += outcome === back ? -1 : 1;
    if (index < 0) throw cancelled();
  }
}

function ask(question: Question, draft: Draft, deps: WizardDependencies, at: Place): Asking {
  switch (question.ask) {
    case 'preset':
      return choosePreset(draft, at);
    case 'grant':
      return chooseGrant(draft, at);
    case 'field':
      return askField(question.field, draft, deps, at);
    case 'clientId':
      return askClientId(draft, at);
    case 'secret':
      return askSecret(question.secret, draft, at);
    case 'username':
      return askUsername(draft, at);
    case 'scope':
      return askScope(draft, at);
    case 'redirect':
      return showRedirect(at);
    case 'name':
      return askName(draft, at);
  }
}

async function choosePreset(draft: Draft, at: Place): Asking {
  const items = presetNames.map((value) => ({
    label: presets[value].label(),
    detail: presets[value].detail(),
    value,
  }));
  const chosen = await chooseStep({ ...step(t('Provider'), at), items, active: draft.preset, first: true });
  if (chosen === back) return back;
  if (chosen !== draft.preset) draft.fields = {};
  draft.preset = chosen;
  const [only, ...more] = offeredIn(draft);
  if (only !== undefined && more.length === 0) draft.grant = only;
  return undefined;
}

async function chooseGrant(draft: Draft, at: Place): Asking {
  const items = offeredIn(draft).map((value) => ({
    label: grants[value].label(),
    detail: grants[value].detail(),
    value,
  }));
  const chosen = await chooseStep({ ...step(t('Grant'), at), items, active: draft.grant });
  if (chosen === back) return back;
  draft.grant = chosen;
  return undefined;
}

async function askField(field: PresetField, draft: Draft, deps: WizardDependencies, at: Place): Asking {
  const title = field.title();
  const answer = await inputStep({
    ...step(title, at),
    prompt: field.optional === true ? t('{field} (optional)', { field: title }) : title,
    placeholder: field.placeholder(),
    value: draft.fields[field.field] ?? '',
    check: (value) => checkField(field, meantBy(field, value)),
    ...(completesIssuer(draft, field) && {
      probe: (value: string) => probeIssuer(field, meantBy(field, value), draft, deps),
    }),
  });
  if (answer === back) return back;
  draft.fields[field.field] = meantBy(field, answer);
  return undefined;
}

/** Whether the issuer answers that a field would make; nothing is said while its address is not whole. */
async function probeIssuer(
  { field }: PresetField,
  value: string,
  draft: Draft,
  deps: WizardDependencies,
): Promise<{ good: boolean; message: string } | undefined> {
  try {
    const { issuer } = settingsOf({ ...draft, fields: { ...draft.fields, [field]: value } });
    if (issuer === undefined || addressProblem(issuer, 'issuer') !== undefined) return undefined;
    await deps.discover(issuer);
    return { good: true, message: t('The issuer answers: its endpoints were discovered.') };
  } catch (thrown) {
    return { good: false, message: isFault(thrown) ? thrown.what : t('The issuer does not answer.') };
  }
}

async function askClientId(draft: Draft, at: Place): Asking {
  const answer = await inputStep({
    ...step(t('Client Id'), at),
    prompt: t('The client id that the provider gave to this client'),
    value: draft.clientId ?? '',
    check: (value) => (value === '' ? t('Paste the client id, or press Escape') : undefined),
  });
  if (answer === back) return back;
  draft.clientId = answer;
  return undefined;
}

async function askUsername(draft: Draft, at: Place): Asking {
  const answer = await inputStep({
    ...step(t('User Name'), at),
    prompt: t('The user’s name at the provider'),
    value: draft.username ?? '',
    check: (value) => (value === '' ? t('Paste the user name, or press Escape') : undefined),
  });
  if (answer === back) return back;
  draft.username = answer;
  return undefined;
}

async function askSecret({ kind, required }: UsedSecret, draft: Draft, at: Place): Asking {
  const { label, paste } = secretTexts[kind];
  const answer = await inputStep({
    ...step(label(), at),
    prompt: required
      ? t('It is kept in VS Code’s SecretStorage, never in a file')
      : t('Leave it empty for a public client, which has none'),
    value: draft.secrets[kind] ?? '',
    password: true,
    check: (value) => (value === '' && required ? paste() : undefined),
  });
  if (answer === back) return back;
  draft.secrets[kind] = answer;
  return undefined;
}

/** What most OpenID providers have, a refresh token included. */
const usualScopes = ['openid', 'profile', 'offline_access'];

async function askScope(draft: Draft, at: Place): Asking {
  const hasIssuer = settingsOf(draft).issuer !== undefined;
  const answer = await inputStep({
    ...step(t('Scope'), at),
    prompt: t('The scopes to ask for, separated by spaces (optional)'),
    placeholder: (hasIssuer ? usualScopes : ['read', 'write']).join(' '),
    value: draft.scope ?? (hasIssuer ? usualScopes.join(' ') : ''),
    check: (value) =>
      !hasIssuer && value.split(/\s+/).includes('openid')
        ? t('“openid” needs an issuer, to check the ID token against')
        : undefined,
  });
  if (answer === back) return back;
  draft.scope = answer;
  return undefined;
}

async function showRedirect(at: Place): Asking {
  const uris = redirectUris('auto');
  const chosen = await chooseStep({
    ...step(t('Redirect URI'), at),
    placeholder: t('Register these exact addresses at the provider, then continue'),
    items: [
      { label: `$(arrow-right) ${t('Continue')}`, detail: t('They are registered, or will be'), value: 'continue' },
      ...uris.map((uri) => ({ label: uri, description: t('to be registered'), value: uri, copy: uri })),
    ],
    stayOn: (value) => value !== 'continue',
  });
  return chosen === back ? back : undefined;
}

async function askName(draft: Draft, at: Place): Asking {
  const answer = await inputStep({
    ...step(t('Name'), at),
    prompt: t('What the sidebar shows'),
    value: draft.name ?? suggestName(draft),
    check: (value) => (value === '' ? t('Paste a name, or press Escape') : undefined),
  });
  if (answer === back) return back;
  draft.name = answer;
  return undefined;
}

function checkField({ field, title, optional }: PresetField, value: string): string | undefined {
  if (value === '') return optional === true ? undefined : t('{field} is needed', { field: title() });
  const kind = addressKind(field);
  const problem = kind === undefined ? undefined : addressProblem(value, kind);
  if (problem === undefined) return undefined;
  if (problem === 'well-known') return t('It must be the issuer, not the address of its metadata (/.well-known/)');
  return problem === 'insecure'
    ? t('It must begin with https:// (http:// is for this machine alone)')
    : t('It must be an https:// address without query, fragment or user name');
}

function addressKind(field: PresetField['field']): 'issuer' | 'endpoint' | undefined {
  if (endpointOf(field) !== undefined) return 'endpoint';
  return field === 'issuer' || field === 'server' ? 'issuer' : undefined;
}

function step(title: string, { step, total }: Place): Step {
  return { title: t('Add Profile: {title}', { title }), step, totalSteps: total };
}
