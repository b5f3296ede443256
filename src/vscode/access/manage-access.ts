import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { identityOf, nameOf, type KnownProfile } from '../../profile/known';
import { accessRow } from './access-row';
import type { Answers, ListedAnswer, Question } from './answers';
import { dropRemoved, homeIn, profileOf, type PresentProfiles } from './removed';

/** The profiles, as far as the list needs them. */
export interface AccessProfiles {
  shown(): Promise<readonly KnownProfile[]>;
  present(): Promise<PresentProfiles>;
}

interface Item extends vscode.QuickPickItem {
  answer?: ListedAnswer;
}

/** What the profile with an identity is called; undefined where it is not open. */
type NameOf = (identity: string) => string | undefined;

/** What each kind of answer is about: the headings, in their order. */
const headings: Record<Question, () => string> = {
  use: () => t('Team profiles'),
  hosts: () => t('Other hosts of team profiles'),
  destination: () => t('Where tokens are sent'),
  automation: () => t('Programs'),
  keys: () => t('Where keys are fetched'),
};

/**
 * Lists the answers to the questions of trust, those that allow something ticked, as VS Code lists the extensions that
 * may use an account. What is unticked is taken back and asked about again; what was denied can be ticked. Answers about
 * profiles that are gone are dropped: they would be in force again once the profile is back.
 */
export async function manageAccess(answers: Answers, profiles: AccessProfiles): Promise<void> {
  const all = await dropRemoved(answers, await profiles.present());
  if (all.length === 0) {
    void vscode.window.showInformationMessage(
      t('You have not been asked yet whether tokens and secrets may be used. Your answers will appear here.'),
    );
    return;
  }
  const names = new Map((await profiles.shown()).map((known) => [identityOf(known), nameOf(known)]));
  const ticked = await choose(all, (identity) => names.get(identity));
  for (const each of all) {
    const isTicked = ticked.has(each.key);
    if (isTicked !== (each.answer === 'allow')) await answers.change(each, isTicked ? 'allow' : undefined);
  }
}

/** The keys of the answers that are ticked in the end. @throws `cancelled` */
function choose(all: readonly ListedAnswer[], nameOf: NameOf): Promise<ReadonlySet<string>> {
  const pick = vscode.window.createQuickPick<Item>();
  const folderButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('folder'),
    tooltip: t('Uncheck Everything for This Folder'),
  };
  const items = itemsOf(all, folderButton, nameOf);
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

/** What tells an answer's folder from others, also of the same name. */
function folderOf(answer: ListedAnswer | undefined): string | undefined {
  const identity = answer?.folder === undefined ? undefined : profileOf(answer);
  return identity && homeIn(identity);
}

function itemsOf(all: readonly ListedAnswer[], folderButton: vscode.QuickInputButton, nameOf: NameOf): Item[] {
  return (Object.keys(headings) as Question[]).flatMap((question) => {
    const its = all
      .filter((each) => each.question === question)
      .sort((a, b) => (b.used ?? b.since ?? 0) - (a.used ?? a.since ?? 0));
    if (its.length === 0) return [];
    const heading: Item = { label: headings[question](), kind: vscode.QuickPickItemKind.Separator };
    return [
      heading,
      ...its.map((answer) => ({
        ...accessRow(answer, nameOf),
        buttons: answer.folder === undefined ? [] : [folderButton],
        answer,
      })),
    ];
  });
}
