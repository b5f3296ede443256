import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Fault } from '../../faults/fault';
import type { KnownProfile } from '../../profile/known';
import { installableSenders, type InstallableSender } from '../integrations/senders';
import type { Profiles } from '../profiles/profiles';
import { isLogin } from '../tokens/context-value';
import { AnotherWay } from '../tokens/token-ui';
import { ProfileItem } from '../ui/argument';
import type { UiCommand } from '../ui/contributions';
import { runUi, type Action } from '../ui/notify';
import { remediesFor, type Remedy } from '../ui/remedies';

interface RemedyParts {
  profiles: Profiles;
  login: () => Promise<typeof import('../login/browser-login')>;
  showLog: () => void;
}

/** A command for people that ended in a fault, with its argument. */
interface Failed {
  command: UiCommand;
  argument: unknown;
}

/** The buttons under a fault's message. */
export async function actionsFor(fault: Fault, failed: Failed, parts: RemedyParts): Promise<Action[]> {
  const { profiles, login, showLog } = parts;
  const known = fault.reference === undefined ? undefined : await profiles.find(fault.reference);
  const item = known && new ProfileItem(known);
  const tried = known === undefined ? undefined : await triedWays(fault, known, login);
  const run =
    (id: UiCommand, argument: unknown = item) =>
    () =>
      runUi(id, argument);
  const actions: Record<Remedy, () => Action[]> = {
    retry: () => [{ title: t('Retry'), run: run(failed.command, failed.argument ?? item) }],
    'another-way': () =>
      item === undefined || tried === undefined
        ? []
        : [{ title: t('Try Another Way'), run: run('tokenDeck.ui.getToken', new AnotherWay(item, tried)) }],
    'reload-window': () => [
      { title: t('Reload Window'), run: () => vscode.commands.executeCommand('workbench.action.reloadWindow') },
    ],
    'sign-in': () => [{ title: t('Sign In Again'), run: run('tokenDeck.ui.getToken') }],
    'set-secret': () => [{ title: t('Set Secret'), run: run('tokenDeck.ui.setSecret') }],
    'edit-profile': () => [{ title: t('Edit Profile'), run: run('tokenDeck.ui.editProfile') }],
    'add-profile': () => [{ title: t('Add Profile'), run: run('tokenDeck.ui.addProfile', undefined) }],
    'install-sender': () => installableSenders.map((sender) => installAction(sender, failed)),
    'trust-workspace': () => [
      { title: t('Manage Workspace Trust'), run: () => vscode.commands.executeCommand('workbench.trust.manage') },
    ],
    'manage-access': () => [{ title: t('Manage Access'), run: run('tokenDeck.ui.manageAccess', undefined) }],
    'show-log': () => [{ title: t('Show Log'), run: showLog }],
  };
  const hasProfiles = (await profiles.shown()).length > 0;
  const about = known && { signsIn: isLogin(known), hasAnotherWay: tried !== undefined };
  return remediesFor(fault.code, about, hasProfiles).flatMap((remedy) => actions[remedy]());
}

/** Installs an extension that sends requests, as VS Code's own view does, then offers to go on. */
function installAction({ extension, name }: InstallableSender, { command, argument }: Failed): Action {
  return {
    title: t('Install {extension}', { extension: name }),
    run: async () => {
      await vscode.commands.executeCommand('workbench.extensions.installExtension', extension);
      const again = t('Try Again');
      const message = t('{extension} is installed.', { extension: name });
      if ((await vscode.window.showInformationMessage(message, again)) === again) await runUi(command, argument);
    },
  };
}

/** The ways that a failed login has tried, if another way is left. */
async function triedWays(
  { tried }: Fault,
  known: KnownProfile,
  login: RemedyParts['login'],
): Promise<readonly string[] | undefined> {
  if (tried === undefined || !known.usable) return undefined;
  return (await login()).isAnotherWayLeft(known.settings.redirect, tried) ? tried : undefined;
}
