import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { refersToTokens } from '../../http/reference';
import { nameOf, type KnownProfile } from '../../profile/known';
import { hasRequests } from '../tokens/request-editor';
import { DocumentTimers } from '../ui/document-timers';
import { outsideOrigins, type OutsideOrigins } from './outside-origins';
import { dialectHere } from './senders';

/** Characters of a file above which it is not looked at. */
const longest = 4_000_000;
/** How many references of a file are marked. */
const most = 200;

export interface RequestDiagnosticsParts {
  profiles: { shown(): Promise<readonly KnownProfile[]>; onDidChange: vscode.Event<void> };
}

/** Warns in `.http` files about tokens that would go to another origin than their profile names. */
export class RequestDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('token-deck-requests');
  private readonly timers = new DocumentTimers<vscode.TextDocument>((document) => this.look(document));
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly parts: RequestDiagnosticsParts) {
    const { workspace } = vscode;
    const all = () => workspace.textDocuments.forEach((document) => this.lookSoon(document));
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      this.timers,
      workspace.onDidOpenTextDocument((document) => this.lookSoon(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.lookSoon(document)),
      workspace.onDidCloseTextDocument((document) => this.forget(document)),
      parts.profiles.onDidChange(all),
    );
    all();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private lookSoon(document: vscode.TextDocument): void {
    if (hasRequests(document)) this.timers.lookSoon(document);
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const text = document.getText();
    if (text.length > longest || !refersToTokens(text)) {
      this.collection.delete(document.uri);
      return;
    }
    const profiles = await this.parts.profiles.shown();
    // If it changed while the profiles were read, another check is due anyway.
    if (document.isClosed || document.version !== version) return;
    const found = outsideOrigins(text, dialectHere(), profiles).slice(0, most);
    this.collection.set(
      document.uri,
      found.map((each) => diagnosticOf(document, each)),
    );
  }

  private forget(document: vscode.TextDocument): void {
    this.timers.cancel(document);
    this.collection.delete(document.uri);
  }
}

function diagnosticOf(document: vscode.TextDocument, { profile, origin, place }: OutsideOrigins): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(place.offset), document.positionAt(place.offset + place.length));
  const message = t(
    '{origin} is not among the “origins” of the profile “{profile}”. You are asked before its token is sent there; add it to the profile if it belongs there.',
    { profile: plain(nameOf(profile)), origin },
  );
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Token Deck';
  diagnostic.code = 'destination';
  return diagnostic;
}
