import * as vscode from 'vscode';
import { JwtPlaces, type JwtPlace } from '../../jwt/find/places';
import { summarize, type JwtSummary } from '../../jwt/inspect/summary';

interface Indexed {
  places: JwtPlaces<JwtSummary>;
  version: number;
  /** Set while lines are due to be scanned. */
  timer?: NodeJS.Timeout;
}

/** Milliseconds without a change before the lines are scanned that are too long to be scanned on every key. */
const rest = 250;

/** The JWTs of the documents that were asked about, kept up to date until they are closed. */
export class DocumentPlaces implements vscode.Disposable {
  private readonly indexed = new Map<vscode.TextDocument, Indexed>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable;

  /** Fires when there is or was a JWT on a line of a document that changed or moved. */
  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeTextDocument((event) => this.update(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
  }

  /** The JWTs of a document as it is now; later changes move them. */
  of(document: vscode.TextDocument): readonly JwtPlace<JwtSummary>[] {
    const known = this.indexed.get(document);
    if (known !== undefined) {
      this.scanDue(document, known);
      return known.places.all;
    }
    const places = new JwtPlaces(document, summarize);
    if (!document.isClosed) this.indexed.set(document, { places, version: document.version });
    return places.all;
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const document of this.indexed.keys()) this.forget(document);
  }

  private update({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const known = this.indexed.get(document);
    // A listener that was called before us may have asked: then the places are those of the changed text already.
    if (known === undefined || known.version === document.version) return;
    known.version = document.version;
    const changed = known.places.update(document, contentChanges);
    clearTimeout(known.timer);
    if (known.places.dueLines.length > 0) known.timer = setTimeout(() => this.scanDue(document, known), rest);
    if (changed) this.changed.fire(document);
  }

  private scanDue(document: vscode.TextDocument, known: Indexed): void {
    clearTimeout(known.timer);
    if (known.places.scanDue(document)) this.changed.fire(document);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.indexed.get(document)?.timer);
    this.indexed.delete(document);
  }
}

export function rangeOf({ line, character, length }: JwtPlace<unknown>): vscode.Range {
  return new vscode.Range(line, character, line, character + length);
}
