import { t } from '@vscode/l10n';
import { clientAuths, type ClientAuth } from '../../profile/client-auth/table';
import { grants } from '../../profile/grants/table';
import { presets } from '../../profile/presets';
import { secretTexts } from '../../profile/secret-texts';
import { isChanging, type RedirectUri } from '../login/redirect-uris';
import type { TeamFolder } from '../profiles/new-profile';
import { idIn, nameIn, originsIn, presetOf, scopeIn, settingsOf, type Draft, type Question } from './draft';

/** A question that is answered by a line of text. */
export type TextQuestion =
  'clientId' | 'username' | 'scope' | 'name' | 'id' | 'origins' | 'headerName' | 'headerPrefix';

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

export const titles = {
  preset: () => t('Provider'),
  grant: () => t('Grant'),
  clientId: () => t('Client ID'),
  clientAuth: () => t('Client Authentication'),
  username: () => t('User Name'),
  scope: () => t('Scope'),
  redirect: () => t('Redirect URI'),
  name: () => t('Name'),
  id: () => t('ID'),
  home: () => t('Stored In'),
  origins: () => t('Origins'),
  headerName: () => t('Header'),
  headerPrefix: () => t('Prefix'),
} satisfies Record<Exclude<Question['ask'], 'field' | 'secret'>, () => string>;

const prompts: Record<TextQuestion, () => string> = {
  clientId: () => t('The client ID from the provider'),
  username: () => t('Your user name at the provider'),
  scope: () => t('The scopes to request, separated by spaces (optional)'),
  name: () => t('The name in the sidebar'),
  id: () => t('The name in tasks and .http files'),
  origins: () =>
    t('Where the token may be sent, such as https://api.example.com, separated by spaces. If empty, you are asked.'),
  headerName: () => t('The header that carries the token'),
  headerPrefix: () => t('The text before the token in the header (optional)'),
};

/** A text of the draft; while the user has not given it, what is suggested. */
export function textIn(question: TextQuestion, draft: Draft, taken: ReadonlySet<string>): string {
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
      return draft.headerPrefix ?? settingsOf(draft).headerPrefix;
    default:
      return draft[question] ?? '';
  }
}

/**
 * What a row of the review shows.
 * @param redirects the redirect URIs of a login in this window
 */
export function valueOf(
  question: Question,
  draft: Draft,
  taken: ReadonlySet<string>,
  redirects: readonly RedirectUri[] = [],
): string {
  switch (question.ask) {
    case 'preset':
      return draft.preset === undefined ? '' : presets[draft.preset].label();
    case 'grant':
      return draft.grant === undefined ? '' : grants[draft.grant].label();
    case 'field':
      return draft.fields[question.field.field] || t('none');
    case 'secret':
      return (draft.secrets[question.secret.kind] ?? '') === '' ? t('none: a public client') : t('entered');
    case 'clientAuth':
      return clientAuthText(settingsOf(draft).clientAuth);
    case 'home':
      return homeText(draft.folder);
    case 'redirect':
      return redirectText(draft, redirects);
    case 'clientId':
      return draft.clientId === '' ? t('registered when you first sign in') : (draft.clientId ?? t('none'));
    case 'origins':
      return originsIn(draft) || t('ask before each new one');
    default:
      return textIn(question.ask, draft, taken) || t('none');
  }
}

/** What the provider is known for, where a question touches it: where to register, how to get a refresh token. */
export function hintOf(question: Question, draft: Draft): string | undefined {
  const login = presetOf(draft)?.login;
  const { obtained, renewal } = grants[settingsOf(draft).grant];
  if (login === undefined || obtained !== 'login') return undefined;
  switch (question.ask) {
    case 'redirect':
      return login.register();
    case 'scope':
      return renewal === 'never' ? undefined : login.refresh();
    default:
      return undefined;
  }
}

/** What is asked, with what the provider is known for. */
export function promptOf(question: TextQuestion, draft: Draft): string {
  if (question === 'clientId' && draft.registers === true)
    return t('The client ID from the provider. If empty, one is registered when you first sign in');
  return [prompts[question](), hintOf({ ask: question }, draft)].filter((part) => part !== undefined).join('. ');
}

/** Whether the provider takes the addresses of a native app as they are. */
export function needsNoRegistration(draft: Draft): boolean {
  return draft.redirect !== 'paste' && presetOf(draft)?.login?.takesAnyLoopback === true;
}

function redirectText(draft: Draft, redirects: readonly RedirectUri[]): string {
  const { redirect } = draft;
  const [first] = redirects;
  if (first === undefined) return '';
  if (needsNoRegistration(draft)) return t('nothing to register');
  if (!isChanging(redirects)) return t('register {uri} at the provider', { uri: first.uri });
  // The one for pasting comes first.
  return redirect === 'auto'
    ? t('different at each sign-in, which most providers refuse')
    : t('register {uri}; paste the address after each sign-in', { uri: first.uri });
}

/** How the client authenticates: undefined is for what its secret, or having none, comes to. */
export function clientAuthText(clientAuth: ClientAuth | undefined): string {
  return clientAuth === undefined
    ? t('Automatic: by the client secret, if there is one')
    : clientAuths[clientAuth].label();
}

/** Where a profile is kept: undefined is for the user only. */
export function homeText(folder: TeamFolder | undefined): string {
  return folder === undefined
    ? t('personal: only you, on this machine')
    : t('team: .vscode/token-deck.json of {folder}, without secrets', { folder: folder.name });
}
