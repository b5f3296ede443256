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
import { runUi, type ListedAction } from '../ui/notify';
import { remediesFor, type Remedy } from '../ui/remedies';

interface RemedyParts {
  profiles: Profiles;
  login: () => Promise<typeof import('../login/browser-login')>;
}

/** A command for people that ended in a fault, with its argument. */
interface Failed {
  command: UiCommand;
  argument: unknown;
}

/** The buttons under a fault's message. */
export async function actionsFor(fault: Fault, failed: Failed, parts: RemedyParts): Promise<ListedAction[]> {
  const { profiles, login } = parts;
  const known = fault.reference === undefined ? undefined : await profiles.find(fault.reference);
  const item = known && new ProfileItem(known);
  const tried = known === undefined ? undefined : await triedWays(fault, known, login);
  const ours = (title: string, icon: string, command: UiCommand, argument: unknown = item): ListedAction[] => [
    { title, icon, command, run: () => runUi(command, argument) },
  ];
  const builtIn = (title: string, icon: string, command: string): ListedAction[] => [
    { title, icon, run: () => vscode.commands.executeCommand(command) },
  ];
  const actions: Record<Remedy, () => ListedAction[]> = {
    retry: () => ours(t('Retry'), 'refresh', failed.command, failed.argument ?? item),
    'another-way': () =>
      item === undefined || tried === undefined
        ? []
        : ours(t('Try Another Way'), 'arrow-swap', 'tokenDeck.ui.getToken', new AnotherWay(item, tried)),
    'reload-window': () => builtIn(t('Reload Window'), 'refresh', 'workbench.action.reloadWindow'),
    'sign-in': () => ours(t('Sign In Again'), 'sign-in', 'tokenDeck.ui.getToken'),
    'set-secret': () => ours(t('Set Secret'), 'lock', 'tokenDeck.ui.setSecret'),
    'edit-profile': () => ours(t('Edit Profile'), 'edit', 'tokenDeck.ui.editProfile'),
    'add-profile': () => ours(t('Add Profile'), 'add', 'tokenDeck.ui.addProfile'),
    'install-sender': () => installableSenders.map((sender) => installAction(sender, failed)),
    'trust-workspace': () => builtIn(t('Manage Workspace Trust'), 'shield', 'workbench.trust.manage'),
    'manage-access': () => ours(t('Manage Access'), 'shield', 'tokenDeck.ui.manageAccess'),
    'show-log': () => ours(t('Show Log'), 'output', 'tokenDeck.ui.showLog'),
  };
  const hasProfiles = (await profiles.shown()).length > 0;
  const about = known && { signsIn: isLogin(known), hasAnotherWay: tried !== undefined };
  return remediesFor(fault.code, about, hasProfiles).flatMap((remedy) => actions[remedy]());
}

/** Installs an extension that sends requests, as VS Code's own view does, then offers to go on. */
function installAction({ extension, name }: InstallableSender, { command, argument }: Failed): ListedAction {
  return {
    icon: 'extensions',
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
