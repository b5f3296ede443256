import * as vscode from 'vscode';
import { cancelled, Fault } from '../../faults/fault';
import type { Consent } from './consent';

/** Lists the answers to the questions of trust, and takes those back that are chosen. */
export async function manageAccess(consent: Consent): Promise<void> {
  const given = consent.list();
  if (given.length === 0) {
    throw new Fault('argument-invalid', 'You were not asked yet who may use tokens and secrets.', {
      next: 'Answers that you give appear here.',
    });
  }
  const items = given.map((answer) => ({
    label: answer.about,
    description: answer.answer === 'allow' ? 'allowed' : 'never',
    answer,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Who May Use Tokens and Secrets',
    placeHolder: 'Choose answers to take back',
    canPickMany: true,
  });
  if (chosen === undefined) throw cancelled();
  await consent.takeBack(chosen.map(({ answer }) => answer));
}
