import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { UsableProfile } from '../../profile/known';
import { comparable } from '../../jwt/inspect/compare';
import { inspectToken } from '../../jwt/inspect/inspect';
import { field, readArgument, wrong } from '../ui/argument';
import { comparisonScheme } from '../ui/contributions';

/** One of the two tokens that are compared. */
export interface Side {
  token: string;
  /** What the diff’s title calls it. */
  name: string;
  /** The profile whose token it is. */
  profile?: UsableProfile;
  isIdToken?: boolean;
}

/** Compares two tokens in VS Code's diff editor, as documents that exist only in memory. */
export class Comparisons implements vscode.Disposable {
  private readonly texts = new Map<string, string>();

  /** Forgets the texts of closed documents. */
  private readonly closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === comparisonScheme) this.texts.delete(uri.path);
  });

  /** `tokenDeck.compareJwts`. @throws `argument-invalid`, `jwt-malformed` */
  async compareJwts(argument: unknown): Promise<void> {
    const { rest } = readArgument(argument);
    const [left, right] = [field(rest, 'left', 'string'), field(rest, 'right', 'string')];
    if (left === undefined) throw wrong(t('“left” is missing.'));
    if (right === undefined) throw wrong(t('“right” is missing.'));
    await this.show({ token: left, name: t('left') }, { token: right, name: t('right') });
  }

  /** Opens the diff. @throws `jwt-malformed` */
  async show(left: Side, right: Side): Promise<void> {
    const uris = [await this.add(left, 'left'), await this.add(right, 'right')];
    const title = `${plain(left.name, 40)} ↔ ${plain(right.name, 40)}`;
    await vscode.commands.executeCommand('vscode.diff', ...uris, title, { preview: false });
  }

  /** The text of one of the two documents. */
  textOf(uri: vscode.Uri): string {
    // A reloaded window shows its editors again, but tokens are not kept for that.
    return this.texts.get(uri.path) ?? `// ${t('The token was not kept. Compare again.')}\n`;
  }

  dispose(): void {
    this.closed.dispose();
  }

  private async add({ token, name }: Side, place: 'left' | 'right'): Promise<vscode.Uri> {
    if ((await inspectToken(token)).kind === 'none') {
      const what =
        place === 'left' ? t('The left side isn’t a readable JWT.') : t('The right side isn’t a readable JWT.');
      throw new Fault('jwt-malformed', what);
    }
    // A new address each time, so that an editor from before the window was reloaded is not overwritten.
    const uri = vscode.Uri.from({
      scheme: comparisonScheme,
      path: `/${crypto.randomUUID()}/${place}-${name.replace(/[^\w.-]+/g, '-')}.jsonc`,
    });
    this.texts.set(uri.path, await comparable(token));
    return uri;
  }
}
