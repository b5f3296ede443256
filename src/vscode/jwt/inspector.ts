import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { jwtAt } from '../../jwt/find/scan';
import { nameOf } from '../../profile/known';
import type { Reference, Section } from '../../webview/protocol';
import { inspectorView } from '../ui/contributions';
import { InspectorPanel, type InspectorParts, type Shown } from './inspector-panel';
import { fillInspector } from './inspector-webview';
import type { Place } from './jwt-hover';
import { readReference } from './reference';

/** What an inspector shows. */
export interface Subject {
  token: string;
  /** What its tab is called; without it, the profile whose token it is, or the token's issuer and subject. */
  title?: string;
  /** Where the token can be found again. */
  reference?: Reference | undefined;
  /** The part of the page that is shown first. */
  section?: Section | undefined;
}

/** Opens inspectors, and restores those that were open before the window was reloaded. */
export class Inspectors {
  constructor(private readonly parts: InspectorParts & { extensionUri: vscode.Uri }) {}

  /** Shows a token in an editor of its own. The token is kept in memory only. */
  open({ token, title, reference, section }: Subject): void {
    const panel = vscode.window.createWebviewPanel(inspectorView, plain(title ?? 'JWT', 60), vscode.ViewColumn.Active, {
      enableFindWidget: true,
      // A webview's state is written to disk, where no token may be: so a hidden page is kept alive instead.
      retainContextWhenHidden: true,
    });
    this.fill(panel, { token, reference, note: undefined, title }, section);
  }

  /** Fills an inspector after a reload. Its token was not kept, so it is looked up by its reference. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const reference = readReference(state);
    const found = reference && (await this.find(reference).catch(() => undefined));
    if (found !== undefined) return this.fill(panel, { ...found, reference, note: undefined });
    const note = t('The token was not kept when the window reloaded. Paste it, or open it again from its source.');
    this.fill(panel, { token: '', reference: undefined, note, title: undefined });
  }

  private fill(panel: vscode.WebviewPanel, shown: Shown, section?: Section): void {
    new InspectorPanel(panel.webview, this.parts, shown, section, {
      rename: (title) => (panel.title = plain(title, 60)),
      openAnother: (token) => this.open({ token }),
    });
    fillInspector(panel.webview, this.parts.extensionUri, 'token');
  }

  private async find(reference: Reference): Promise<Pick<Shown, 'token' | 'title'> | undefined> {
    if ('uri' in reference) {
      const token = (await jwtAtPlace(reference))?.text;
      return token === undefined ? undefined : { token, title: undefined };
    }
    const known = await this.parts.profiles.find(reference.profile);
    if (known?.usable !== true) return undefined;
    const token = await this.parts.gate.showToken(known);
    return token === undefined ? undefined : { token, title: nameOf(known) };
  }
}

/** The JWT at a place of a document, if one is there. */
export async function jwtAtPlace(place: Place) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri, true));
  return place.line < document.lineCount ? jwtAt(document.lineAt(place.line).text, place.character) : undefined;
}
