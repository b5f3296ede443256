import * as vscode from 'vscode';
import type { Disposables } from '../base/disposables';
import { lazy } from '../base/lazy';
import { Ticker } from '../base/ticker';
import type { Fault } from '../faults/fault';
import type { ProvenRequest } from '../oauth/dpop';
import type { ExchangeEvent } from '../oauth/exchange-event';
import { exchangeLine } from '../oauth/exchange-line';
import { Transcript } from '../oauth/transcript';
import { exactReferenceOf, identityOf, type UsableProfile } from '../profile/known';
import { DpopKeys } from '../storage/dpop-keys';
import { FallbackStorage } from '../storage/fallback';
import { FolderMove } from '../storage/folder-move';
import { ProfileNames } from '../storage/profile-names';
import { ProfileStore } from '../storage/profiles';
import { SecretsStore } from '../storage/secrets';
import { StoredSecrets } from '../storage/stored-secrets';
import { TokenUses } from '../storage/token-uses';
import { TokenStore } from '../storage/tokens';
import { noLock, type WindowLock } from '../storage/window-lock';
import { ClientSecrets, type SecretInteraction } from '../tokens/client-secrets';
import { TokenService } from '../tokens/service';
import { TokenChanges } from '../tokens/token-changes';
import { TokenIndex } from '../tokens/token-index';
import { Answers } from '../vscode/access/answers';
import { bringAutomation } from '../vscode/access/automation-answers';
import { Consent } from '../vscode/access/consent';
import { Gate, passageLine } from '../vscode/access/gate';
import { Accounts } from '../vscode/integrations/accounts';
import { WaitingRequests } from '../vscode/integrations/waiting-requests';
import { IgnoredLeaks } from '../vscode/marks/ignored-leaks';
import { FolderIds } from '../vscode/profiles/folder-ids';
import { Profiles } from '../vscode/profiles/profiles';
import { States } from '../vscode/profiles/states';
import { Target } from '../vscode/profiles/target';
import { TeamFiles } from '../vscode/profiles/team-files';
import { secretCopier } from '../vscode/ui/clipboard';
import { onSettingChange, setting } from '../vscode/ui/configuration';
import { contextKeys } from '../vscode/ui/contributions';
import type { Log } from '../vscode/ui/log';
import { createAudit } from './audit-parts';
import { createDiagnosisParts } from './diagnosis-parts';
import { createJwtParts } from './jwt-parts';
import { createLoginParts } from './login-parts';
import { createProfileParts } from './profile-parts';

/** The parts that the features share, by name. */
export type Parts = ReturnType<typeof createParts>;

/**
 * Constructs the parts that the features share, and wires them. Parts that only commands need are loaded with the first
 * such command.
 */
