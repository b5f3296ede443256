import * as vscode from 'vscode';
import { lazy } from './base/lazy';
import type { ExchangeEvent } from './oauth/exchange';
import type { Fetch } from './oauth/transport';
import { nameOf, type KnownProfile } from './profile/known';
import { ProfileStore } from './storage/profiles';
import { SecretsStore } from './storage/secrets';
import { TokenStore } from './storage/tokens';
import { TokenService } from './tokens/service';
import { ProfileItem } from './vscode/ui/argument';
import { publicCommandTable } from './vscode/commands/public';
import { onSettingChange, setting } from './vscode/ui/configuration';
import { Consent } from './vscode/access/consent';
import { comparisonScheme, contextKeys, inspectorView, profileScheme, uiCommands } from './vscode/ui/contributions';
import { JwtHover } from './vscode/jwt/hover';
import type { Subject } from './vscode/jwt/inspector';
import { Log } from './vscode/ui/log';
import { PendingLogins } from './vscode/login/pending';
import { documentUri, ProfileDocuments } from './vscode/profiles/profile-documents';
import { Profiles } from './vscode/profiles/profiles';
import { States } from './vscode/profiles/states';
import { StatusBar } from './vscode/tokens/status-bar';
import { Target } from './vscode/profiles/target';
import { TeamFiles } from './vscode/profiles/team-files';
import { Ticker } from './base/ticker';
import { ProfileTree } from './vscode/tokens/tree';
import { RedirectHandler } from './vscode/login/uri-handler';

