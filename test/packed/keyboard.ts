import type { Workbench } from '../host/workbench';
import { eventually } from '../support/eventually';

/** A person who uses the keyboard only, and whose answers are counted: each press of Enter is one. */
export interface Keyboard {
  /** What was answered so far, in order. */
  readonly answers: readonly string[];
  /** Runs a command: F1, its title, Enter. */
  command(title: string): Promise<void>;
  /**
   * Answers the question with this title, which must be there: Enter once, which takes a list's active row, or what is
   * in the box.
   * @param text typed before, into the empty box or to find a row
   */
  answer(question: string, text?: string): Promise<void>;
  /** Presses Enter in the empty box of a question, which has to say why it stays. This is not an answer. */
  leaveEmpty(question: string, why: string): Promise<void>;
  /** What a row of the list of a question says, once the row is there. This is not an answer. */
  row(question: string, label: string): Promise<string>;
  /** Answers the modal dialog with the button that has the focus. @returns what the dialog said */
  confirm(button: string): Promise<string>;
}

const shown = '.quick-input-widget:visible:not([inert])';

export function keyboardOf({ page, dialogText }: Workbench): Keyboard {
  const answers: string[] = [];
  const widget = page.locator(shown);
  const enter = async (what: string): Promise<void> => {
    answers.push(what);
    await page.keyboard.press('Enter');
  };
  /** Waits until this is the question, and typing goes into its box. */
  const asked = async (question: string): Promise<void> => {
    await widget.locator('.quick-input-title', { hasText: question }).waitFor();
    await widget.locator('.quick-input-box input:focus').waitFor();
  };
  /** Waits until Enter would take this row of a list; any row if no label is given. */
  const active = async (label = ''): Promise<string> => {
    const row = widget.locator('.monaco-list-row.focused', { hasText: label });
    await row.first().waitFor();
    return row.first().locator('.label-name').first().innerText();
  };
  return {
    answers,
    async command(title) {
      await eventually('the palette', async () => {
        await page.keyboard.press('F1');
        return widget.locator('.quick-input-box input:focus').isVisible();
      });
      await page.keyboard.type(title);
      await active(title);
      await enter(title);
    },
    async leaveEmpty(question, why) {
      await asked(question);
      await page.keyboard.press('Enter');
      await widget.locator('.quick-input-message', { hasText: why }).waitFor();
    },
    async answer(question, text) {
      await asked(question);
      const isList = await widget.locator('.quick-input-list').isVisible();
      // A list comes with an active row, so that Enter is never without effect.
      if (isList) await active();
      if (text !== undefined) await page.keyboard.type(text);
      const row = isList ? await active(text) : undefined;
      // Answers are printed: without the code that is in a pasted address.
      await enter(`${question}: ${(row ?? text ?? '').split('?', 1).join()}`);
    },
    async row(question, label) {
      await asked(question);
      const row = widget.locator('.monaco-list-row', { hasText: label });
      await row.first().waitFor();
      return row.first().innerText();
    },
    async confirm(button) {
      const text = await dialogText();
      await page.locator('.monaco-dialog-box .monaco-button:focus', { hasText: button }).waitFor();
      await enter(button);
      return text;
    },
  };
}
