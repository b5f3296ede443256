import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, type KnownProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import { describeState, type TokenState } from '../../tokens/state';
import type { UiCommand } from '../ui/contributions';
import type { ListedAction } from '../ui/notify';
import { isLogin } from './context-value';

/** One of our commands; or a remedy, which knows what it runs. */
interface ProfileAction {
  label: string;
  command?: UiCommand | undefined;
  remedy?: ListedAction;
}

/**
 * Lets the user pick what to do with a profile: only what makes sense in its state, the likeliest first.
 * @param remedies what helps against its last failure, as under the message about it
 * @returns one of our commands, or the remedy that was picked
 * @throws `cancelled`
 */
export async function chooseAction(
  known: KnownProfile | undefined,
  state: TokenState | undefined,
  remedies: readonly ListedAction[] = [],
): Promise<UiCommand | ListedAction> {
  const items: (ProfileAction & vscode.QuickPickItem)[] =
    known === undefined || state === undefined ? [another()] : withRemedies(remedies, actionsOf(known, state));
  const title = known === undefined ? 'Token Deck' : plain(nameOf(known));
  const placeHolder = state === undefined ? undefined : plain(describeState(state), 200);
  const chosen = await vscode.window.showQuickPick(items, { title, ...(placeHolder && { placeHolder }) });
  const picked = chosen?.remedy ?? chosen?.command;
  if (picked === undefined) throw cancelled();
  return picked;
}

/** Remedies come first, and nothing twice. */
function withRemedies(
  remedies: readonly ListedAction[],
  actions: readonly ProfileAction[],
): (ProfileAction & vscode.QuickPickItem)[] {
  if (remedies.length === 0) return [...actions];
  const others = actions.filter(({ command }) => !remedies.some((remedy) => remedy.command === command));
  return [
    ...remedies.map((remedy) => ({ label: `$(${remedy.icon}) ${remedy.title}`, remedy })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...others,
  ];
}

/** What can be done with a profile in a state. */
export function actionsOf(known: KnownProfile, state: TokenState): ProfileAction[] {
  const edit: ProfileAction = { label: `$(edit) ${t('Edit Profile')}`, command: 'tokenDeck.ui.editProfile' };
  if (!known.usable) return [edit, diagnose(), another()];
  if (state.kind === 'signing-in') return [...waitingActions(), edit, diagnose(), another()];
  return [...tokenActions(known, state), edit, ...(isPasted(known) ? [] : [diagnose()]), another()];
}

function tokenActions(known: KnownProfile, state: TokenState): ProfileAction[] {
  const hasToken = ['valid', 'expiring', 'expired', 'stored'].includes(state.kind);
  if (isPasted(known)) {
    return [
      ...(hasToken ? [...copyActions(), inspect()] : []),
      { label: `$(lock) ${t('Replace Token…')}`, command: 'tokenDeck.ui.replaceToken' },
      ...(hasToken
        ? [{ label: `$(trash) ${t('Remove Token…')}`, command: 'tokenDeck.ui.removeToken' } satisfies ProfileAction]
        : []),
    ];
  }
  return [
    { label: `$(key) ${t('Get Token')}`, command: 'tokenDeck.ui.getToken' },
    ...(hasToken
      ? [{ label: `$(refresh) ${t('Renew Token')}`, command: 'tokenDeck.ui.renewToken' } satisfies ProfileAction]
      : []),
    ...copyActions(),
    ...(hasToken ? [inspect(), introspect()] : []),
    ...(hasToken && isLogin(known)
      ? [{ label: `$(person) ${t('Show User Info')}`, command: 'tokenDeck.ui.showUserInfo' } satisfies ProfileAction]
      : []),
    ...(state.kind === 'signed-out' && state.lacks === 'secret'
      ? [{ label: `$(lock) ${t('Set Secret…')}`, command: 'tokenDeck.ui.setSecret' } satisfies ProfileAction]
      : []),
    ...(isLogin(known)
      ? [
          {
            label: `$(account) ${t('Sign In as Someone Else…')}`,
            command: 'tokenDeck.ui.signInAsOther',
          } satisfies ProfileAction,
        ]
      : []),
    ...(hasToken
      ? [
          {
            label: `$(discard) ${t('Discard Token and Start Over')}`,
            command: 'tokenDeck.ui.discardToken',
          } satisfies ProfileAction,
          { label: `$(sign-out) ${t('Sign Out')}`, command: 'tokenDeck.ui.signOut' } satisfies ProfileAction,
        ]
      : []),
  ];
}

function waitingActions(): ProfileAction[] {
  return [
    { label: `$(link-external) ${t('Open Browser Again')}`, command: 'tokenDeck.ui.openBrowserAgain' },
    { label: `$(link) ${t('Copy Sign-In Link')}`, command: 'tokenDeck.ui.copyLoginLink' },
    { label: `$(clippy) ${t('Paste Sign-In Address…')}`, command: 'tokenDeck.ui.pasteAddress' },
    { label: `$(question) ${t('The Browser Shows an Error…')}`, command: 'tokenDeck.ui.browserError' },
    { label: `$(close) ${t('Cancel Sign-In')}`, command: 'tokenDeck.ui.cancelLogin' },
  ];
}

function copyActions(): ProfileAction[] {
  return [
    { label: `$(copy) ${t('Copy Token')}`, command: 'tokenDeck.ui.copyToken' },
    { label: `$(copy) ${t('Copy Authorization Header')}`, command: 'tokenDeck.ui.copyAuthorizationHeader' },
  ];
}

function inspect(): ProfileAction {
  return { label: `$(search) ${t('Inspect Token')}`, command: 'tokenDeck.ui.inspectToken' };
}

function introspect(): ProfileAction {
  return { label: `$(question) ${t('Introspect Token')}`, command: 'tokenDeck.ui.introspectToken' };
}

function diagnose(): ProfileAction {
  return { label: `$(pulse) ${t('Diagnose Profile')}`, command: 'tokenDeck.ui.diagnoseProfile' };
}

function another(): ProfileAction {
  return { label: `$(list-selection) ${t('Show Another Profile')}`, command: 'tokenDeck.ui.selectProfile' };
}
