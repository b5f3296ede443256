import * as vscode from 'vscode';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { UsableProfile } from '../../profile/known';
import { comparable } from '../../jwt/inspect/compare';
import { inspectToken } from '../../jwt/inspect/inspect';
import { field, readArgument } from '../ui/argument';
import { comparisonScheme } from '../ui/contributions';

/** One of the two tokens that are compared: the token, and what the diff’s title calls it. */
export interface Side {
  token: string;
  name: string;
  /** The profile that it is the token of. */
  profile?: UsableProfile;
}

/** Compares two tokens in VS Code's diff editor, as documents that live in memory alone. */
export class Comparisons implements vscode.Disposable {
  private readonly texts = new Map<string, string>();

  /** What nobody shows any more is forgotten. */
  private readonly closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === comparisonScheme) this.texts.delete(uri.path);
  });

  /** `tokenDeck.compareJwts`. @throws `argument-invalid`, `jwt-malformed` */
  async compareJwts(argument: unknown): Promise<void> {
    const { rest } = readArgument(argument);
    const side = (name: 'left' | 'right'): Side => {
      const token = field(rest, name, 'string');
      if (token === undefined) throw new Fault('argument-invalid', `“${name}” is missing.`);
      return { token, name };
    };
    await this.show(side('left'), side('right'));
  }

  /** Opens the diff. @throws `jwt-malformed` */
  async show(left: Side, right: Side): Promise<void> {
    const uris = [await this.add(left, 'left'), await this.add(right, 'right')];
    const title = `${plain(left.name, 40)} ↔ ${plain(right.name, 40)}`;
    await vscode.commands.executeCommand('vscode.diff', ...uris, title, { preview: false });
  }

  /** The text of one of the two documents. */
  textOf(uri: vscode.Uri): string {
    // A window that was loaded again shows its editors again, but tokens are not kept for that.
    return this.texts.get(uri.path) ?? '// The token was not kept. Compare again.\n';
  }

  dispose(): void {
    this.closed.dispose();
  }

  private async add({ token, name }: Side, place: 'left' | 'right'): Promise<vscode.Uri> {
    if ((await inspectToken(token)).kind === 'none')
      throw new Fault('jwt-malformed', `What stands on the ${place} is no JWT that can be read.`);
    // Never an address that a window had before it was loaded again: what is open there stays as it is.
    const uri = vscode.Uri.from({
      scheme: comparisonScheme,
      path: `/${crypto.randomUUID()}/${place}-${name.replace(/[^\w.-]+/g, '-')}.jsonc`,
    });
    this.texts.set(uri.path, await comparable(token));
    return uri;
  }
}
