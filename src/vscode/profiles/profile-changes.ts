import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled, Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { exactReferenceOf, nameOf, referenceOf, type Home, type UsableProfile } from '../../profile/known';
import { copyId, sameId } from '../../profile/new-id';
import type { ProfileMove } from '../../storage/profile-move';
import type { ProfileStore } from '../../storage/profiles';
import type { TokenService } from '../../tokens/service';
import type { Consent } from '../access/consent';
import { ProfileItem } from '../ui/argument';
import { offer, runUi } from '../ui/notify';
import { askId, askName } from './ask-names';
import type { ProfileCommands } from './profile-commands';
import { documentUri } from './profile-documents';
import type { Profiles } from './profiles';
import { searchOldNames, showPlaces } from './reference-search';
import { oldNames } from './references';
import type { TeamEditor } from './team-editor';
import type { TeamFiles } from './team-files';

export interface ProfileChangesParts {
  profiles: Profiles;
  store: ProfileStore;
  service: TokenService;
  consent: Consent;
  files: TeamFiles;
  team: TeamEditor;
  move: ProfileMove;
  profileCommands: () => Promise<ProfileCommands>;
  log: (line: string) => void;
}

/** What people do with a profile's names and its home. Each asks, so that no program can do it unseen. */
export class ProfileChanges {
  constructor(private readonly parts: ProfileChangesParts) {}

  /** Opens the team file of a folder, and makes it where there is none. */
  async createTeamFile(): Promise<void> {
    await this.parts.team.openFile((await chooseFolder()).uri);
  }

  /**
   * Moves a personal profile into the team file of a folder, and what it owns with it. Its client's secret is filed
   * without a profile and stays. What was allowed is asked again.
   */
  async moveToTeam(known: UsableProfile): Promise<void> {
    const { files, team } = this.parts;
    const folder = await chooseFolder();
    const home = await files.homeOf(folder);
    const file = (await files.list()).find(({ home: { folderId } }) => folderId === home.folderId);
    const taken = new Set(file?.profiles.map(({ id }) => id));
    const profile = plain(nameOf(known));
    const title = t('ID of {profile} in the team file', { profile });
    const id = taken.has(known.id) ? await askId(title, sameId(known.id, taken), taken) : known.id;
    await confirmMove(known, folder);
    const after = placed(known, id, home);
    await this.change(known, after, () => team.add(home.uri, after.profile));
    const message = t('{profile} was moved to the team file of {folder}.', { profile, folder: plain(folder.name) });
    void offer(vscode.window.showInformationMessage, message, [
      { title: t('Show File'), run: () => runUi('tokenDeck.ui.editProfile', new ProfileItem(after)) },
    ]);
    await this.offerPlaces(known, after);
  }

  /** Asks for the id and the name of a personal copy, and stores it. */
  async copy(known: UsableProfile): Promise<UsableProfile> {
    const commands = await this.parts.profileCommands();
    return commands.copy(known, async (taken) => {
      const profile = plain(nameOf(known));
      const id = await askId(t('ID of the copy of {profile}', { profile }), copyId(known.id, taken), taken);
      const proposed = t('{profile} (copy)', { profile: nameOf(known) }).slice(0, 200);
      return { id, name: await askName(t('Name of the copy of {profile}', { profile }), proposed) };
    });
  }

  /** Asks for another name. Nothing else changes. */
  async rename(known: UsableProfile): Promise<void> {
    const before = nameOf(known);
    const name = await askName(t('Rename {profile}', { profile: plain(before) }), before);
    if (name === before) throw cancelled();
    checkSaved(known);
    if (known.home.kind === 'team') {
      await this.parts.team.setText(known, 'name', name);
      return;
    }
    const { id, ...rest } = known.profile;
    await (await this.parts.profileCommands()).save({ id, ...rest, name }, true);
  }

  /** Asks for another id. What the profile owns moves along; what was allowed is asked again. */
  async changeId(known: UsableProfile): Promise<void> {
    const { profiles, store, team } = this.parts;
    const others = (await profiles.all()).filter((other) => referenceOf(other) !== referenceOf(known));
    const taken = new Set(others.map((other) => other.id));
    const profile = plain(nameOf(known));
    const id = await askId(t('Change the ID of {profile}', { profile }), known.id, taken);
    if (id === known.id) throw cancelled();
    const after = placed(known, id, known.home);
    const write =
      known.home.kind === 'team' ? () => team.setText(known, 'id', id) : () => store.saveAs(after.profile, known.id);
    await this.change(known, after, write);
    vscode.window.setStatusBarMessage(`$(check) ${t('{profile} now has the ID {id}', { profile, id })}`, 4000);
    await this.offerPlaces(known, after);
  }

