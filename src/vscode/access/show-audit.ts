import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, referenceOf, type KnownProfile } from '../../profile/known';
import type { Audit } from '../../storage/audit';
import { keptName, type AuditEntry } from '../../storage/audit-entry';
import { auditCsv } from '../../storage/audit-export';
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
  const { entries, skipped } = audit.read();
  const off = setting('audit.enabled')
    ? undefined
    : t('Nothing is recorded: the setting “{setting}” is off.', { setting: 'tokenDeck.audit.enabled' });
  if (entries.length === 0) {
    const message = off ?? t('No token was handed out yet. Each one will be listed here.');
    const change = { title: t('Open Setting'), run: () => openSetting('audit.enabled') };
    await offer(vscode.window.showInformationMessage, message, off === undefined ? [] : [change]);
    return;
  }
  const known = await profiles.shown();

  const pick = vscode.window.createQuickPick<Item>();
  const toFile = { iconPath: new vscode.ThemeIcon('save-as'), tooltip: t('Export…') };
  pick.buttons = [toFile, { iconPath: new vscode.ThemeIcon('trash'), tooltip: t('Clear Audit…') }];
  pick.placeholder =
    off ??
    (skipped === 0
      ? t('Type to filter: profile, use, origin, time or “refused”')
      : t('Type to filter (unreadable entries: {count})', { count: skipped }));
  let left: AuditEntry[] = [];
  // Filtered here, so that what is beyond the first thousand is found, and an export has the same.
  const draw = () => {
    left = filtered(entries, pick.value, only);
    pick.items = left.slice(0, most).map((entry) => ({ ...auditRow(entry), entry, alwaysShow: true }));
    const count = left.length;
    pick.title =
      only === undefined
        ? t('Audit ({count})', { count })
        : t('Audit of {profile} ({count})', { profile: plain(nameOf(only), 60), count });
  };
  draw();
  const chosen = await new Promise<() => unknown>((resolve, reject) => {
    const end = (run: () => unknown) => {
      resolve(run);
      pick.hide();
    };
    pick.onDidChangeValue(draw);
    pick.onDidTriggerButton((button) => end(() => (button === toFile ? exportAudit(left) : clearAudit(audit))));
    pick.onDidAccept(() => {
      // A profile that was removed, or is not in this workspace, cannot be shown.
      const its = known.find((each) => keptName(referenceOf(each)) === pick.selectedItems[0]?.entry.profile);
      if (its !== undefined) end(() => runUi('tokenDeck.ui.troubleshoot', new ProfileItem(its)));
    });
    pick.onDidHide(() => {
      pick.dispose();
      reject(cancelled());
    });
    pick.show();
  });
  await chosen();
}

/** Writes entries into a file that the user chooses, as JSON or as CSV by its ending. */
async function exportAudit(entries: readonly AuditEntry[]): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const uri = await vscode.window.showSaveDialog({
    title: t('Export the Audit'),
    filters: { CSV: ['csv'], JSON: ['json'] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder.uri, 'token-deck-audit.csv') }),
  });
  if (uri === undefined) return;
  const text = /\.json$/i.test(uri.path) ? JSON.stringify(entries, undefined, 2) : auditCsv(entries);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void vscode.window.showInformationMessage(t('Exported entries: {count}.', { count: entries.length }));
}

async function clearAudit(audit: Audit): Promise<void> {
  const clear = t('Clear');
  if ((await vscode.window.showWarningMessage(t('Clear the audit of all windows?'), { modal: true }, clear)) === clear)
    audit.clear();
}
