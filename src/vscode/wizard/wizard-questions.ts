import { t } from '@vscode/l10n';
import { isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { addressProblem } from '../../profile/address';
import { grants } from '../../profile/grants/table';
import { idPattern } from '../../profile/id';
import { originProblem } from '../../profile/origins';
import { endpointOf, presetNames, presets, type PresetField } from '../../profile/presets';
import { secretTexts } from '../../profile/secret-texts';
import type { UsedSecret } from '../../profile/secrets-used';
import type { TeamFolder } from '../profiles/new-profile';
import { redirectUris } from '../login/browser-login';
import {
  completesIssuer,
  idIn,
  meantBy,
  nameIn,
  offeredIn,
  originsIn,
  scopeIn,
  settingsOf,
  type Draft,
  type Question,
} from './draft';
import { back, chooseStep, inputStep, type Step } from './wizard-steps';

export interface WizardDependencies {
  /** Discovers an issuer; rejects with a fault where it cannot be. */
  discover: (issuer: string) => Promise<void>;
  takenIds: () => Promise<ReadonlySet<string>>;
  /** The folders that a team profile can be kept in: those of a trusted workspace. */
  folders: readonly TeamFolder[];
}

/** Where a question is among the others; a question of the review has no number. */
interface Place {
  step: number;
  total: number;
}

export interface Asked {
  draft: Draft;
  deps: WizardDependencies;
  taken: ReadonlySet<string>;
  at: Place | undefined;
}

/** Puts an answer into the draft, or goes back. */
export type Asking = Promise<typeof back | undefined>;

/** Asks one question. */
export function ask(question: Question, asked: Asked): Asking {
  switch (question.ask) {
    case 'preset':
      return choosePreset(asked);
    case 'grant':
      return chooseGrant(asked);
    case 'field':
      return askField(question.field, asked);
    case 'secret':
      return askSecret(question.secret, asked);
    case 'home':
      return chooseHome(asked);
    case 'redirect':
      return showRedirect(asked);
    default:
      return askText(question.ask, asked);
  }
}

async function choosePreset({ draft, at }: Asked): Asking {
  const items = presetNames.map((value) => ({
    label: presets[value].label(),
    detail: presets[value].detail(),
    value,
  }));
  const chosen = await chooseStep({ ...step(t('Provider'), at), items, active: draft.preset, first: at?.step === 1 });
  if (chosen === back) return back;
  if (chosen !== draft.preset) draft.fields = {};
  draft.preset = chosen;
  const [only, ...more] = offeredIn(draft);
  if (only !== undefined && more.length === 0) draft.grant = only;
  return undefined;
}

async function chooseGrant({ draft, at }: Asked): Asking {
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

async function askField(field: PresetField, { draft, deps, at }: Asked): Asking {
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

async function askSecret({ kind, required }: UsedSecret, { draft, at }: Asked): Asking {
  const { label, paste } = secretTexts[kind];
  const answer = await inputStep({
    ...step(label(), at),
    prompt: required
      ? t('It is kept in VS Code’s SecretStorage, never in a file')
      : t('Leave it empty for a public client'),
    value: draft.secrets[kind] ?? '',
    password: true,
    check: (value) => (value === '' && required ? paste() : undefined),
  });
  if (answer === back) return back;
  draft.secrets[kind] = answer;
  return undefined;
}

async function chooseHome({ draft, deps, at }: Asked): Asking {
  const items = [undefined, ...deps.folders].map((folder) => ({ label: homeText(folder), value: { folder } }));
  const active = items.find(({ value }) => value.folder?.uri === draft.folder?.uri)?.value;
  const chosen = await chooseStep({ ...step(titles.home(), at), items, active });
  if (chosen === back) return back;
  if (chosen.folder === undefined) delete draft.folder;
  else draft.folder = chosen.folder;
  return undefined;
}

async function showRedirect({ at }: Asked): Asking {
  const uris = redirectUris('auto');
  const chosen = await chooseStep({
    ...step(titles.redirect(), at),
    placeholder: t('Register these exact addresses at the provider, then continue'),
    items: [
      { label: `$(arrow-right) ${t('Continue')}`, detail: t('I’ve registered them, or will'), value: 'continue' },
      ...uris.map((uri) => ({ label: uri, description: t('to be registered'), value: uri, copy: uri })),
    ],
    stayOn: (value) => value !== 'continue',
  });
  return chosen === back ? back : undefined;
}

/** A question that is answered by a line of text. */
type TextQuestion = 'clientId' | 'username' | 'scope' | 'name' | 'id' | 'origins' | 'headerName' | 'headerPrefix';

function textIn(question: TextQuestion, draft: Draft, taken: ReadonlySet<string>): string {
  switch (question) {
    case 'scope':
      return scopeIn(draft);
    case 'name':
      return nameIn(draft);
    case 'id':
      return idIn(draft, taken);
    case 'origins':
      return originsIn(draft);
    case 'headerName':
      return draft.headerName ?? 'Authorization';
    case 'headerPrefix':
      return draft.headerPrefix ?? 'Bearer';
    default:
      return draft[question] ?? '';
  }
}

const prompts: Record<TextQuestion, () => string> = {
  clientId: () => t('The client id from the provider'),
  username: () => t('The user’s name at the provider'),
  scope: () => t('The scopes to request, separated by spaces (optional)'),
  name: () => t('The name in the sidebar'),
  id: () => t('The name in tasks and .http files'),
  origins: () =>
    t('Where the token may be sent, such as https://api.example.com, separated by spaces. If empty, you are asked.'),
  headerName: () => t('The header that carries the token'),
  headerPrefix: () => t('The text before the token in the header (optional)'),
};

async function askText(question: TextQuestion, { draft, taken, at }: Asked): Asking {
  const answer = await inputStep({
    ...step(titles[question](), at),
    prompt: prompts[question](),
    value: textIn(question, draft, taken),
    check: (value) => checkText(question, value, draft, taken),
  });
  if (answer === back) return back;
  draft[question] = answer;
  return undefined;
}

/** What is wrong with a text, or undefined. */
function checkText(
  question: TextQuestion,
  value: string,
  draft: Draft,
  taken: ReadonlySet<string>,
): string | undefined {
  switch (question) {
    case 'clientId':
      return value === '' ? t('Paste the client id, or press Escape') : undefined;
    case 'username':
      return value === '' ? t('Paste the user name, or press Escape') : undefined;
    case 'name':
      return value === '' ? t('Paste a name, or press Escape') : undefined;
    case 'id':
      if (!idPattern.test(value))
        return t('Use lower-case letters, digits, “.”, “_” and “-”, beginning with a letter or digit');
      return taken.has(value) ? t('Another profile already uses the id “{id}”', { id: value }) : undefined;
    case 'scope':
      return settingsOf(draft).issuer === undefined && value.split(/\s+/).includes('openid')
        ? t('“openid” needs an issuer to check the ID token')
        : undefined;
    case 'origins': {
      const wrong = value.split(/\s+/).find((origin) => origin !== '' && originProblem(origin) !== undefined);
      return wrong === undefined
        ? undefined
        : t('“{origin}” is not an origin such as https://api.example.com', { origin: plain(wrong, 100) });
    }
    case 'headerName':
      return /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(value)
        ? undefined
        : t('Use the name of a header, such as Authorization');
    case 'headerPrefix':
      return /^[^\s{}]{0,100}$/.test(value) ? undefined : t('Use one word without braces, or nothing');
  }
}

function checkField({ field, title, optional }: PresetField, value: string): string | undefined {
  if (value === '') return optional === true ? undefined : t('{field} is needed', { field: title() });
  const kind = addressKind(field);
  const problem = kind === undefined ? undefined : addressProblem(value, kind);
  if (problem === undefined) return undefined;
  if (problem === 'well-known') return t('It must be the issuer, not the address of its metadata (/.well-known/)');
  return problem === 'insecure'
    ? t('It must begin with https:// (http:// is allowed only for localhost)')
    : t('It must be an https:// address without query, fragment or user name');
}

function addressKind(field: PresetField['field']): 'issuer' | 'endpoint' | undefined {
  if (endpointOf(field) !== undefined) return 'endpoint';
  return field === 'issuer' || field === 'server' ? 'issuer' : undefined;
}

/** What a question is called. */
export function titleOf(question: Question): string {
  switch (question.ask) {
    case 'field':
      return question.field.title();
    case 'secret':
      return secretTexts[question.secret.kind].label();
    default:
      return titles[question.ask]();
  }
}

const titles = {
  preset: () => t('Provider'),
  grant: () => t('Grant'),
  clientId: () => t('Client Id'),
  username: () => t('User Name'),
  scope: () => t('Scope'),
  redirect: () => t('Redirect URI'),
  name: () => t('Name'),
  id: () => t('Id'),
  home: () => t('Kept In'),
  origins: () => t('Origins'),
  headerName: () => t('Header'),
  headerPrefix: () => t('Prefix'),
} satisfies Record<Exclude<Question['ask'], 'field' | 'secret'>, () => string>;

/** What a row of the review shows. */
export function valueOf(question: Question, draft: Draft, taken: ReadonlySet<string>): string {
  switch (question.ask) {
    case 'preset':
      return draft.preset === undefined ? '' : presets[draft.preset].label();
    case 'grant':
      return draft.grant === undefined ? '' : grants[draft.grant].label();
    case 'field':
      return draft.fields[question.field.field] || t('none');
    case 'secret':
      return (draft.secrets[question.secret.kind] ?? '') === '' ? t('none: a public client') : t('given');
    case 'home':
      return homeText(draft.folder);
    case 'redirect':
      return t('register it at the provider');
    case 'origins':
      return originsIn(draft) || t('ask before each new one');
    default:
      return textIn(question.ask, draft, taken) || t('none');
  }
}

function homeText(folder: TeamFolder | undefined): string {
  return folder === undefined
    ? t('personal: only you, on this machine')
    : t('team: .vscode/token-deck.json of {folder}, without secrets', { folder: folder.name });
}

/** What a step shows above its box. */
export function step(title: string, at: Place | undefined): Step {
  return { title: t('Add Profile: {title}', { title }), step: at?.step, totalSteps: at?.total };
}
