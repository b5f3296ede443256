import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Disposables } from '../base/disposables';
import { lazy } from '../base/lazy';
import type { Fault } from '../faults/fault';
import { notStored } from '../storage/entry';
import type { TokenStore } from '../storage/tokens';
import type { TeamFolder } from '../vscode/profiles/new-profile';
import type { MisplacedSecret } from '../vscode/profiles/problem-diagnostics';
import type { ProfileCommands, ProfileCommandsParts } from '../vscode/profiles/profile-commands';
import { documentUri } from '../vscode/profiles/profile-documents';
import { profileScheme } from '../vscode/ui/contributions';

/** What these parts are made of. */
export interface ProfilePartsNeeds extends Omit<ProfileCommandsParts, 'openDocument' | 'wizard'> {
  tokens: TokenStore;
  line: (line: string) => void;
}

/** What makes, changes and checks profiles; each is loaded at its first use. */
export function createProfileParts(needs: ProfilePartsNeeds, disposables: Disposables) {
  const { tokens, line, ...shared } = needs;
  const { profiles, store, secrets, service, consent, files, parse, teamFile, oauth } = shared;

  /** Whether a profile can be added to a folder's team file; where it cannot, a message says why. */
  const mayAdd = async ({ uri }: TeamFolder): Promise<boolean> => {
    const [{ TeamEditor }, { showFault }] = await Promise.all([
      import('../vscode/profiles/team-editor'),
      import('../vscode/ui/notify'),
    ]);
    try {
      await new TeamEditor(files, teamFile, parse).checkFile(uri);
      return true;
    } catch (thrown) {
      const open = ({ place }: Fault) =>
        place === undefined
          ? []
          : [{ title: t('Open File'), run: () => vscode.window.showTextDocument(vscode.Uri.parse(place.uri, true)) }];
      void showFault(thrown, open);
      return false;
    }
  };
  const wizard = async () => {
    const { runWizard } = await import('../vscode/wizard/wizard');
    return runWizard({
      discover: async (issuer) => (await (await oauth()).metadata(issuer)).registration_endpoint !== undefined,
      takenIds: async () => new Set((await profiles.shown()).map(({ id }) => id)),
      folders: !vscode.workspace.isTrusted
        ? []
        : (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({ name, uri: uri.toString() })),
      mayAdd,
    });
  };
  const openDocument = async (id: string) => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(documentUri(id)));
  };
  const profileCommands = lazy(async () => {
    const { ProfileCommands } = await import('../vscode/profiles/profile-commands');
    return new ProfileCommands({ ...shared, openDocument, wizard });
  });
  const profileChanges = lazy(async () => {
    const [{ ProfileChanges }, { TeamEditor }, { ProfileMove }] = await Promise.all([
      import('../vscode/profiles/profile-changes'),
      import('../vscode/profiles/team-editor'),
      import('../storage/profile-move'),
    ]);
    const team = new TeamEditor(files, teamFile, parse);
    const move = new ProfileMove(tokens, secrets);
    return new ProfileChanges({ profiles, store, service, consent, files, team, move, profileCommands, log: line });
  });
  const diagnostics = lazy(async () => {
    const { TeamDiagnostics } = await import('../vscode/profiles/team-diagnostics');
    return disposables.add(new TeamDiagnostics(files, await teamFile(), await parse(), secrets));
  });
  const personalDiagnostics = lazy(async () => {
    const { PersonalDiagnostics } = await import('../vscode/profiles/personal-diagnostics');
    const store = async (...[kind, known, value]: Parameters<ProfileCommands['storeSecret']>) => {
      await (await profileCommands()).storeSecret(kind, known, value);
      // The document has the only copy that outlives this window.
      if (await secrets.isKept(kind, known)) throw notStored();
    };
    return disposables.add(new PersonalDiagnostics(await teamFile(), await parse(), store));
  });
  const moveSecret = async (argument: unknown) => {
    const secret = (argument ?? {}) as { uri?: unknown };
    return typeof secret.uri === 'string' && secret.uri.startsWith(`${profileScheme}:`)
      ? (await personalDiagnostics()).moveSecret(secret as Partial<MisplacedSecret>)
      : (await diagnostics()).moveSecret(argument);
  };

  return { profileCommands, profileChanges, diagnostics, personalDiagnostics, moveSecret };
}
