import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Fault } from '../../faults/fault';
import { installableSenders, type InstallableSender } from '../integrations/senders';
import type { Profiles } from '../profiles/profiles';
import { isLogin } from '../tokens/context-value';
import { AnotherWay } from '../tokens/token-ui';
import { ProfileItem } from '../ui/argument';
import { viewId, type UiCommand } from '../ui/contributions';
import { runUi, type ListedAction } from '../ui/notify';
import { remediesFor, type Remedy } from '../ui/remedies';
import { openSetting } from '../ui/open-setting';
import { forbidRedirectsThere, runThere } from './request-remedies';

interface RemedyParts {
  profiles: Profiles;
}

/** A command for people that ended in a fault, with its argument. */
interface Failed {
  command: UiCommand;
  argument: unknown;
}

/** The buttons under a fault's message. */
export async function actionsFor(fault: Fault, failed: Failed, parts: RemedyParts): Promise<ListedAction[]> {
  const { profiles } = parts;
  const known = fault.reference === undefined ? undefined : await profiles.find(fault.reference);
  const item = known && new ProfileItem(known);
  const tried = known?.usable === true ? fault.tried : undefined;
  const ours = (title: string, icon: string, command: UiCommand, argument: unknown = item): ListedAction[] => [
    { title, icon, command, run: () => runUi(command, argument) },
  ];
  const builtIn = (title: string, icon: string, command: string): ListedAction[] => [
    { title, icon, run: () => vscode.commands.executeCommand(command) },
  ];
  const actions: Record<Remedy, () => ListedAction[]> = {
    retry: () => ours(t('Retry'), 'refresh', failed.command, failed.argument ?? item),
    'retry-there': () => {
      const { place } = fault;
      const title = failed.command === 'tokenDeck.ui.sendRequest' ? t('Send Again') : t('Insert Again');
      return place === undefined
        ? []
        : [{ title, icon: 'refresh', run: () => runThere(place, failed.command, failed.argument) }];
    },
    'forbid-redirects': () => {
      const { place } = fault;
      const title = t('Add “# @no-redirect” and Send');
      return place === undefined
        ? []
        : [{ title, icon: 'add', run: () => forbidRedirectsThere(place, failed.command) }];
    },
    'another-way': () =>
      item === undefined || tried === undefined
        ? []
        : ours(t('Try Another Way'), 'arrow-swap', 'tokenDeck.ui.getToken', new AnotherWay(item, tried)),
    'new-code': () => ours(t('Get a New Code'), 'refresh', signInBy(failed.command)),
    'reload-window': () => builtIn(t('Reload Window'), 'refresh', 'workbench.action.reloadWindow'),
    'sign-in': () => ours(t('Sign In Again'), 'sign-in', signInBy(failed.command)),
    'discard-token': () => ours(t('Discard Token and Start Over'), 'discard', 'tokenDeck.ui.discardToken'),
    'set-secret': () => ours(t('Set Secret'), 'lock', 'tokenDeck.ui.setSecret'),
    'replace-token': () => ours(t('Replace Token'), 'lock', 'tokenDeck.ui.replaceToken'),
    'edit-profile': () => ours(t('Edit Profile'), 'edit', 'tokenDeck.ui.editProfile'),
    'open-file': () => {
      const { place } = fault;
      const open = (uri: string) => vscode.window.showTextDocument(vscode.Uri.parse(uri, true));
      return place === undefined ? [] : [{ title: t('Open File'), icon: 'go-to-file', run: () => open(place.uri) }];
    },
    'change-id': () => ours(t('Change ID'), 'edit', 'tokenDeck.ui.changeId'),
    'add-profile': () => ours(t('Add Profile'), 'add', 'tokenDeck.ui.addProfile'),
    'show-profiles': () => builtIn(t('Show Profiles'), 'list-tree', `${viewId}.focus`),
    'install-sender': () => installableSenders.map((sender) => installAction(sender, failed)),
    'trust-workspace': () => builtIn(t('Manage Workspace Trust'), 'shield', 'workbench.trust.manage'),
    'open-folder': () => builtIn(t('Open Folder'), 'folder-opened', 'workbench.action.files.openFolder'),
    'automation-setting': () => [{ title: t('Open Setting'), icon: 'gear', run: () => openSetting('automation') }],
    'keys-setting': () => [{ title: t('Open Setting'), icon: 'gear', run: () => openSetting('jwt.allowNetwork') }],
    'manage-access': () => ours(t('Manage Access'), 'shield', 'tokenDeck.ui.manageAccess'),
    diagnose: () => ours(t('Diagnose'), 'pulse', 'tokenDeck.ui.diagnoseProfile'),
    'show-log': () => ours(t('Show Log'), 'output', 'tokenDeck.ui.showLog'),
  };
  const hasProfiles = (await profiles.shown()).length > 0;
  const about = known && { signsIn: isLogin(known), hasAnotherWay: tried !== undefined };
  return remediesFor(fault, about, hasProfiles).flatMap((remedy) => actions[remedy]());
}

/** The command that asks for a login: with a token still in hand, Get Token would return that one. */
function signInBy(failed: UiCommand): UiCommand {
  const asksAgain: readonly UiCommand[] = ['tokenDeck.ui.renewToken', 'tokenDeck.ui.signInAsOther'];
  return asksAgain.includes(failed) ? failed : 'tokenDeck.ui.getToken';
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
