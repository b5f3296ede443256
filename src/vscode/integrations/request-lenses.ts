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

/** A line above each request of a file: to send it with its token, or to put a reference into its header. */
export class RequestLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;
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
   * VS Code asks once typing has paused; until then it moves the lines that it has. They come with their commands: while
   * VS Code waits for those, a sender that draws its own lines again makes both kinds end in “Actual command not found”.
   */
  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!setting('codeLens.enabled')) return [];
    const profiles = await this.parts.profiles.shown();
    const file = requestFile(document);
    if (file === undefined) return [];
    const names = namesOf(profiles);
    const uri = document.uri.toString();
    return offersFor(file.requests, profiles, { dialect: dialectHere() }).flatMap(({ request, offers }) => {
      const { line } = document.positionAt(request.offset);
      const place = { uri, line, version: file.version };
      const range = new vscode.Range(line, 0, line, 0);
      return offers.map((offer) => new vscode.CodeLens(range, commandOf(offer, place, names)));
    });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

const send: UiCommand = 'tokenDeck.ui.sendRequest';
const authorize: UiCommand = 'tokenDeck.ui.insertAuthorizationHeader';
const authorizeAll: UiCommand = 'tokenDeck.ui.authorizeFile';

function commandOf(offer: Offer, place: RequestArgument, names: ReadonlyMap<UsableProfile, string>): vscode.Command {
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
