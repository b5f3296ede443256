import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled } from '../../faults/fault';
import { Probe } from './probe';

/** The user went a step back. */
export const back = Symbol('back');

/** The user wants to answer in another way; see `Input.other`. */
export const other = Symbol('other');

/** What every step shows. */
export interface Step {
  title: string;
  /** Its number, and how many there are; undefined where it is one of a review. */
  step: number | undefined;
  totalSteps: number | undefined;
  /** A page about it, which a button opens in the browser. */
  page?: { title: string; address: string };
}

interface Choice<T> extends Step {
  items: readonly (vscode.QuickPickItem & { value?: T; copy?: string })[];
  active?: T | undefined;
  placeholder?: string;
  /** There is nothing to go back to. */
  first?: boolean;
  /** Choosing such an item copies it, and leaves the step open. */
  stayOn?: (value: T) => boolean;
}

interface Input extends Step {
  prompt: string;
  placeholder?: string;
  value: string;
  password?: boolean;
  /** Another way to answer, which a button offers. */
  other?: string | undefined;
  /** What is wrong with a trimmed value, or undefined. */
  check: (value: string) => string | undefined;
  /** Looks further into a value that passed, a moment after typing ended; never keeps the user from going on. */
  probe?: (value: string) => Promise<{ good: boolean; message: string } | undefined>;
}

/** The buttons beside a step's title. */
function buttonsOf({ page }: Step, first: boolean): vscode.QuickInputButton[] {
  return [
    ...(first ? [] : [vscode.QuickInputButtons.Back]),
    ...(page === undefined ? [] : [{ iconPath: new vscode.ThemeIcon('book'), tooltip: page.title }]),
  ];
}

/** Does what a button beside a step's title says. */
function press(button: vscode.QuickInputButton, { page }: Step, goBack: () => void): void {
  if (button === vscode.QuickInputButtons.Back) goBack();
  else if (page !== undefined) void vscode.env.openExternal(vscode.Uri.parse(page.address));
}

const copyButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('copy'), tooltip: t('Copy') });

/** What stands above the choices of one kind. */
export function heading(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** One choice. @throws `cancelled` */
export async function chooseStep<T>(choice: Choice<T>): Promise<T | typeof back> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { value?: T; copy?: string }>();
  pick.title = choice.title;
  pick.step = choice.step;
  pick.totalSteps = choice.totalSteps;
  pick.placeholder = choice.placeholder ?? '';
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.buttons = buttonsOf(choice, choice.first === true);
  pick.items = choice.items.map((item) => (item.copy === undefined ? item : { ...item, buttons: [copyButton()] }));
  // Enter takes the active row, so there is one; separators cannot be it.
  const active = pick.items.find((item) => item.value === choice.active);
  if (active !== undefined) pick.activeItems = [active];
  const copy = (item: { copy?: string } | undefined) => {
    if (item?.copy === undefined) return;
    void vscode.env.clipboard.writeText(item.copy);
    pick.placeholder = t('Copied');
  };
  return shown(pick, (settle) => [
    pick.onDidTriggerButton((button) => press(button, choice, () => settle(back))),
    pick.onDidTriggerItemButton(({ item }) => copy(item)),
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.value === undefined) return;
      if (choice.stayOn?.(item.value) === true) copy(item);
      else settle(item.value);
    }),
  ]);
}

/** One line of text, without white space around it. @throws `cancelled` */
export function inputStep(input: Input & { other: string | undefined }): Promise<string | typeof back | typeof other>;
export function inputStep(input: Input & { other?: undefined }): Promise<string | typeof back>;
export async function inputStep(input: Input): Promise<string | typeof back | typeof other> {
  const box = vscode.window.createInputBox();
  box.title = input.title;
  box.step = input.step;
  box.totalSteps = input.totalSteps;
  box.prompt = input.prompt;
  box.placeholder = input.placeholder ?? '';
  box.value = input.value;
  box.password = input.password === true;
  box.ignoreFocusOut = true;
  const way =
    input.other === undefined ? undefined : { iconPath: new vscode.ThemeIcon('verified'), tooltip: input.other };
  box.buttons = [...buttonsOf(input, input.step === 1), ...(way === undefined ? [] : [way])];
  const probe =
    input.probe &&
    new Probe(
      input.probe,
      {
        busy: (isBusy) => (box.busy = isBusy),
        show: ({ good, message }) => {
          const { Info, Warning } = vscode.InputBoxValidationSeverity;
          box.validationMessage = { message, severity: good ? Info : Warning };
        },
      },
      400,
    );
  try {
    return await shown(box, (settle) => [
      box.onDidTriggerButton((button) => {
        if (button === way) settle(other);
        else press(button, input, () => settle(back));
      }),
      box.onDidChangeValue((value) => {
        box.validationMessage = undefined;
        const trimmed = value.trim();
        if (trimmed === '' || input.check(trimmed) !== undefined) probe?.drop();
        else probe?.begin(trimmed);
      }),
      box.onDidAccept(() => {
        const value = box.value.trim();
        const wrong = input.check(value);
        if (wrong === undefined) settle(value);
        else box.validationMessage = wrong;
      }),
    ]);
  } finally {
    probe?.end();
  }
}

/** Shows an input until it settles; hiding it otherwise is cancelling. */
function shown<T>(input: vscode.QuickInput, listen: (settle: (value: T) => void) => vscode.Disposable[]): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const listeners = listen((value) => {
      resolve(value);
      input.hide();
    });
    input.onDidHide(() => {
      for (const listener of listeners) listener.dispose();
      input.dispose();
      reject(cancelled());
    });
    input.show();
  });
}
