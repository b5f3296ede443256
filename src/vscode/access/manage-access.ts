import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled, Fault } from '../../faults/fault';
import type { Consent } from './consent';

/** Lists the answers to the questions of trust, and takes those back that are chosen. */
export async function manageAccess(consent: Consent): Promise<void> {
  const given = consent.list();
  if (given.length === 0) {
    throw new Fault('argument-invalid', t('You were not asked yet who may use tokens and secrets.'), {
      next: t('Answers that you give appear here.'),
    });
  }
  const items = given.map((answer) => ({
    label: answer.about,
    description: answer.answer === 'allow' ? t('allowed') : t('never'),
    answer,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Who May Use Tokens and Secrets'),
    placeHolder: t('Choose answers to take back'),
    canPickMany: true,
  });
  if (chosen === undefined) throw cancelled();
  await consent.takeBack(chosen.map(({ answer }) => answer));
}