export function createParts(context: vscode.ExtensionContext, log: Log, disposables: Disposables) {
  const { secrets: secretStorage } = context;
  const now = Date.now;
  const { line } = log;
  const transcript = new Transcript();

  const parse = lazy(async () => (await import('../profile/parse')).parseProfile);
  const teamFile = lazy(() => import('../profile/team-file'));
  const oauth = lazy(async () => {
    const [{ OAuthClient }, { usualWay, waysTo }] = await Promise.all([
      import('../oauth/client'),
      import('../oauth/ways'),
    ]);
    const ofSystem = () => vscode.workspace.getConfiguration('http').get('systemCertificates') !== false;
    const fetchFor = waysTo(await usualWay((url, init) => fetch(url, init)), ofSystem, now);
    const onExchange = (event: ExchangeEvent) => {
      transcript.add(event);
      line(exchangeLine(event));
    };
    return new OAuthClient({ fetchFor, now, log: line, onExchange });
  });

  const fileLock = lazy(async (): Promise<WindowLock> => {
    const { scheme, fsPath } = vscode.Uri.joinPath(context.globalStorageUri, 'locks');
    if (scheme !== 'file') return noLock;
    const { FileLock } = await import('../storage/window-lock.node');
    return new FileLock(fsPath, line);
  });
  const lock: WindowLock = {
    run: async (...turn) => (await fileLock()).run(...turn),
    isHeld: async (name) => (await fileLock()).isHeld(name),
  };

  const storage = new FallbackStorage(secretStorage, line);
  disposables.add(
    storage.onDidFail(() => {
      void import('../vscode/ui/storage-warning').then(({ warnOfStorage }) => warnOfStorage(() => log.show()));
    }),
  );
  const store = new ProfileStore(storage, parse, line);
  const secrets = new SecretsStore(storage, line);
  const storedSecrets = new StoredSecrets(storage);
  const tokens = new TokenStore(storage, () => setting('persistTokens'), line);
  const answers = new Answers(context.globalState, now);
  const consent = new Consent(answers);
  const folderIds = new FolderIds(context.workspaceState, () => crypto.randomUUID());
  const folderMove = new FolderMove(storage, tokens, line);
  const files = new TeamFiles(
    (uri) => folderIds.of(uri),
    async (known) => {
      await folderMove.bring(known);
      await bringAutomation(answers, known).catch(() => line('answers about a folder could not all be moved'));
    },
    parse,
    async () => (await teamFile()).parseTeamFile,
    line,
  );
  const profiles = new Profiles(store, files, context.workspaceState, line);
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 1000));
  // Where these cannot be stored, nothing is lost: no need to keep them in memory, or to warn.
  const names = new ProfileNames(secretStorage, () => profiles.shown(), settle, line);
  disposables.add(profiles.onDidChange(() => void names.update()));
  const loginParts = createLoginParts({ storage: secretStorage, secrets, oauth, lock, now, line }, disposables);
  const { redirectUris, browserLogin, registrations, waiting, handOff } = loginParts;
  const interaction: SecretInteraction = {
    askSecret: async (...question) => (await import('../vscode/profiles/ask-secret')).askSecret(...question),
    mayUse: (known, generation, interactive) => consent.mayUse(known, generation, interactive),
    mayContact: (known, origins, interactive) => consent.mayContact(known, origins, interactive),
    rememberTyped: (known, generation) => consent.rememberTyped(known, generation),
  };
  const clientSecrets = new ClientSecrets(secrets, interaction, new DpopKeys(secrets, lock));
  const service: TokenService = new TokenService({
    tokens,
    clientSecrets,
    oauth,
    login: async (...attempt) => (await browserLogin()).login(...attempt),
    others: {
      find: (name, from) => profiles.meantBy(from, name),
      checkDestination: (...question) => consent.checkDestination(...question),
      told: ({ byProgram, ...passage }, run) =>
        gate.told({ ...passage, door: 'exchange', caller: byProgram ? 'program' : 'person' }, run),
    },
    ...{ lock, shared: secretStorage },
    now,
    log: line,
  });
  const states = new States(service, tokens, storedSecrets, waiting, now);
  const target = new Target(profiles, states);
  const ticker = new Ticker(now);
  const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const index = new TokenIndex(tokens, profiles, (profile) => service.keyOf(profile), rest);
  const gate: Gate = new Gate({
    get: (profile, options) => service.get(profile, options),
    openAgain(profile) {
      const again = waiting.of(profile)?.openAgain();
      again?.catch(() => line('the browser could not be opened again for a login that waits'));
    },
    peek: (profile) => service.peek(profile),
    involved: (profile) => service.involved(profile),
    checkAutomation: (...question) => consent.checkAutomation(...question),
    checkDestination: (...question) => consent.checkDestination(...question),
    isCurrent: (profile) => profiles.isCurrent(profile),
    used: (profile) => profiles.used(profile),
  });
  disposables.add(gate.onDidPass((passed) => line(passageLine(passed))));
  // The dates may be lost where SecretStorage fails, so they are not kept in memory.
  const uses = new TokenUses(secretStorage, now);
  disposables.add(
    gate.onDidPass(({ profile, refused }) => {
      if (refused !== undefined || !setting('persistTokens')) return;
      void service.keyOf(profile).then((key) => {
        const set = tokens.peek(key);
        if (set !== undefined) void uses.note(key, set.obtainedAt);
      });
    }),
  );
  const copySecret = secretCopier(secretStorage, now, disposables);
  const audit = createAudit(
    { gate, folder: vscode.Uri.joinPath(context.globalStorageUri, 'audit'), now, line },
    disposables,
  );
  const ignoredLeaks = new IgnoredLeaks(context.workspaceState);
  const showIgnored = () =>
    void vscode.commands.executeCommand('setContext', contextKeys.leaksIgnored, ignoredLeaks.all.length > 0);
  if (ignoredLeaks.all.length > 0) showIgnored();
  disposables.add(ignoredLeaks.onDidChange(showIgnored));

  const requests = lazy(async () => {
    const { ProviderRequests } = await import('../tokens/provider-requests');
    return new ProviderRequests(clientSecrets, oauth);
  });
  const signOut = lazy(async () => {
    const { SignOut } = await import('../tokens/sign-out');
    const every = () => profiles.shown();
    return new SignOut({ service, clientSecrets, requests: await requests(), profiles: every, now, log: line });
  });
  const tokenChanges = lazy(async () => {
    // One that cannot be read counts as none.
    await tokens.load(rest).catch(() => undefined);
    return disposables.add(new TokenChanges(profiles, service, states, line));
  });
  const accounts = new Accounts({ profiles, target, gate, signOut, tokenChanges });
  const prove = async (profile: UsableProfile, token: string, request: ProvenRequest) =>
    (await oauth()).prove(await clientSecrets.clientOf(profile), token, request);
  const remediesOf = async (fault: Fault) => {
    const { actionsFor } = await import('../vscode/commands/ui');
    return actionsFor(fault, { command: 'tokenDeck.ui.sendRequest', argument: undefined }, { profiles });
  };
  const tokenCommands = lazy(async () => {
    const { TokenCommands } = await import('../vscode/tokens/token-commands');
    return new TokenCommands(target, gate, prove, copySecret);
  });
  const providerCommands = lazy(async () => {
    const { ProviderCommands } = await import('../vscode/tokens/provider-commands');
    const made = { requests: await requests(), signOut: await signOut() };
    const { diagnose } = diagnosisParts;
    return new ProviderCommands({ diagnose, target, states, gate, service, ...made });
  });
  const profileParts = createProfileParts(
    {
      ...{ target, profiles, store, secrets, tokens, service, consent, clientSecrets },
      ...{ oauth, files, teamFile, parse, line },
      unregister: async (known) => (await registrations()).remove(known, await clientSecrets.clientOf(known)),
    },
    disposables,
  );
  const jwtParts = createJwtParts(
    { profiles, consent, clientSecrets, oauth, gate, index, now, copySecret, extensionUri: context.extensionUri },
    disposables,
  );

  const { version } = context.extension.packageJSON as { version: string };
  const isInBrowser = context.globalStorageUri.scheme !== 'file';
  const valuesToHide = async () => (await import('../storage/stored-values')).storedValues(storage, tokens);
  const diagnosisParts = createDiagnosisParts({
    ...{ clientSecrets, secrets, oauth, service, redirectUris, version, isInBrowser, now, storedValues: valuesToHide },
    profiles: () => profiles.shown(),
    exchanges: () => transcript.exchanges,
  });

  const copyLog = async () => {
    const { copyLog: copy } = await import('../vscode/ui/copy-log');
    const references = (await profiles.shown()).map((known) => [exactReferenceOf(known), identityOf(known)]);
    const { exchanges } = transcript;
    const known = { at: now(), exchanges, lines: log.lines, secrets: await valuesToHide(), references };
    await copy({ version, system: await diagnosisParts.system() }, known, () => log.show());
  };

  disposables.add(storage, store, tokens, storedSecrets, files, profiles, ticker, index);
  disposables.add(files.onDidChange(() => void profileParts.diagnostics().then((shown) => shown.refresh())));
  // Diagnostics appear as soon as a team file is read.
  void files.firstRead.then(() => profileParts.diagnostics());
  const forgetStored = () => {
    if (setting('persistTokens')) return;
    tokens.forgetStored().catch(() => line('stored tokens could not be removed from SecretStorage'));
  };
  const loadTokens = async () => {
    const loaded = await Promise.allSettled([index.fill(), storedSecrets.load()]);
    if (loaded.some(({ status }) => status === 'rejected')) line('stored tokens could not all be read');
    void names.update();
    await handOff.sweep().catch(() => line('left redirects could not be looked for in SecretStorage'));
  };
  const collectTokens = async () => {
    if (!setting('persistTokens')) return;
    const { collectTokens: collect } = await import('../storage/token-collection');
    await collect(tokens, uses, now, rest).catch(() => line('unused tokens could not be collected'));
  };
  disposables.add(
    onSettingChange('persistTokens', () => {
      forgetStored();
      void loadTokens();
    }),
  );
  forgetStored();
  void answers.dropOld();

  return {
    ...{ now, store, names, secrets, tokens, profiles, consent, service, states },
    ...{ target, ticker, index, gate, waiting, ignoredLeaks, copySecret, audit },
    ...{
      parse,
      redirectUris,
      redirects: loginParts.redirects,
      accounts,
      tokenChanges,
      tokenCommands,
      providerCommands,
      requests,
      signOut,
    },
    ...profileParts,
    ...jwtParts,
    ...diagnosisParts,
    ...{ loadTokens, collectTokens, prove, remediesOf, line },
    told: context.globalState,
    waitingRequests: new WaitingRequests(context.workspaceState),
    showLog: () => log.show(),
    copyLog,
  };
}
