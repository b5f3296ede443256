import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { localTime } from '../../base/dates';
import { cancelled, Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { Answers, ListedAnswer, Question } from './answers';

interface Item extends vscode.QuickPickItem {
  answer?: ListedAnswer;
}

/** What each kind of answer is about: the headings, in their order. */
const headings: Record<Question, () => string> = {
  use: () => t('Profiles of folders'),
  hosts: () => t('Further hosts of folders’ profiles'),
  destination: () => t('Where tokens are sent'),
  automation: () => t('Programs'),
  keys: () => t('Keys of tokens'),
};

/**
 * Lists the answers to the questions of trust, those that allow something ticked, as VS Code lists the extensions that
 * may use an account. What is unticked is taken back and asked about again; what was denied can be ticked.
 */
export async function manageAccess(answers: Answers): Promise<void> {
  const all = answers.list();
  if (all.length === 0) {
    throw new Fault('argument-invalid', t('You have not been asked yet what may use tokens and secrets.'), {
      next: t('Your answers will appear here.'),
    });
  }
  const ticked = await choose(all);
  for (const each of all) {
    const isTicked = ticked.has(each.key);
    if (isTicked !== (each.answer === 'allow')) await answers.change(each, isTicked ? 'allow' : undefined);
  }
}

/** The keys of the answers that are ticked in the end. @throws `cancelled` */
function choose(all: readonly ListedAnswer[]): Promise<ReadonlySet<string>> {
  const pick = vscode.window.createQuickPick<Item>();
  const folderButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('folder'),
    tooltip: t('Untick Everything of This Folder'),
  };
  const items = itemsOf(all, folderButton);
  pick.title = t('Manage Access');
  pick.placeholder = t('Select what may use tokens and secrets');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ answer }) => answer?.answer === 'allow');
  return new Promise((resolve, reject) => {
    pick.onDidTriggerItemButton(({ item }) => {
      const folder = folderOf(item.answer);
      pick.selectedItems = pick.selectedItems.filter(({ answer }) => folderOf(answer) !== folder);
    });
    pick.onDidAccept(() => {
      resolve(new Set(pick.selectedItems.flatMap(({ answer }) => answer?.key ?? [])));
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      reject(cancelled());
    });
    pick.show();
  });
}

/** What tells an answer's folder from others, also of the same name. An identity ends with the profile's id. */
function folderOf(answer: ListedAnswer | undefined): string | undefined {
  return answer?.folder === undefined ? undefined : answer.profile?.slice(0, answer.profile.lastIndexOf(':'));
}

function itemsOf(all: readonly ListedAnswer[], folderButton: vscode.QuickInputButton): Item[] {
  return (Object.keys(headings) as Question[]).flatMap((question) => {
    const its = all
      .filter((each) => each.question === question)
      .sort((a, b) => (b.used ?? b.since ?? 0) - (a.used ?? a.since ?? 0));
    if (its.length === 0) return [];
    const heading: Item = { label: headings[question](), kind: vscode.QuickPickItemKind.Separator };
    return [
      heading,
      ...its.map((answer) => ({
        label: plain(answer.about, 400),
        description: answer.answer === 'deny' ? t('never') : '',
        detail: timesOf(answer),
        buttons: answer.folder === undefined ? [] : [folderButton],
        answer,
      })),
    ];
  });
}

function timesOf({ since, used, answer }: ListedAnswer): string {
  if (since === undefined) return '';
  const date = localTime(since);
  if (answer === 'deny') return t('denied on {date}', { date });
  if (used === undefined) return t('allowed on {date}', { date });
  return t('allowed on {date}, last used on {used}', { date, used: localTime(used) });
}
