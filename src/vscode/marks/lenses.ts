import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import type { JwtPlace } from '../../jwt/find/places';
import type { JwtSummary } from '../../jwt/inspect/summary';
import { onSettingChange, setting } from '../ui/configuration';
import type { UiCommand } from '../ui/contributions';
import type { Ticker } from '../../base/ticker';
import { isLongerThan } from '../ui/document-length';
import { rangeOf, type DocumentPlaces } from './document-places';
import { lensTitle, untilTitleChanges } from './lens-title';

const inspectAt: UiCommand = 'tokenDeck.ui.inspectAt';

/** Characters of a document above which it gets no lines above its JWTs. */
const longest = 1_000_000;

/** How many JWTs of a document get a line above them. */
const most = 50;

/** A line above each line with a JWT: who issued it, and how long it is valid. A click opens it in the inspector. */
export class JwtLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  /** When the next of them says something else, in milliseconds since 1970. */
  private due = Infinity;
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly places: DocumentPlaces,
    private readonly ticker: Ticker,
    private readonly now: () => number,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      onSettingChange('codeLens.enabled', () => this.changed.fire()),
      vscode.languages.registerCodeLensProvider('*', this),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!setting('codeLens.enabled') || isLongerThan(document, longest)) return [];
    const now = this.now();
    const marked = this.places.of(document).slice(0, most);
    // At that time VS Code asks again, for the documents in view only.
    this.tickAfter(Math.min(...marked.map(({ about }) => untilTitleChanges(about, now))));
    return [...Map.groupBy(marked, ({ line }) => line).values()].flatMap(([first, ...more]) =>
      first === undefined ? [] : [lens(document, first, more.length, now)],
    );
  }

  dispose(): void {
    this.ticker.callAfter(Infinity, this.tick);
    this.subscriptions.dispose();
  }

  private tickAfter(delay: number): void {
    const at = this.now() + delay;
    if (!(at < this.due)) return;
    this.due = at;
    this.ticker.callAfter(delay, this.tick);
  }

  private readonly tick = (): void => {
    this.due = Infinity;
    this.changed.fire();
  };
}

function lens(document: vscode.TextDocument, place: JwtPlace<JwtSummary>, more: number, now: number): vscode.CodeLens {
  const { line, character } = place;
  return new vscode.CodeLens(rangeOf(place), {
    title: lensTitle(place.about, more, now),
    tooltip: t('Read from the token, not verified. Click to inspect it.'),
    command: inspectAt,
    arguments: [{ uri: document.uri.toString(), line, character }],
  });
}
