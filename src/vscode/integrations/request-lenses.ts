import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { exactReferenceOf, nameOf, referenceOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { onSettingChange, setting } from '../ui/configuration';
import type { UiCommand } from '../ui/contributions';
import type { RequestArgument } from '../tokens/request-editor';
import { requestFile, requestSelector } from './request-files';
import { offersFor, type Offer } from './request-offers';
import { dialectHere } from './senders';

export interface RequestLensParts {
  profiles: { shown(): Promise<readonly KnownProfile[]>; onDidChange: vscode.Event<void> };
}

class RequestLens extends vscode.CodeLens {
  constructor(
    readonly offer: Offer,
    readonly place: RequestArgument,
  ) {
    super(new vscode.Range(place.line, 0, place.line, 0));
  }
}

/** How many lines above and below those in view count as in view, too. */
const nearby = 100;

/** A line above each request of a file: to send it with its token, or to put a reference into its header. */
export class RequestLenses implements vscode.CodeLensProvider<RequestLens>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
  private names: ReadonlyMap<UsableProfile, string> = new Map();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly parts: RequestLensParts) {
    const fire = () => this.changed.fire();
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      onSettingChange('codeLens.enabled', fire),
      parts.profiles.onDidChange(fire),
      vscode.extensions.onDidChange(fire),
      vscode.languages.registerCodeLensProvider(requestSelector, this),
    );
  }

  /**
   * VS Code asks once typing has paused; until then it moves the lines that it has. Those in view come with their
   * commands: while VS Code waits for them, a sender that draws its own lines again makes both kinds end in “Actual
   * command not found”.
   */
  async provideCodeLenses(document: vscode.TextDocument): Promise<RequestLens[]> {
    if (!setting('codeLens.enabled')) return [];
    const profiles = await this.parts.profiles.shown();
    const file = requestFile(document);
    if (file === undefined) return [];
    this.names = namesOf(profiles);
    const inView = linesInView(document);
    const uri = document.uri.toString();
    return offersFor(file.requests, profiles, { dialect: dialectHere() }).flatMap(({ request, offers }) => {
      const { line } = document.positionAt(request.offset);
      const place = { uri, line, version: file.version };
      const lenses = offers.map((offer) => new RequestLens(offer, place));
      return inView(line) ? lenses.map((lens) => this.resolveCodeLens(lens)) : lenses;
    });
  }

  /** Lines out of view are put into words once they come into it. */
  resolveCodeLens(lens: RequestLens): RequestLens {
    lens.command = commandOf(lens.offer, lens.place, this.names);
    return lens;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

function linesInView(document: vscode.TextDocument): (line: number) => boolean {
  const ranges = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges);
  return (line) => ranges.some(({ start, end }) => start.line - nearby <= line && line <= end.line + nearby);
}

const send: UiCommand = 'tokenDeck.ui.sendRequest';
const authorize: UiCommand = 'tokenDeck.ui.insertAuthorizationHeader';
const authorizeAll: UiCommand = 'tokenDeck.ui.authorizeFile';

function commandOf(offer: Offer, place: RequestArgument, names: ReadonlyMap<UsableProfile, string>): vscode.Command {
  // A profile that has changed has no name in the list; the line is drawn again in a moment.
  const nameFor = (known: UsableProfile) => names.get(known) ?? plain(nameOf(known), 60);
  switch (offer.kind) {
    case 'send': {
      const profiles = offer.profiles.map((profile) => exactReferenceOf(profile));
      return {
        command: send,
        title: t('Send with {profile}', { profile: offer.profiles.map(nameFor).join(', ') }),
        tooltip: offer.profiles.map((known) => plain(referenceOf(known), 100)).join(', '),
        arguments: [{ ...place, profiles }],
      };
    }
    case 'authorize': {
      const { profile } = offer;
      if (profile === undefined) return { command: authorize, title: t('Authorize with…'), arguments: [place] };
      const title = t('Authorize with {profile}', { profile: nameFor(profile) });
      return { command: authorize, title, arguments: [{ ...place, profile: exactReferenceOf(profile) }] };
    }
    case 'authorize-all':
      return { command: authorizeAll, title: t('Authorize Whole File…'), arguments: [place] };
  }
}

/** What the lines call each profile: its name; where another has the same, with its full name. */
function namesOf(profiles: readonly KnownProfile[]): Map<UsableProfile, string> {
  const named = Map.groupBy(profiles, (known) => plain(nameOf(known), 60));
  return new Map(
    [...named].flatMap(([name, same]) =>
      same
        .filter((known) => known.usable)
        .map((known) => [known, same.length === 1 ? name : `${name} (${plain(referenceOf(known), 100)})`] as const),
    ),
  );
}
