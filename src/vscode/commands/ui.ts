import * as vscode from 'vscode';
import type { Fault } from '../../faults/fault';
import { cancelled, isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { headerLine } from '../../http/request';
import { grants } from '../../profile/grants/table';
import { exactReferenceOf, nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { formatLeft } from '../../base/duration';
import { lifetimeOf } from '../../tokens/freshness';
import type { GetOptions, TokenService } from '../../tokens/service';
import { usable } from '../../profile/usable';
import type { TokenSet } from '../../storage/token-set';
import { copySecret } from '../ui/clipboard';
import type { Side } from '../jwt/comparison';
import type { Consent } from '../access/consent';
import type { UiCommand } from '../ui/contributions';
import type { Subject } from '../jwt/inspector';
import { sendRequest } from '../integrations/send-request';
import { offer, profileCodes, secretCodes, showFault, type Action } from '../ui/notify';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Target } from '../profiles/target';
import type { ProfileItem } from '../ui/argument';
import { jwtUiCommands } from '../jwt/jwt-ui';
import { manageAccess } from '../access/manage-access';
import type { ProfileCommands } from '../profiles/profile-commands';
import { terminalSelection } from '../jwt/terminal-selection';
import { bearerOf, type TokenCommands } from '../tokens/token-commands';

/** What the commands for people need beside those for programs. */
export interface UiParts {
  target: Target;
  profiles: Profiles;
  service: TokenService;
  consent: Consent;
  tokens: TokenCommands;
  profileCommands: () => Promise<ProfileCommands>;
  login: typeof import('../login/browser-login');
  /** Items of the sidebar; a class of the main bundle, so that nobody else can make what counts as one. */
  itemOf: (known: KnownProfile) => ProfileItem;
  isItem: (argument: unknown) => boolean;
  states: States;
  inspect: (subject: Subject) => Promise<void>;
  compare: (left: Side, right: Side) => Promise<void>;
  pasteAddress: () => Promise<void>;
  moveSecret: (argument: unknown) => Promise<void>;
  showLog: () => void;
}

type Handler = (argument: unknown) => Promise<unknown>;

/** The commands for people, by id: they run the functions of the public ones, show a failure once, and resolve. */
export function uiCommandTable(parts: UiParts): Record<UiCommand, (argument: unknown) => Promise<void>> {
  const { target, profiles, service, tokens, profileCommands, login } = parts;
  // Only the sidebar names a profile here. A program that named one would get by tokenDeck.automation; and menus of
  // editors pass what they are about, which is no profile.
  const fromMenu = (argument: unknown) => (parts.isItem(argument) ? argument : undefined);

  const getToken = async (argument: unknown, options: GetOptions): Promise<void> => {
    const profile = await target.usable(fromMenu(argument));
    let set: TokenSet;
    try {
      set = await withProgress(profile, (signal) => tokens.issue(profile, 'person', { ...options, signal }));
    } catch (thrown) {
      throw attach(thrown, profile);
    }
    await offer(vscode.window.showInformationMessage, gotMessage(profile, set), [
      { title: 'Copy Token', run: () => copySecret(bearerOf(set, profile.settings, profile)) },
      { title: 'Copy Header', run: () => copySecret(headerOf(profile, set)) },
      {
        title: 'Inspect',
        run: () => guard(async () => parts.inspect(subjectOf(profile, set)))(undefined),
      },
    ]);
  };

  const issueAnd = (use: (profile: UsableProfile, set: TokenSet) => Promise<unknown>) => async (argument: unknown) => {
    const profile = await target.usable(fromMenu(argument));
    try {
      await use(profile, await withProgress(profile, (signal) => tokens.issue(profile, 'person', { signal })));
    } catch (thrown) {
      throw attach(thrown, profile);
    }
  };

  const actionsFor = (fault: Fault): Action[] => {
    const known = profileOf.get(fault);
    const item = known === undefined ? undefined : parts.itemOf(known);
    const tried = known?.usable === true ? login.triedBefore(fault, known.settings.redirect) : undefined;
    return [
      ...(tried === undefined
        ? []
        : [{ title: 'Try Another Way', run: () => guard(() => getToken(item, { not: tried }))(undefined) }]),
      ...(item !== undefined && secretCodes.has(fault.code)
        ? [{ title: 'Set Secret', run: () => table['tokenDeck.ui.setSecret'](item) }]
        : []),
      ...(item !== undefined && profileCodes.has(fault.code)
        ? [{ title: 'Edit Profile', run: () => table['tokenDeck.ui.editProfile'](item) }]
        : []),
      { title: 'Show Log', run: () => parts.showLog() },
    ];
  };
  const guard =
    (handler: Handler) =>
    async (argument: unknown): Promise<void> => {
      try {
        await handler(argument);
      } catch (thrown) {
        await showFault(thrown, actionsFor);
      }
    };

  const guardAll = <K extends string>(handlers: Record<K, Handler>) =>
    Object.fromEntries(
      Object.entries<Handler>(handlers).map(([id, handler]) => [id, guard(handler)]),
    ) as unknown as Record<K, ReturnType<typeof guard>>;

  const signedOut = async (argument: unknown) => {
    const known = await target.usable(argument);
    await service.forget(known);
    vscode.window.setStatusBarMessage(`$(sign-out) ${plain(nameOf(known))}: signed out`, 4000);
  };

  const table: Record<UiCommand, (argument: unknown) => Promise<void>> = {
    'tokenDeck.ui.getToken': guard((argument) => getToken(argument, {})),
    'tokenDeck.ui.renewToken': guard((argument) => getToken(argument, { forceRefresh: true })),
    'tokenDeck.ui.signInAsOther': guard(async (argument) => {
      const isLogin = (known: KnownProfile) => known.usable && grants[known.settings.grant].obtained === 'login';
      await getToken(parts.itemOf(await target.profile(fromMenu(argument), true, isLogin)), { otherAccount: true });
    }),
    'tokenDeck.ui.copyToken': guard(
      issueAnd(async (profile, set) => {
        await copySecret(bearerOf(set, profile.settings, profile));
        copied('token', profile);
      }),
    ),
    'tokenDeck.ui.copyAuthorizationHeader': guard(
      issueAnd(async (profile, set) => {
        await copySecret(headerOf(profile, set));
        copied('header', profile);
      }),
    ),
    'tokenDeck.ui.insertAuthorizationHeader': guard((argument) =>
      tokens.insertAuthorizationHeader(fromMenu(argument), 'person'),
    ),
    'tokenDeck.ui.insertToken': guard(() => tokens.insertAuthorizationHeader({ as: 'token' }, 'person')),
    'tokenDeck.ui.sendRequest': guard(() =>
      sendRequest(profiles, async (known) =>
        bearerOf(await tokens.issue(usable(known), 'person', {}), usable(known).settings, known),
      ),
    ),
    'tokenDeck.ui.addProfile': guard(async () => {
      const id = await (await profileCommands()).addProfile(undefined);
      const known = await profiles.named(`personal:${id}`);
      await profiles.select(known);
      await offer(vscode.window.showInformationMessage, `${plain(nameOf(known))} was added.`, [
        { title: 'Get Token', run: () => table['tokenDeck.ui.getToken'](parts.itemOf(known)) },
      ]);
    }),
    'tokenDeck.ui.editProfile': guard(async (argument) => (await profileCommands()).editProfile(fromMenu(argument))),
    'tokenDeck.ui.duplicateProfile': guard(async (argument) => {
      const id = await (await profileCommands()).duplicateProfile(fromMenu(argument));
      await (await profileCommands()).editProfile(`personal:${id}`);
    }),
    'tokenDeck.ui.removeProfile': guard(async (argument) => {
      const known = await target.profile(fromMenu(argument));
      await confirmRemoval(known);
      await (await profileCommands()).removeProfile(parts.itemOf(known));
    }),
    'tokenDeck.ui.setSecret': guard(async (argument) => {
      const known = await target.usable(fromMenu(argument));
      await (await profileCommands()).setSecret(parts.itemOf(known));
      await offer(vscode.window.showInformationMessage, `${plain(nameOf(known))}: the secret is stored.`, [
        { title: 'Get Token', run: () => table['tokenDeck.ui.renewToken'](parts.itemOf(known)) },
      ]);
    }),
    'tokenDeck.ui.selectProfile': guard(async (argument) =>
      (await profileCommands()).selectProfile(fromMenu(argument)),
    ),
    'tokenDeck.ui.signOut': guard((argument) => signedOut(fromMenu(argument))),
    'tokenDeck.ui.signOutAll': guard(() => tokens.signOut({ all: true })),
    'tokenDeck.ui.inspectToken': guard(issueAnd(async (profile, set) => parts.inspect(subjectOf(profile, set)))),
    ...guardAll(jwtUiCommands(parts)),
    'tokenDeck.ui.inspectTerminalSelection': guard(async () =>
      parts.inspect({ token: await terminalSelection(), title: 'JWT' }),
    ),
    'tokenDeck.ui.pasteAddress': guard(() => parts.pasteAddress()),
    'tokenDeck.ui.copyRedirectUri': guard(async (argument) => {
      const known = await target.usable(fromMenu(argument));
      await copyRedirectUri(login.redirectUris(known.settings.redirect));
    }),
    'tokenDeck.ui.manageAccess': guard(() => manageAccess(parts.consent)),
    'tokenDeck.ui.moveSecret': guard((argument) => parts.moveSecret(argument)),
    'tokenDeck.ui.showActions': guard(() => showActions(profiles, parts.itemOf)),
    'tokenDeck.ui.showLog': guard(async () => parts.showLog()),
  };
  return table;
}

/** The profile that a fault happened to, for the buttons under its message. */
const profileOf = new WeakMap<Error, KnownProfile>();

function attach(thrown: unknown, known: KnownProfile): unknown {
  if (isFault(thrown)) profileOf.set(thrown, known);
  return thrown;
}

/** A login shows its own progress; other requests show one that can be cancelled. */
function withProgress<T>(profile: UsableProfile, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (grants[profile.settings.grant].obtained !== 'request') return run(new AbortController().signal);
  const title = `Getting a token of ${plain(nameOf(profile))}`;
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return run(abort.signal);
      },
    ),
  );
}

