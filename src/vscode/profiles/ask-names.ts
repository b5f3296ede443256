import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { longest } from '../../profile/limits';
import { idProblem } from '../../profile/new-id';

/**
 * Asks for a profile's id, and refuses one that is not an id or is taken while it is typed.
 * @param value what is proposed
 * @throws `cancelled`
 */
export function askId(title: string, value: string, taken: ReadonlySet<string>): Promise<string> {
  return askText(title, t('The name in tasks and .http files'), value, (id) => idProblem(id, taken));
}

/** Asks for a profile's name. @throws `cancelled` */
export function askName(title: string, value: string): Promise<string> {
  return askText(title, t('The name in the sidebar'), value, (name) => {
    if (name === '') return t('Enter a name, or press Escape');
    return name.length > longest.name ? t('Use at most {count} characters', { count: longest.name }) : undefined;
  });
}

async function askText(
  title: string,
  prompt: string,
  value: string,
  problem: (text: string) => string | undefined,
): Promise<string> {
  const validateInput = (text: string) => problem(text.trim());
  const text = await vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true, validateInput });
  if (text === undefined) throw cancelled();
  return text.trim();
}
