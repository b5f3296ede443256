import { t } from '@vscode/l10n';
import { localTime } from '../../base/dates';
import * as vscode from 'vscode';
import type { JwtPlace } from '../../jwt/find/places';
import { fingerprintOf, isSample } from '../../jwt/inspect/samples';
import { usableUntil, type JwtSummary } from '../../jwt/inspect/summary';
import { onSettingChange, setting } from '../ui/configuration';
import { DocumentTimers } from '../ui/document-timers';
import type { Ticker } from '../../base/ticker';
import { isLongerThan } from '../ui/document-length';
import { rangeOf, type DocumentPlaces } from './document-places';
import { GitTracked } from './git-tracked';
import type { IgnoredLeaks } from './ignored-leaks';

export const leakSource = 'Token Deck';
export const leakCode = 'jwt-leak';

/** Characters of a document above which it is not looked at. */
const longest = 8_000_000;

/** How many JWTs of a document get a warning. */
const most = 100;

/** A JWT of a document that anyone who finds it can use, until a time in milliseconds since 1970. */
interface Usable {
  place: JwtPlace<JwtSummary>;
  until: number;
  token: string;
}

/** Warns about JWTs that are still valid in files that git tracks: the next commit would publish them. */
export class LeakGuard implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('token-deck-leaks');
  private readonly tracked = new GitTracked();
  private readonly timers = new DocumentTimers<vscode.TextDocument>((document) => this.look(document));
  /** The documents with warnings, and when the first of their JWTs expires, in milliseconds since 1970. */
  private readonly warned = new Map<vscode.TextDocument, number>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly places: DocumentPlaces,
    private readonly ignored: IgnoredLeaks,
    private readonly ticker: Ticker,
    private readonly now: () => number,
  ) {
    const { workspace, window } = vscode;
    const all = () => workspace.textDocuments.forEach(look);
    const look = (document: vscode.TextDocument) => this.timers.lookSoon(document);
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      this.tracked,
      this.timers,
      places.onDidChange(look),
      workspace.onDidOpenTextDocument(look),
      workspace.onDidSaveTextDocument(look),
      workspace.onDidCloseTextDocument((document) => this.forget(document)),
      workspace.onDidGrantWorkspaceTrust(all),
      // What git tracks changes without any change to a document.
      this.tracked.onDidChange(all),
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => look(document))),
      onSettingChange('leakGuard.enabled', all),
      ignored.onDidChange(all),
    );
    all();
  }

  dispose(): void {
    this.ticker.callAfter(Infinity, this.expired);
    this.subscriptions.dispose();
  }

  private async look(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const usable = this.usableIn(document);
    const file = usable.length > 0 ? fileOf(document) : undefined;
    const tracked = file !== undefined && !this.ignored.has('file', file.toString()) && (await this.tracked.has(file));
    const found = tracked ? await this.withoutIgnored(usable) : [];
    // If it changed during the check, another one is due anyway.
    if (document.isClosed || document.version !== version) return;
    if (found.length > 0) {
      this.warned.set(document, Math.min(...found.map(({ until }) => until)));
      this.collection.set(
        document.uri,
        found.map(({ place, until }) => warning(place, until)),
      );
    } else if (this.warned.delete(document)) {
      this.collection.delete(document.uri);
    }
    this.waitForExpiry();
  }

  private async withoutIgnored(usable: readonly Usable[]): Promise<Usable[]> {
    const fingerprints = await Promise.all(usable.map(({ token }) => fingerprintOf(token)));
    return usable.filter((_each, index) => {
      const fingerprint = fingerprints[index] ?? '';
      return !isSample(fingerprint) && !this.ignored.has('token', fingerprint);
    });
  }

  /** The JWTs of a document that anyone who finds them can use. */
  private usableIn(document: vscode.TextDocument): Usable[] {
    if (document.isClosed || !setting('leakGuard.enabled') || !isOfFile(document)) return [];
    if (isLongerThan(document, longest)) return [];
    const now = this.now();
    const found: Usable[] = [];
    for (const place of this.places.of(document)) {
      const until = usableUntil(place.about);
      if (until !== undefined && until > now) found.push({ place, until, token: document.getText(rangeOf(place)) });
      if (found.length === most) break;
    }
    return found;
  }

  private forget(document: vscode.TextDocument): void {
    this.timers.cancel(document);
    if (this.warned.delete(document)) this.collection.delete(document.uri);
    this.waitForExpiry();
  }

  private waitForExpiry(): void {
    this.ticker.callAfter(Math.min(...this.warned.values()) - this.now(), this.expired);
  }

  private readonly expired = (): void => {
    for (const [document, until] of this.warned) if (until <= this.now()) void this.look(document);
  };
}

function warning(place: JwtPlace<JwtSummary>, until: number): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(place),
    message(place.about.issuer, until),
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = leakSource;
  diagnostic.code = leakCode;
  return diagnostic;
}

function message(issuer: string | undefined, until: number): string {
  if (until === Infinity) {
    return issuer === undefined
      ? t(
          'This JWT never expires, and git tracks this file: anyone who sees the commit can use it. Remove it, or replace it with a variable.',
        )
      : t(
          'This JWT from {issuer} never expires, and git tracks this file: anyone who sees the commit can use it. Remove it, or replace it with a variable.',
          { issuer },
        );
  }
  const time = localTime(until);
  return issuer === undefined
    ? t(
        'This JWT is valid until {time}, and git tracks this file: anyone who sees the commit can use it. Remove it, or replace it with a variable.',
        { time },
      )
    : t(
        'This JWT from {issuer} is valid until {time}, and git tracks this file: anyone who sees the commit can use it. Remove it, or replace it with a variable.',
        { issuer, time },
      );
}

const cellScheme = 'vscode-notebook-cell';

/** Whether a document is a file’s or a notebook cell’s, rather than a diff’s older side, output, or untitled. */
function isOfFile({ uri: { scheme } }: vscode.TextDocument): boolean {
  const { workspaceFolders = [] } = vscode.workspace;
  return [cellScheme, 'file', 'vscode-remote', ...workspaceFolders.map(({ uri }) => uri.scheme)].includes(scheme);
}

/** The file that a document is saved to; for a cell, its notebook’s. */
export function fileOf(document: vscode.TextDocument): vscode.Uri | undefined {
  if (document.uri.scheme !== cellScheme) return document.uri;
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some((cell) => cell.document === document),
  );
  return notebook?.isUntitled === false ? notebook.uri : undefined;
}
