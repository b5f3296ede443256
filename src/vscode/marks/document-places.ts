import * as vscode from 'vscode';
import { JwtPlaces, type JwtPlace } from '../../jwt/find/places';
import { summarize, type JwtSummary } from '../../jwt/inspect/summary';

interface Indexed {
  places: JwtPlaces<JwtSummary>;
  version: number;
}

/** The JWTs of the documents that were asked about, kept up to date until they are closed. */
export class DocumentPlaces implements vscode.Disposable {
  private readonly indexed = new Map<vscode.TextDocument, Indexed>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable;

  /** Fires when a JWT of a document has changed, moved, come or gone. */
  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeTextDocument((event) => this.update(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.indexed.delete(document)),
    );
  }

  of(document: vscode.TextDocument): readonly JwtPlace<JwtSummary>[] {
    const known = this.indexed.get(document);
    if (known !== undefined) return known.places.all;
    const places = new JwtPlaces(document, summarize);
    if (!document.isClosed) this.indexed.set(document, { places, version: document.version });
    return places.all;
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.indexed.clear();
  }

  private update({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const known = this.indexed.get(document);
    // Who is told before may have asked already: then it was made of the changed text.
    if (known === undefined || known.version === document.version) return;
    known.version = document.version;
    if (known.places.update(document, contentChanges)) this.changed.fire(document);
  }
}

export function rangeOf({ line, character, length }: JwtPlace<unknown>): vscode.Range {
  return new vscode.Range(line, character, line, character + length);
}

/** Whether a document has more characters than that; its text is not put together for it. */
export function isLongerThan(document: vscode.TextDocument, characters: number): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > characters;
}
