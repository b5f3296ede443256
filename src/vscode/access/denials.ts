import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { identityOf, nameOf, type UsableProfile } from '../../profile/known';
import { offer, runUi } from '../ui/notify';
import { openSetting } from '../ui/open-setting';

/** Why a program gets no token, where the user is not asked: by the setting, or by their answer to an earlier question. */
export type Denial = 'setting' | 'answer';

/**
 * Tells the user that a program was denied a token: what VS Code shows of a task that failed has no buttons. Told once
 * for each profile and cause, so that no program can fill the screen.
 */
export class Denials {
  private readonly told = new Set<string>();

  tell(known: UsableProfile, denial: Denial): void {
    const about = `${denial} ${identityOf(known)}`;
    if (this.told.has(about)) return;
    this.told.add(about);
    const places = { profile: plain(nameOf(known)) };
    if (denial === 'setting') {
      const message = t('{profile}: A program was denied a token. The setting tokenDeck.automation is “deny”.', places);
      void offer(vscode.window.showWarningMessage, message, [
        { title: t('Open Setting'), run: () => openSetting('automation') },
      ]);
      return;
    }
    const message = t('{profile}: A program was denied a token, as you chose before.', places);
    void offer(vscode.window.showWarningMessage, message, [
      { title: t('Manage Access'), run: () => runUi('tokenDeck.ui.manageAccess') },
    ]);
  }
}
