import { t } from '@vscode/l10n';
import { unlessAborted } from '../../base/shared';
import { isFault } from '../../faults/fault';
import { addressProblem } from '../../profile/address';
import { usualSecret } from '../../profile/client-auth/table';
import { grants } from '../../profile/grants/table';
import { isBasic } from '../../profile/pasted';
import { presetKinds, presetNames, presets, type PresetField, type PresetName } from '../../profile/presets';
import { registersClient } from '../../profile/registers-client';
import { secretTexts } from '../../profile/secret-texts';
import type { UsedSecret } from '../../profile/secrets-used';
import { isChanging, type RedirectUri } from '../login/redirect-uris';
import type { TeamFolder } from '../profiles/new-profile';
import { fieldProblem, textProblem } from './answer-problems';
import { certificateStep, chooseClientAuth } from './client-auth-steps';
import {
  completesIssuer,
  isAnswered,
  meantBy,
  offeredIn,
  presetOf,
  questionsOf,
  settingsOf,
  type Draft,
  type Question,
} from './draft';
import { hintOf, homeText, needsNoRegistration, promptOf, textIn, titles, type TextQuestion } from './question-texts';
import { back, chooseStep, heading, inputStep, other, type Step } from './wizard-steps';

export interface WizardDependencies {
  /** Discovers an issuer. @returns whether it registers clients; rejects with a fault where it cannot be discovered */
  discover: (issuer: string) => Promise<boolean>;
  takenIds: () => Promise<ReadonlySet<string>>;
  /** The folders that a team profile can be kept in: those of a trusted workspace. */
  folders: readonly TeamFolder[];
  /** Whether a profile can be added to a folder's file now; where it cannot, the user is told why. */
  mayAdd: (folder: TeamFolder) => Promise<boolean>;
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
  /** The redirect URIs of a login in this window; only for a question of the review. */
  redirects: readonly RedirectUri[];
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
    case 'clientAuth':
      return chooseClientAuth(asked.draft, step(titles.clientAuth(), asked));
    case 'home':
      return chooseHome(asked);
    case 'redirect':
      return chooseRedirect(asked);
    default:
      return askText(question.ask, asked);
  }
}

const keyFile = 'key-file';

async function choosePreset({ draft, at }: Asked): Asking {
  // One line each: there are many.
  const items = presetNames.flatMap((value, index) => {
    const { label, detail, kind } = presets[value];
    const before = presetNames[index - 1];
    const isFirst = before === undefined || presets[before].kind !== kind;
    return [
      ...(isFirst ? [heading(presetKinds[kind ?? 'any']())] : []),
      { label: label(), description: detail(), value },
    ];
  });
  const chosen = await chooseStep<PresetName | typeof keyFile>({
    ...step(t('Provider'), { at, draft: { ...draft, preset: undefined } }),
    placeholder: t('Type to find your provider'),
    items: [
      ...items,
      heading(t('From a File')),
      { label: t('Google service account'), description: t('Import its key, a JSON file'), value: keyFile },
    ],
    active: draft.preset ?? presetNames[0],
    first: at?.step === 1,
  });
  if (chosen === back) return back;
  if (chosen === keyFile) {
    draft.importsKey = true;
    return undefined;
  }
  if (chosen !== draft.preset) {
    draft.fields = {};
    delete draft.redirect;
    delete draft.clientAuth;
  }
  draft.preset = chosen;
  const [only, ...more] = offeredIn(draft);
  if (only !== undefined && more.length === 0) draft.grant = only;
  return undefined;
}

async function chooseGrant(asked: Asked): Asking {
  const { draft } = asked;
  const items = offeredIn(draft).map((value) => ({
    label: grants[value].label(),
    detail: grants[value].detail(),
    value,
  }));
  const chosen = await chooseStep({ ...step(t('Grant'), asked), items, active: draft.grant });
  if (chosen === back) return back;
  if (presetOf(draft)?.keyFileGrant === chosen) draft.importsKey = true;
  else draft.grant = chosen;
  return undefined;
}

