import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { refersToTokens } from '../../http/reference';
import { nameOf, referenceOf, type KnownProfile } from '../../profile/known';
import { hasRequests } from '../tokens/request-editor';
import { DocumentTimers } from '../ui/document-timers';
import { outsideOrigins, type OutsideOrigins } from './outside-origins';
import { nameProblems, referenceProblems, type ReferenceProblem } from './reference-problems';
import { requestFile } from './request-files';
import { dialectHere } from './senders';

/** The codes of diagnostics about references that stand for no token. */
export const referenceCodes = ['profile-not-found', 'profile-ambiguous'] as const;

/** How many references of a file are marked. */
const most = 200;

export interface RequestDiagnosticsParts {
  profiles: { shown(): Promise<readonly KnownProfile[]>; onDidChange: vscode.Event<void> };
}

/**
 * Warns in `.http` files about references that stand for no token, and about tokens that would go to another origin than
 * their profile names.
 */
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
      workspace.onDidGrantWorkspaceTrust(all),
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
    const profiles = await this.parts.profiles.shown();
    if (document.isClosed) return;
    const file = requestFile(document);
    if (file === undefined || !(refersToTokens(file.text) || /token-deck/i.test(file.text))) {
      this.collection.delete(document.uri);
      return;
    }
    // A folder that is not trusted has profiles that are not read.
    const isTold = ({ fitting }: ReferenceProblem) => fitting.length > 0 || vscode.workspace.isTrusted;
    const problems = referenceProblems(file.text, profiles, most).filter(isTold);
    // REST Client does not read these at all.
    const named = dialectHere() === 'httpyac' ? nameProblems(file.requests, profiles, most).filter(isTold) : [];
    const found = outsideOrigins(file.requests, profiles).slice(0, most);
    this.collection.set(document.uri, [
      ...problems.map((each) => problemOf(document, each, `{{$processEnv ${plain(each.name, 100)}}}`)),
      ...named.map((each) => problemOf(document, each, `“${plain(each.name, 100)}”`)),
      ...found.map((each) => diagnosticOf(document, each)),
    ]);
  }

  private forget(document: vscode.TextDocument): void {
    this.timers.cancel(document);
    this.collection.delete(document.uri);
  }
}

/** @param reference how the file refers to the token */
function problemOf(
  document: vscode.TextDocument,
  { fitting, offset, length }: ReferenceProblem,
  reference: string,
): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const message =
    fitting.length === 0
      ? t('No profile matches {reference}.', { reference })
      : t('More than one profile matches {reference}: {candidates}. Change the ID of one of them.', {
          reference,
          candidates: fitting.map((known) => plain(referenceOf(known), 100)).join(', '),
        });
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Token Deck';
  const [notFound, ambiguous] = referenceCodes;
  diagnostic.code = fitting.length === 0 ? notFound : ambiguous;
  return diagnostic;
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
