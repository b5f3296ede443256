import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { headerLine, referenceTo } from '../../http/reference';
import { editHeader } from '../../http/request';
import type { GetOptions } from '../../tokens/service';
import type { Caller, Door, Gate, Issued } from '../access/gate';
import type { Target } from '../profiles/target';
import { field, readArgument, wrong } from '../ui/argument';
import { copySecret } from '../ui/clipboard';
import { requestEditor } from './request-editor';

/** The public commands that hand out tokens. */
export class TokenCommands {
  constructor(
    private readonly target: Target,
    private readonly gate: Gate,
  ) {}

  /** `tokenDeck.getToken`: the token, a string. */
  async getToken(argument: unknown): Promise<string> {
    return (await this.issue('command', argument)).token;
  }

  /** `tokenDeck.copyToken`: copies the token, and returns it. */
  async copyToken(argument: unknown): Promise<string> {
    const { token } = await this.issue('clipboard', argument);
    await copySecret(token);
    return token;
  }

  /** `tokenDeck.copyAuthorizationHeader`: copies the whole header, and returns it. */
  async copyAuthorizationHeader(argument: unknown): Promise<string> {
    const { header } = await this.issue('clipboard', argument);
    await copySecret(header);
    return header;
  }

  /** `tokenDeck.insertAuthorizationHeader`: edits the request under the cursor. A reference needs no token. */
  async insertAuthorizationHeader(argument: unknown, caller: Caller): Promise<true> {
    const { rest } = readArgument(argument);
    const as = field(rest, 'as', 'string') ?? 'reference';
    if (as !== 'reference' && as !== 'token') throw wrong(t('“as” must be "reference" or "token".'));
    const { document, selection } = requestEditor();
    const { version } = document;
    const text = document.getText();
    const cursor = document.offsetAt(selection.active);
    const { line: cursorLine } = selection.active;
    const options = readOptions(rest);
    const profile = await this.target.usable(argument, options.interactive);
    const { headerName, headerPrefix } = profile.settings;
    const lineOf = (value: string) => headerLine(headerName, headerPrefix, value);
    // Checked first, so that the user does not sign in for nothing.
    if (editHeader(text, cursor, lineOf('')) === undefined) throw noRequest();
    const line =
      as === 'reference'
        ? lineOf(referenceTo(profile.id))
        : (await this.gate.issue({ door: 'insertion', caller, profile }, options)).header;
    // Picking a profile and getting a token can take minutes, in which the cursor's request moves.
    if (document.isClosed || document.version !== version)
      throw new Fault('request-changed', t('The file changed in the meantime; nothing was inserted.'), {
        // A file that was never saved is gone once it is closed.
        place:
          document.isClosed && document.isUntitled ? undefined : { uri: document.uri.toString(), line: cursorLine },
      });
    const edit = editHeader(text, cursor, line);
    if (edit === undefined) throw noRequest();
    const range = new vscode.Range(document.positionAt(edit.offset), document.positionAt(edit.offset + edit.length));
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, range, edit.text);
    if (!(await vscode.workspace.applyEdit(change)))
      throw new Fault('request-changed', t('The editor refused the change.'), {
        next: t('Check that the file can be edited, then run the command again.'),
        place: { uri: document.uri.toString(), line: cursorLine },
      });
    return true;
  }

  private async issue(door: Door, argument: unknown): Promise<Issued> {
    const options = readOptions(readArgument(argument).rest);
    const profile = await this.target.usable(argument, options.interactive);
    return this.gate.issue({ door, caller: 'program', profile }, options);
  }
}

/** How to get a token, from a command's argument. @throws `argument-invalid` */
export function readOptions(rest: Record<string, unknown>): GetOptions {
  const forceRefresh = field(rest, 'forceRefresh', 'boolean');
  const minValidity = field(rest, 'minValidity', 'seconds');
  const interactive = field(rest, 'interactive', 'boolean');
  const rejected = field(rest, 'rejected', 'string');
  return {
    ...(forceRefresh !== undefined && { forceRefresh }),
    ...(minValidity !== undefined && { minValidity }),
    ...(interactive !== undefined && { interactive }),
    ...(rejected !== undefined && { rejected }),
  };
}

function noRequest(): Fault {
  return new Fault('request-not-found', t('There is no request under the cursor.'));
}