async function askField(field: PresetField, asked: Asked): Asking {
  const { draft, deps } = asked;
  const answer = await inputStep({
    ...step(field.title(), asked),
    prompt: field.prompt(),
    placeholder: field.placeholder(),
    value: draft.fields[field.field] ?? field.usual ?? '',
    check: (value) => fieldProblem(field, meantBy(field, value), draft),
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

async function askSecret({ kind, required }: UsedSecret, asked: Asked): Asking {
  const { draft } = asked;
  if (kind === 'clientCertificate') return certificateStep(draft, step(secretTexts[kind].label(), asked));
  const { label, paste } = secretTexts[kind];
  const answer = await inputStep({
    ...step(label(), asked),
    prompt: required
      ? t('It is kept in VS Code’s SecretStorage, never in a file')
      : t('Leave it empty for a public client'),
    ...(kind === 'token' && isBasic(settingsOf(draft)) && { placeholder: t('Name and secret, as NAME:SECRET') }),
    value: draft.secrets[kind] ?? '',
    password: true,
    check: (value) => (value === '' && required ? paste() : undefined),
    other: kind === usualSecret ? t('Authenticate the Client in Another Way…') : undefined,
  });
  if (answer === back) return back;
  if (answer === other) {
    if ((await chooseClientAuth(draft, step(titles.clientAuth(), asked))) === back)
      return askSecret({ kind, required }, asked);
    // The new authentication may need another secret, which is asked for instead of this one.
    const needed = questionsOf(draft).find((each) => each.ask === 'secret' && !isAnswered(draft, each));
    return needed && ask(needed, asked);
  }
  draft.secrets[kind] = answer;
  return undefined;
}

async function chooseHome(asked: Asked): Asking {
  const { draft, deps } = asked;
  const items = [undefined, ...deps.folders].map((folder) => ({ label: homeText(folder), value: { folder } }));
  const active = items.find(({ value }) => value.folder?.uri === draft.folder?.uri)?.value;
  const chosen = await chooseStep({ ...step(titles.home(), asked), items, active });
  if (chosen === back) return back;
  if (chosen.folder === undefined) delete draft.folder;
  else draft.folder = chosen.folder;
  return undefined;
}

function chooseRedirect(asked: Asked): Asking {
  return isChanging(asked.redirects) ? chooseWayBack(asked) : showRedirect(asked);
}

async function showRedirect(asked: Asked): Asking {
  const { draft, redirects } = asked;
  const detail = hintOf({ ask: 'redirect' }, draft);
  const isFree = needsNoRegistration(draft);
  const description = isFree ? t('need not be registered') : t('to be registered');
  const chosen = await chooseStep({
    ...step(titles.redirect(), asked),
    placeholder: isFree
      ? t('Any address on this machine is accepted')
      : t('Register these exact addresses at the provider, then continue'),
    items: [
      {
        label: `$(arrow-right) ${t('Continue')}`,
        detail: isFree ? detail : t('I’ve registered them, or will'),
        value: 'continue',
      },
      ...redirects.map(({ uri }) => ({
        ...{ label: uri, description, value: uri, copy: uri },
        ...(!isFree && detail !== undefined && { detail }),
      })),
    ],
    stayOn: (value) => value !== 'continue',
  });
  return chosen === back ? back : undefined;
}

/** On the web: most providers accept only an address that was registered, and VS Code's own differs at each login. */
async function chooseWayBack(asked: Asked): Asking {
  const { draft, redirects } = asked;
  const items = redirects.map(({ flow, uri }) =>
    flow === 'paste'
      ? {
          label: t('Paste the Address'),
          description: t('always {uri}', { uri }),
          detail: t('Register this address. After each sign-in, copy the URL from the browser and paste it.'),
          value: 'paste' as const,
          copy: uri,
        }
      : {
          label: t('Return to VS Code'),
          description: t('different at each sign-in'),
          detail: t('Only for providers that accept addresses such as {uri}', { uri }),
          value: 'auto' as const,
          copy: uri,
        },
  );
  const chosen = await chooseStep<'paste' | 'auto'>({
    ...step(titles.redirect(), asked),
    placeholder: t('VS Code on the web returns to a different address at each sign-in'),
    items,
    active: draft.redirect,
  });
  if (chosen === back) return back;
  draft.redirect = chosen;
  return undefined;
}

/** Whether the issuer registers clients, so that nobody has to; as far as that is known soon. */
async function findOutRegistration(draft: Draft, deps: WizardDependencies): Promise<void> {
  const settings = settingsOf({ ...draft, clientId: '' });
  if (registersClient(settings) && settings.issuer !== undefined)
    draft.registers = await unlessAborted(deps.discover(settings.issuer), AbortSignal.timeout(3000)).catch(() => false);
  else delete draft.registers;
}

async function askText(question: TextQuestion, asked: Asked): Asking {
  const { draft, taken } = asked;
  if (question === 'clientId') await findOutRegistration(draft, asked.deps);
  const answer = await inputStep({
    ...step(titles[question](), asked),
    prompt: promptOf(question, draft),
    value: textIn(question, draft, taken),
    check: (value) => textProblem(question, value, draft, taken),
  });
  if (answer === back) return back;
  draft[question] = answer;
  return undefined;
}

/** What a step shows above its box: title and place, and a way to what the provider itself says. */
export function step(title: string, { at, draft }: Pick<Asked, 'at' | 'draft'>): Step {
  const preset = presetOf(draft);
  return {
    title: t('Add Profile: {title}', { title }),
    step: at?.step,
    totalSteps: at?.total,
    ...(preset?.docs !== undefined && {
      page: { title: t('Open the Documentation of {provider}', { provider: preset.label() }), address: preset.docs },
    }),
  };
}
