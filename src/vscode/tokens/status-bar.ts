import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { nameOf, type KnownProfile } from '../../profile/known';
import { formatLeft } from '../../base/duration';
import { factsOf } from '../../tokens/facts';
import { describeState, untilStateChanges, type TokenState } from '../../tokens/state';
import { onSettingChange, setting } from '../ui/configuration';
import type { UiCommand } from '../ui/contributions';
import { asText } from '../ui/markdown';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Ticker } from '../../base/ticker';

const command: UiCommand = 'tokenDeck.ui.showActions';

export interface StatusBarParts {
  profiles: Profiles;
  states: States;
  ticker: Ticker;
}

/** The selected profile and the time to its token's expiry. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly subscriptions: { dispose(): void }[];
  private generation = 0;

  constructor(private readonly parts: StatusBarParts) {
    const { profiles, states } = parts;
    this.item = vscode.window.createStatusBarItem('tokenDeck.status', vscode.StatusBarAlignment.Right, 100);
    this.item.name = 'Token Deck';
    this.item.command = command;
    const again = () => this.refresh();
    this.subscriptions = [
      this.item,
      profiles.onDidChange(again),
      profiles.onDidSelect(again),
      states.onDidChange(again),
      onSettingChange('statusBar.enabled', again),
      onSettingChange('warnBefore', again),
    ];
    this.refresh();
  }

  /** Draws the item anew, and arranges the next tick for when its text changes. */
  readonly refresh = (): void => {
    this.draw().catch(() => this.item.hide());
  };

  dispose(): void {
    this.parts.ticker.callAfter(Infinity, this.refresh);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async draw(): Promise<void> {
    const generation = ++this.generation;
    // Where nothing was selected there is nothing to show, and no profile to be read.
    const known =
      setting('statusBar.enabled') && this.parts.profiles.hasSelection()
        ? await this.parts.profiles.selection()
        : undefined;
    const shown = known === undefined ? undefined : await this.parts.states.withSet(known);
    if (generation !== this.generation) return;
    if (known === undefined || shown === undefined) {
      this.item.hide();
      this.parts.ticker.callAfter(Infinity, this.refresh);
      return;
    }
    const { state, set } = shown;
    const name = plain(nameOf(known), 40);
    this.item.text = `${iconOf(state)} ${name}${suffixOf(state)}`;
    this.item.backgroundColor = backgroundOf(state);
    this.item.accessibilityInformation = { label: `Token Deck: ${name}, ${describeState(state)}` };
    const facts = set !== undefined && known.usable ? factsOf(set, known.settings) : [];
    this.item.tooltip = tooltip(known, [
      ['State', describeState(state)],
      ...facts.map(({ label, value }): [string, string] => [label, value]),
    ]);
    this.item.show();
    this.parts.ticker.callAfter(untilStateChanges(state, setting('warnBefore')), this.refresh);
  }
}

function iconOf(state: TokenState): string {
  if (state.kind === 'busy') return '$(loading~spin)';
  return state.kind === 'failed' || state.kind === 'unusable' ? '$(error)' : '$(key)';
}

function suffixOf(state: TokenState): string {
  switch (state.kind) {
    case 'valid':
    case 'expiring':
      return state.left === undefined ? '' : ` ${formatLeft(state.left)}`;
    case 'expired':
      return ' expired';
    case 'failed':
    case 'unusable':
      return ' failed';
    default:
      return '';
  }
}

function backgroundOf(state: TokenState): vscode.ThemeColor | undefined {
  if (state.kind === 'expiring') return new vscode.ThemeColor('statusBarItem.warningBackground');
  const wrong = state.kind === 'expired' || state.kind === 'failed' || state.kind === 'unusable';
  return wrong ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
}

/** A table of facts. Values are of unknown origin, and go in as text. */
function tooltip(known: KnownProfile, rows: [string, string][]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown
    .appendMarkdown('**')
    .appendMarkdown(asText(plain(nameOf(known))))
    .appendMarkdown('**\n\n|||\n|-|-|\n');
  for (const [label, value] of rows) {
    const cell = asText(plain(value, 200));
    markdown.appendMarkdown(`| ${label} | ${cell} |\n`);
  }
  return markdown;
}