function gotMessage(profile: UsableProfile, set: TokenSet): string {
  const { expiresAt } = lifetimeOf(set, profile.settings.use);
  const validity =
    expiresAt === undefined
      ? 'The server did not say how long the token is valid.'
      : `The token is valid for ${formatLeft(Math.max(0, expiresAt - Date.now()))}.`;
  return `${plain(nameOf(profile))}: ${validity}`;
}

/** A profile's token, and where it can be found again. */
function subjectOf(profile: UsableProfile, set: TokenSet): Subject {
  const token = bearerOf(set, profile.settings, profile);
  return { token, title: nameOf(profile), reference: { profile: exactReferenceOf(profile) } };
}

function headerOf(profile: UsableProfile, set: TokenSet): string {
  const { settings } = profile;
  return headerLine(settings.headerName, settings.headerPrefix, bearerOf(set, settings, profile));
}

function copied(what: string, profile: UsableProfile): void {
  vscode.window.setStatusBarMessage(`$(check) ${plain(nameOf(profile))}: ${what} copied`, 4000);
}

async function copyRedirectUri(uris: readonly string[]): Promise<void> {
  const [only, ...more] = uris;
  const uri =
    more.length === 0
      ? only
      : await vscode.window.showQuickPick(uris, { title: 'Redirect URI to register at the provider' });
  if (uri === undefined) throw cancelled();
  await vscode.env.clipboard.writeText(uri);
  vscode.window.setStatusBarMessage('$(check) Redirect URI copied', 4000);
}

