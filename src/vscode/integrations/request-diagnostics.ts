import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { nameOf, type KnownProfile } from '../../profile/known';
import { hasRequests } from '../tokens/request-editor';
import { outsideOrigins, type OutsideOrigins } from './outside-origins';
import { dialectHere } from './senders';

/** Milliseconds without a change before a file is looked at. */
const rest = 250;
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
  private readonly timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly parts: RequestDiagnosticsParts) {
    const { workspace } = vscode;
    const all = () => workspace.textDocuments.forEach((document) => this.lookSoon(document));
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      workspace.onDidOpenTextDocument((document) => this.lookSoon(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.lookSoon(document)),
      workspace.onDidCloseTextDocument((document) => this.forget(document)),
      parts.profiles.onDidChange(all),
    );
    all();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.subscriptions.dispose();
  }

  private lookSoon(document: vscode.TextDocument): void {
    if (!hasRequests(document)) return;
    clearTimeout(this.timers.get(document));
    const look = () => {
      this.timers.delete(document);
      void this.look(document);
    };
    this.timers.set(document, setTimeout(look, rest));
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const profiles = await this.parts.profiles.shown();
    // If it changed meanwhile, another look is on its way.
    if (document.isClosed || document.version !== version) return;
    const text = document.getText();
    const found = text.length > longest ? [] : outsideOrigins(text, dialectHere(), profiles).slice(0, most);
    this.collection.set(
      document.uri,
      found.map((each) => diagnosticOf(document, each)),
    );
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.delete(document);
    this.collection.delete(document.uri);
  }
}

function diagnosticOf(document: vscode.TextDocument, { profile, origin, place }: OutsideOrigins): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(place.offset), document.positionAt(place.offset + place.length));
  const message = t('The profile “{profile}” does not send its token to {origin}, which is not among its “origins”.', {
    profile: plain(nameOf(profile)),
    origin,
  });
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Token Deck';
  diagnostic.code = 'destination';
  return diagnostic;
}
