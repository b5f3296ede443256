import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, referenceOf, type KnownProfile } from '../../profile/known';
import type { Audit } from '../../storage/audit';
import { keptName, type AuditEntry } from '../../storage/audit-entry';
import { auditCsv, auditJson } from '../../storage/audit-export';
import { ProfileItem } from '../ui/argument';
import { setting } from '../ui/configuration';
import { offer, runUi } from '../ui/notify';
import { openSetting } from '../ui/open-setting';
import { auditRow, filtered } from './audit-row';

/** The profiles, as far as the list needs them. */
export interface AuditedProfiles {
  shown(): Promise<readonly KnownProfile[]>;
}

interface Item extends vscode.QuickPickItem {
  entry: AuditEntry;
}

/** The most entries that are shown at once; the others are found by typing. */
const most = 1000;

/**
 * Lists which tokens were handed out or refused, the newest first. Typing narrows the list down, also to entries that are
 * beyond those shown. An entry that is chosen leads to its profile.
 * @param only the profile whose entries are shown
 */
export async function showAudit(
  audit: Audit,
  profiles: AuditedProfiles,
  only: KnownProfile | undefined,
): Promise<void> {
  const { entries, skipped } = await audit.read();
  const isOn = setting('audit.enabled');
  if (entries.length === 0) {
    await offer(
      vscode.window.showInformationMessage,
      isOn
        ? t('No token was handed out yet. Each one will be listed here.')
        : t('The setting “{setting}” is off, so nothing is listed.', { setting: 'tokenDeck.audit.enabled' }),
      isOn ? [] : [{ title: t('Open Setting'), run: () => openSetting('audit.enabled') }],
    );
    return;
  }
  const known = await profiles.shown();
  const profileOf = ({ profile }: AuditEntry) => known.find((each) => keptName(referenceOf(each)) === profile);

  const pick = vscode.window.createQuickPick<Item>();
  const button = (icon: string, tooltip: string) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
  const onlyRefused = button('circle-slash', t('Show Only What Was Refused'));
  const everything = button('list-unordered', t('Show Everything'));
  const toFile = button('save-as', t('Export…'));
  const clear = button('trash', t('Clear Audit…'));
  const ofProfile = button('filter', t('Show Only This Profile'));
  let profile = only;
  let refused = false;
  let left: AuditEntry[] = [];
  const draw = () => {
    left = filtered(entries, { text: pick.value, refused, profile });
    // Filtered here, so that what is beyond the first thousand is found, and an export has the same.
    pick.items = left.slice(0, most).map((entry) => ({
      ...auditRow(entry),
      ...{ entry, alwaysShow: true },
      buttons: profile === undefined && profileOf(entry) !== undefined ? [ofProfile] : [],
    }));
    const count = left.length;
    pick.title =
      profile === undefined
        ? t('Audit ({count})', { count })
        : t('Audit of {profile} ({count})', { profile: plain(nameOf(profile), 60), count });
    const isNarrowed = refused || profile !== undefined;
    pick.buttons = [...(isNarrowed ? [everything] : []), ...(refused ? [] : [onlyRefused]), toFile, clear];
  };
  pick.placeholder = !isOn
    ? t('Nothing is recorded now: the setting “{setting}” is off', { setting: 'tokenDeck.audit.enabled' })
    : skipped > 0
      ? t('Type to filter (unreadable entries: {count})', { count: skipped })
      : t('Type to filter by profile, door, origin, code or time');
  draw();
  const chosen = await new Promise<() => Promise<unknown>>((resolve, reject) => {
    const end = (run: () => Promise<unknown>) => {
      resolve(run);
      pick.hide();
    };
    pick.onDidChangeValue(draw);
    pick.onDidTriggerItemButton(({ item }) => {
      profile = profileOf(item.entry);
      draw();
    });
    pick.onDidTriggerButton((pressed) => {
      if (pressed === toFile) end(() => exportAudit(left));
      else if (pressed === clear) end(() => clearAudit(audit));
      else {
        refused = pressed === onlyRefused;
        if (!refused) profile = undefined;
        draw();
      }
    });
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item !== undefined) end(() => showProfile(item.entry, profileOf(item.entry)));
    });
    pick.onDidHide(() => {
      pick.dispose();
      reject(cancelled());
    });
    pick.show();
  });
  await chosen();
}

async function showProfile({ name }: AuditEntry, known: KnownProfile | undefined): Promise<void> {
  if (known !== undefined) await runUi('tokenDeck.ui.troubleshoot', new ProfileItem(known));
  else
    void vscode.window.showInformationMessage(
      t('The profile “{profile}” was removed, or is not in this workspace.', { profile: plain(name) }),
    );
}

/** Writes entries into a file that the user chooses, as JSON or as CSV by its ending. */
async function exportAudit(entries: readonly AuditEntry[]): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const uri = await vscode.window.showSaveDialog({
    title: t('Export the Audit'),
    filters: { CSV: ['csv'], JSON: ['json'] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder.uri, 'token-deck-audit.csv') }),
  });
  if (uri === undefined) throw cancelled();
  const text = /\.json$/i.test(uri.path) ? auditJson(entries) : auditCsv(entries);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void offer(vscode.window.showInformationMessage, t('Exported entries: {count}.', { count: entries.length }), [
    { title: t('Open File'), run: () => vscode.commands.executeCommand('vscode.open', uri) },
  ]);
}

async function clearAudit(audit: Audit): Promise<void> {
  const detail = t('This removes what all windows on this machine have recorded.');
  const clear = t('Clear');
  if ((await vscode.window.showWarningMessage(t('Clear the audit?'), { modal: true, detail }, clear)) !== clear)
    throw cancelled();
  await audit.clear();
}