/** What one can do with the profile in the status bar. */
async function showActions(profiles: Profiles, itemOf: UiParts['itemOf']): Promise<void> {
  const known = await profiles.selection();
  const item = known === undefined ? undefined : itemOf(known);
  const actions: { label: string; command: UiCommand }[] = [
    { label: '$(refresh) Get Token', command: 'tokenDeck.ui.getToken' },
    { label: '$(sync) Discard and Get a New Token', command: 'tokenDeck.ui.renewToken' },
    { label: '$(copy) Copy Token', command: 'tokenDeck.ui.copyToken' },
    { label: '$(copy) Copy Authorization Header', command: 'tokenDeck.ui.copyAuthorizationHeader' },
    { label: '$(search) Inspect Token', command: 'tokenDeck.ui.inspectToken' },
    { label: '$(sign-out) Sign Out', command: 'tokenDeck.ui.signOut' },
    { label: '$(edit) Edit Profile', command: 'tokenDeck.ui.editProfile' },
    { label: '$(list-selection) Show Another Profile', command: 'tokenDeck.ui.selectProfile' },
  ];
  const title = known === undefined ? 'Token Deck' : plain(nameOf(known));
  const chosen = await vscode.window.showQuickPick(actions, { title, placeHolder: 'What to do with it?' });
  if (chosen === undefined) throw cancelled();
  await vscode.commands.executeCommand(
    chosen.command,
    chosen.command === 'tokenDeck.ui.selectProfile' ? undefined : item,
  );
}

/** Asks before a profile is removed. @throws `cancelled` */
async function confirmRemoval(known: KnownProfile): Promise<void> {
  const remove: vscode.MessageItem = { title: 'Remove' };
  const detail =
    known.home.kind === 'team'
      ? 'It is taken out of .vscode/token-deck.json, and its token is forgotten.'
      : 'Its token is forgotten, and its secret too where no other profile uses it.';
  const chosen = await vscode.window.showWarningMessage(
    `Remove the profile “${plain(nameOf(known))}”?`,
    { modal: true, detail },
    remove,
  );
  if (chosen !== remove) throw cancelled();
}