/** Constructs, wires and subscribes; awaits nothing, and loads nothing that the first command could load. */
export function activate(context: vscode.ExtensionContext): void {
  const { secrets: secretStorage, subscriptions, extensionUri } = context;
  const now = Date.now;
  const log = new Log();

  // Bundles of their own, loaded at first use.
  const parse = lazy(async () => (await import('./profile/parse')).parseProfile);
  const teamFile = lazy(() => import('./profile/team-file'));
  const loginModule = lazy(() => import('./vscode/login/browser-login'));
  const oauth = lazy(async () => {
    const [{ OAuthClient }, { exchangeLine }] = await Promise.all([
      import('./oauth/client'),
      import('./oauth/exchange-line'),
    ]);
    const send: Fetch = (url, init) => fetch(url, init);
    const onExchange = (event: ExchangeEvent) => log.line(exchangeLine(event));
    return new OAuthClient({ fetchFor: () => send, now, log: log.line, onExchange });
  });

  const store = new ProfileStore(secretStorage, parse, log.line);
  const secrets = new SecretsStore(secretStorage, log.line);
  const tokenStore = new TokenStore(secretStorage, () => setting('persistTokens'), log.line);
  const files = new TeamFiles(parse, async () => (await teamFile()).parseTeamFile, log.line);
  const profiles = new Profiles(store, files, context.workspaceState, log.line);
  const consent = new Consent(context.globalState);
  const pending = new PendingLogins((count) => {
    void vscode.commands.executeCommand('setContext', contextKeys.loginPending, count > 0);
  });
  const browserLogin = lazy(async () => new (await loginModule()).BrowserLogin(pending, log.line));
  const clientSecrets = lazy(async () => {
    const [{ ClientSecrets }, { askSecret }] = await Promise.all([
      import('./tokens/client-secrets'),
      import('./vscode/profiles/ask-secret'),
    ]);
    return new ClientSecrets(secrets, {
      askSecret,
      mayUseSecret: (known, interactive) => consent.mayUseSecret(known, interactive),
      rememberSecretUse: (known) => consent.rememberSecretUse(known),
    });
  });
  const service = new TokenService({
    tokens: tokenStore,
    clientSecrets,
    oauth,
    login: async (...login) => (await browserLogin()).login(...login),
    now,
    log: log.line,
  });

  const states = new States(service, now);
  const ticker = new Ticker(now);
  const tree = new ProfileTree(profiles, states, ticker);
  const statusBar = new StatusBar(profiles, states, ticker);
  const redraw = () => {
    tree.refresh();
    statusBar.refresh();
  };

  const target = new Target(profiles, states);
  const tokens = lazy(async () => {
    const { TokenCommands } = await import('./vscode/tokens/token-commands');
    return new TokenCommands(target, profiles, service, consent);
  });
  const showDocument = async (id: string) => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(documentUri(id)));
  };
  const wizard = async (): Promise<string> => {
    const { runWizard } = await import('./vscode/wizard/wizard');
    const { profile, secrets } = await runWizard({
      discover: async (issuer) => void (await (await oauth()).metadata(issuer)),
      takenIds: async () => new Set((await profiles.all()).map(({ id }) => id)),
    });
    return (await profileCommands()).addProfile({ ...profile, ...secrets });
  };
  const profileCommands = lazy(async () => {
    const { ProfileCommands } = await import('./vscode/profiles/profile-commands');
    return new ProfileCommands(
      ...([target, profiles, store, secrets, service, consent, files, teamFile, parse, showDocument, wizard] as const),
    );
  });
  const documents = new ProfileDocuments(store, parse, async (profile) =>
    (await profileCommands()).save(profile, true),
  );
  const diagnostics = lazy(async () => {
    const { TeamDiagnostics } = await import('./vscode/profiles/team-diagnostics');
    const made = new TeamDiagnostics(files, await teamFile(), await parse(), secrets, consent);
    subscriptions.push(made);
    return made;
  });
  const jwtCommands = lazy(async () => {
    const { JwtCommands } = await import('./vscode/jwt/jwt-commands');
    return new JwtCommands(profiles, oauth, consent, now);
  });
  const inspectors = lazy(async () => {
    const { Inspectors } = await import('./vscode/jwt/inspector');
    return new Inspectors({ extensionUri, profiles, states, jwtCommands, now });
  });
  const inspect = async (subject: Subject) => (await inspectors()).open(subject);
  const decode = async (argument: unknown) => {
    const { subjectOfArgument } = await import('./vscode/jwt/decode');
    await inspect(await subjectOfArgument(argument));
  };
  const comparisons = lazy(async () => {
    const { Comparisons } = await import('./vscode/jwt/comparison');
    const made = new Comparisons();
    subscriptions.push(made);
    return made;
  });
  const compare = async (argument: unknown) => (await comparisons()).compareJwts(argument);
  const showLog = () => log.show();
  const jwtHover = lazy(() => import('./vscode/jwt/jwt-hover'));
  const hover = new JwtHover(async (found, place) => {
    const { hoverOf } = await jwtHover();
    const origin = await originOf(found.text);
    return hoverOf(found, place, origin && nameOf(origin), now());
  });
  /** The profile whose token that is. */
  const originOf = async (token: string): Promise<KnownProfile | undefined> => {
    for (const known of await profiles.shown()) {
      const { set } = await states.withSet(known);
      if (set !== undefined && (set.accessToken === token || set.idToken === token)) return known;
    }
    return undefined;
  };

  const ui = lazy(async () => {
    const { uiCommandTable } = await import('./vscode/commands/ui');
    const login = await loginModule();
    return uiCommandTable({
      ...{ target, profiles, states, service, consent, profileCommands, login, inspect, showLog },
      tokens: await tokens(),
      compare: async (left, right) => (await comparisons()).show(left, right),
      itemOf: (known: KnownProfile) => new ProfileItem(known),
      isItem: (argument) => argument instanceof ProfileItem,
      pasteAddress: () => login.pasteAddress(pending),
      moveSecret: async (argument) => (await diagnostics()).moveSecret(argument),
    });
  });

  const markJwts = async () => {
    const marks = await import('./vscode/marks/marks');
    subscriptions.push(marks.markJwts({ profiles, ticker, originOf, inspect, now }));
  };

  const forgetStored = () => {
    if (setting('persistTokens')) return;
    tokenStore.forgetStored().catch(() => log.line('stored tokens could not be taken out of SecretStorage'));
  };

  subscriptions.push(
    ...[log, store, tokenStore, files, profiles, documents, ticker, tree, statusBar],
    service.onDidChange(redraw),
    tokenStore.onDidChange(redraw),
    files.onDidChange(() => void diagnostics().then((shown) => shown.refresh())),
    onSettingChange('persistTokens', forgetStored),
    vscode.workspace.registerFileSystemProvider(profileScheme, documents, { isCaseSensitive: true }),
    vscode.languages.registerHoverProvider('*', hover),
    vscode.window.registerWebviewPanelSerializer(inspectorView, {
      deserializeWebviewPanel: async (panel, state) => (await inspectors()).restore(panel, state),
    }),
    vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, {
      provideTextDocumentContent: async (uri) => (await comparisons()).textOf(uri),
    }),
    vscode.window.registerUriHandler(new RedirectHandler(pending, vscode.env.uiKind === vscode.UIKind.Web, log.line)),
    ...Object.entries(publicCommandTable({ tokens, profileCommands, jwtCommands, decode, compare, showLog })).map(
      ([id, handler]) => vscode.commands.registerCommand(id, handler),
    ),
    ...uiCommands.map((id) => vscode.commands.registerCommand(id, async (argument) => (await ui())[id](argument))),
  );
  statusBar.refresh();
  forgetStored();
  // Marks can wait until VS Code is at rest.
  setTimeout(() => void markJwts(), 1000);
  // What is wrong with a file of team profiles shows as soon as one is read.
  void files.firstRead.then(() => diagnostics());
}
