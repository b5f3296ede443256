import * as vscode from 'vscode';
import { namedIn } from '../../http/placeholders';
import { referenceAt } from '../../http/reference-at';
import type { KnownProfile } from '../../profile/known';
import type { StateOfToken } from '../profiles/states';
import { hasRequests } from '../tokens/request-editor';
import { setting } from '../ui/configuration';
import { profilesByName, profilesByVariable } from './by-variable';

/** Tells over a reference to a token whose it is, and its state as the sidebar has it. Nothing is renewed. */
export class ReferenceHover implements vscode.HoverProvider {
  constructor(
    private readonly profiles: () => Promise<readonly KnownProfile[]>,
    private readonly stateOf: (known: KnownProfile) => Promise<StateOfToken>,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (!setting('hover.enabled') || !hasRequests(document)) return undefined;
    const { text } = document.lineAt(position.line);
    const named = namedIn(text);
    const isNamed = named !== undefined && named.start <= position.character && position.character <= named.end;
    const found = isNamed ? named : referenceAt(text, position.character);
    if (found === undefined) return undefined;
    const profiles = await this.profiles();
    const [known, ...further] =
      (isNamed ? profilesByName(profiles) : profilesByVariable(profiles)).get(found.name) ?? [];
    // Of more than one, or of none, the problem under the cursor tells.
    if (known === undefined || further.length > 0) return undefined;
    const [{ tooltipOf }, { state, set }] = await Promise.all([import('../tokens/tooltip'), this.stateOf(known)]);
    return new vscode.Hover(
      tooltipOf(known, state, set),
      new vscode.Range(position.line, found.start, position.line, found.end),
    );
  }
}
