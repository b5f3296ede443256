import * as vscode from 'vscode';
import type { KnownProfile } from '../../profile/known';
import type { TokenIndex } from '../../tokens/token-index';
import type { Subject } from '../jwt/inspector';
import { showFault } from '../ui/notify';
import type { Profiles } from '../profiles/profiles';
import type { Ticker } from '../../base/ticker';
import { DocumentPlaces } from './document-places';
import type { IgnoredLeaks } from './ignored-leaks';
import { LeakGuard } from './leak-guard';
import { JwtLenses } from './lenses';
import { LeakFixes } from './quick-fixes';
import { JwtTerminalLinks } from './terminal-links';

/** What the marks need from the rest of the extension. */
export interface MarksParts {
  profiles: Profiles;
  ticker: Ticker;
  index: TokenIndex;
  ignoredLeaks: IgnoredLeaks;
  inspect: (subject: Subject) => Promise<void>;
  now: () => number;
}

/** Marks JWTs in documents and in the terminal: with lines above them, warnings before a commit, and links. */
export function markJwts({ profiles, ticker, index, ignoredLeaks, inspect, now }: MarksParts): vscode.Disposable {
  const places = new DocumentPlaces();
  const idFor = async (token: string): Promise<string> => {
    const known = await profileFor(token, profiles, index).catch(() => undefined);
    return known?.id ?? 'token';
  };
  const links = new JwtTerminalLinks((token) =>
    inspect({ token }).catch((thrown: unknown) => showFault(thrown, () => [])),
  );
  return vscode.Disposable.from(
    places,
    new JwtLenses(places, ticker, now),
    new LeakGuard(places, ignoredLeaks, ticker, now),
    vscode.languages.registerCodeActionsProvider('*', new LeakFixes(places, idFor), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.window.registerTerminalLinkProvider(links),
  );
}

/** The profile that a token came from, or else the selected one, or else the only one. */
async function profileFor(token: string, profiles: Profiles, index: TokenIndex): Promise<KnownProfile | undefined> {
  const origin = index.profileOf(token);
  if (origin !== undefined) return origin;
  const selected = await profiles.selection();
  if (selected?.usable === true) return selected;
  const usable = (await profiles.shown()).filter(({ usable }) => usable);
  return usable.length === 1 ? usable[0] : undefined;
}