  /**
   * Puts a profile in the place of another one, with what that owns.
   * @param write writes the new one; a personal one that is replaced is removed afterwards
   */
  private async change(before: UsableProfile, after: UsableProfile, write: () => Promise<void>): Promise<void> {
    const { profiles, store, service, consent, move } = this.parts;
    checkSaved(before);
    const [from, to] = [await service.keyOf(before), await service.keyOf(after)];
    // A refresh token that is being exchanged now would be lost.
    if (from !== to && (await service.isBusy(before)))
      throw new Fault('profile-read-only', t('A token is being requested for the profile.'), {
        profile: nameOf(before),
        reference: exactReferenceOf(before),
        next: t('Wait for it, or cancel the request, then try again.'),
      });
    await move.copy(before, after);
    try {
      await write();
    } catch (thrown) {
      await move.remove(after, before);
      throw thrown;
    }
    await profiles.moved(before, after);
    // Also of an earlier profile that had the new id.
    for (const known of [before, after]) await consent.forget(known);
    if (before.home.kind === 'personal') {
      await store.remove(before.id);
      await closeDocument(before.id);
    }
    if (from !== to) await service.forget(before);
    await move.remove(before, after);
  }

  /** Says how many places still use a name that does not fit any more, and offers to show them. */
  private async offerPlaces(before: UsableProfile, after: UsableProfile): Promise<void> {
    const places = await this.places(before, after);
    if (places.length === 0) return;
    const id = before.id === after.id ? referenceOf(before) : before.id;
    const message =
      places.length === 1
        ? t('1 place still uses the old ID “{id}”.', { id: plain(id, 200) })
        : t('{count} places still use the old ID “{id}”.', { count: places.length, id: plain(id, 200) });
    await offer(vscode.window.showWarningMessage, message, [{ title: t('Show'), run: () => showPlaces(places) }]);
  }

  private async places(before: UsableProfile, after: UsableProfile): Promise<vscode.Location[]> {
    try {
      return await searchOldNames(oldNames(before, after), await this.parts.profiles.shown());
    } catch {
      this.parts.log('places that use the old id of a profile could not be searched for');
      return [];
    }
  }
}

/** The same profile under another id, or in another home. */
function placed({ profile, settings }: UsableProfile, id: string, home: Home): UsableProfile {
  return { usable: true, id, home, profile: { ...profile, id }, settings: { ...settings, id } };
}

/** The folder of a trusted workspace that the user chooses, or the only one. @throws `workspace-untrusted`, `cancelled` */
async function chooseFolder(): Promise<vscode.WorkspaceFolder> {
  const [first, ...more] = vscode.workspace.workspaceFolders ?? [];
  if (first === undefined)
    throw new Fault('argument-invalid', t('No folder is open.'), {
      next: t('Open a folder, then try again.'),
      reason: 'no-folder',
    });
  if (!vscode.workspace.isTrusted) throw new Fault('workspace-untrusted', t('The workspace is not trusted.'));
  if (more.length === 0) return first;
  const placeHolder = t('Which folder’s team file?');
  const chosen = await vscode.window.showWorkspaceFolderPick({ placeHolder, ignoreFocusOut: true });
  if (chosen === undefined) throw cancelled();
  return chosen;
}

/** Says what happens when a profile is moved to a folder, and asks whether to do it. @throws `cancelled` */
async function confirmMove(known: UsableProfile, { name }: vscode.WorkspaceFolder): Promise<void> {
  const folder = plain(name);
  const detail =
    grants[known.settings.grant].obtained === 'pasted'
      ? t(
          'It is written to .vscode/token-deck.json for everyone who works in “{folder}”. The pasted token stays on this machine, stored for this profile; others paste their own. You are asked for permission before it is used there.',
          { folder },
        )
      : t(
          'It is written to .vscode/token-deck.json for everyone who works in “{folder}”, without secrets. Its secret and its token stay on this machine. You are asked for permission before its first request there.',
          { folder },
        );
  const move: vscode.MessageItem = { title: t('Move') };
  const question = t('Move the profile “{profile}” to the team file?', { profile: plain(nameOf(known)) });
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, move)) !== move) throw cancelled();
}

/** @throws `profile-read-only` where a personal profile is being edited: saving it later would bring it back */
function checkSaved(known: UsableProfile): void {
  const uri = documentUri(known.id).toString();
  const isEdited = vscode.workspace.textDocuments.some((open) => open.isDirty && open.uri.toString() === uri);
  if (known.home.kind === 'team' || !isEdited) return;
  throw new Fault('profile-read-only', t('The profile has unsaved changes in its editor.'), {
    profile: nameOf(known),
    reference: exactReferenceOf(known),
    next: t('Save or revert them, then try again.'),
  });
}

/** Closes the editors of a personal profile that is gone. */
async function closeDocument(id: string): Promise<void> {
  const uri = documentUri(id).toString();
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri);
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}
