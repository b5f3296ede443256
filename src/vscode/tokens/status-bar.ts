import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { nameOf } from '../../profile/known';
import { formatLeft } from '../../base/duration';
import { describeState, untilStateChanges, type TokenState } from '../../tokens/state';
import { onSettingChange, setting } from '../ui/configuration';
import type { UiCommand } from '../ui/contributions';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Ticker } from '../../base/ticker';
import { tooltipOf } from './tooltip';

const command: UiCommand = 'tokenDeck.ui.showActions';

export interface StatusBarParts {
  profiles: Profiles;
  states: States;
  ticker: Ticker;
}

/** Shows the selected profile, and the time until its token expires. */
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

  /** Draws the item, and again once its text changes. */
  readonly refresh = (): void => {
    this.draw().catch(() => this.item.hide());
  };

  dispose(): void {
    this.parts.ticker.callAfter(Infinity, this.refresh);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async draw(): Promise<void> {
    const generation = ++this.generation;
    // Profiles are read only if one was ever selected.
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
    this.item.text = `${iconOf(state)} ${textOf(state, name)}`;
    this.item.backgroundColor = backgroundOf(state);
    this.item.accessibilityInformation = {
      label: t('Token Deck: {profile}, {state}', { profile: name, state: describeState(state) }),
    };
    this.item.tooltip = tooltipOf(known, state, set);
    this.item.show();
    this.parts.ticker.callAfter(untilStateChanges(state, setting('warnBefore')), this.refresh);
  }
}

function iconOf(state: TokenState): string {
  if (state.kind === 'busy' || state.kind === 'signing-in') return '$(loading~spin)';
  return state.kind === 'failed' || state.kind === 'unusable' ? '$(error)' : '$(key)';
}

function textOf(state: TokenState, profile: string): string {
  switch (state.kind) {
    case 'valid':
    case 'expiring':
      return state.left === undefined ? profile : t('{profile} {time}', { profile, time: formatLeft(state.left) });
    case 'expired':
      return t('{profile} expired', { profile });
    case 'failed':
    case 'unusable':
      return t('{profile} failed', { profile });
    default:
      return profile;
  }
}

function backgroundOf(state: TokenState): vscode.ThemeColor | undefined {
  if (state.kind === 'expiring') return new vscode.ThemeColor('statusBarItem.warningBackground');
  const wrong = state.kind === 'expired' || state.kind === 'failed' || state.kind === 'unusable';
  return wrong ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
}
