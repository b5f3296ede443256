import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { nameOf, type KnownProfile } from '../../profile/known';
import type { Asking } from '../../tokens/client-secrets';
import type { Diagnosis } from '../../tokens/diagnosis/diagnosis';
import type { Target } from '../profiles/target';
import { fromSidebar } from '../ui/argument';
import { offer, type UiHandlers } from '../ui/notify';
import { cancellable } from './progress';
import type { Reports } from './reports';

export interface DiagnosisUiParts {
  target: Target;
  diagnose: (known: KnownProfile, asking?: Asking & { tries?: boolean }) => Promise<Diagnosis>;
  reports: () => Promise<Reports>;
}

/** Finds out why a profile does not work, for people. A request with secrets is sent only where they choose it. */
export function diagnosisUi({ target, diagnose, reports }: DiagnosisUiParts) {
  const show = async (known: KnownProfile, tries: boolean): Promise<void> => {
    const profile = plain(nameOf(known));
    const title = t('Diagnosing {profile}', { profile });
    const { report, summary, canTry } = await cancellable(title, (signal) => diagnose(known, { signal, tries }));
    await (await reports()).show(t('Diagnosis of {profile}', { profile: plain(nameOf(known), 40) }), report);
    // It stays until it is closed, and the report is there already.
    void offer(vscode.window.showInformationMessage, t('{profile}: {summary}', { profile, summary }), [
      { title: t('Copy Report'), run: () => vscode.env.clipboard.writeText(report) },
      ...(canTry ? [{ title: t('Try a Token Request'), run: () => show(known, true) }] : []),
    ]);
  };
  return {
    'tokenDeck.ui.diagnoseProfile': async (argument) => show(await target.profile(fromSidebar(argument)), false),
  } satisfies UiHandlers;
}
