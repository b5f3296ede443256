import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Agenda } from '../../base/agenda';
import type { Ticker } from '../../base/ticker';
import { plain } from '../../faults/plain';
import { identityOf, nameOf, type KnownProfile } from '../../profile/known';
import type { ProfileNames } from '../../storage/profile-names';
import { factsOf, timeInShort } from '../../tokens/facts';
import { factsOfProfile, problemsOf } from '../../tokens/profile-facts';
import { describeState, untilRowChanges, type TokenState } from '../../tokens/state';
import { FactItem, ProfileItem } from '../ui/argument';
import { setting } from '../ui/configuration';
import type { UiCommand } from '../ui/contributions';
import type { Profiles } from '../profiles/profiles';
import { contextValueOf } from './context-value';
import type { States } from '../profiles/states';
import { DrawnItems } from './drawn-items';
import { rowName } from './row-name';
import { GroupItem, NameItem, Rows, rowsOfNames } from './rows';
import { tooltipOf } from './tooltip';

export type Item = GroupItem | NameItem | ProfileItem | FactItem;

/** How each state is drawn: a codicon and a theme colour. */
const icons: Record<TokenState['kind'], [icon: string, color?: string]> = {
  unusable: ['warning', 'list.warningForeground'],
  busy: ['loading~spin'],
  'signing-in': ['loading~spin'],
  unknown: ['circle-outline'],
  'signed-out': ['circle-outline'],
  ready: ['circle-large-outline'],
  stored: ['pass-filled'],
  failed: ['error', 'list.errorForeground'],
  valid: ['pass-filled', 'testing.iconPassed'],
  expiring: ['clock', 'list.warningForeground'],
  expired: ['circle-slash', 'list.errorForeground'],
};

/** What the sidebar draws from. */
export interface TreeParts {
  profiles: Profiles;
  names: ProfileNames;
  states: States;
  ticker: Ticker;
  now: () => number;
}

/** The sidebar: groups, the profiles in them with their state, and each token's facts. It draws without reading a token. */
export class ProfileTree implements vscode.Disposable {
  private readonly subscriptions: { dispose(): void }[];
  private readonly rows = new Rows();
  private readonly drawn = new DrawnItems<ProfileItem>();
  /** When a profile has to be drawn again because time goes by, in milliseconds since 1970. */
  private readonly due = new Agenda<ProfileItem>();
  /** When that has to be done at the latest. */
  private readonly late = new Agenda<ProfileItem>();
  private isArranging = false;
  private isFirst = true;

  /**
   * @param changed tells VS Code to draw items again, or everything. Until everything is drawn, what a person clicks has
   *   no item, so that is left to rows that come, go or move.
   */
  constructor(
    private readonly view: Pick<vscode.TreeView<Item>, 'visible' | 'onDidChangeVisibility'>,
    private readonly changed: (items: Item[] | undefined) => void,
    private readonly parts: TreeParts,
  ) {
    const redraw = () => this.redraw(this.rows.profiles);
    this.subscriptions = [
      parts.profiles.onDidChange(() => void this.follow()),
      parts.states.onDidChange((change) => {
        if (change === 'all') redraw();
        else this.redraw(this.drawn.changedBy(change));
      }),
      view.onDidChangeVisibility(({ visible }) => (visible ? redraw() : this.arrange())),
    ];
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item instanceof GroupItem) return [...item.profiles];
    if (item instanceof ProfileItem) return this.factsUnder(item);
    if (item instanceof NameItem) return this.factsUnderName(item);
    if (item instanceof FactItem) return [];
    return this.roots();
  }

  async getTreeItem(item: Item): Promise<vscode.TreeItem> {
    if (item instanceof GroupItem) return this.drawGroup(item);
    if (item instanceof NameItem) return drawName(item);
    return item instanceof ProfileItem ? this.drawProfile(item) : drawFact(item, this.parts.now());
  }

  dispose(): void {
    this.parts.ticker.callAfter(Infinity, this.tick);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async roots(): Promise<Item[]> {
    const named = this.isFirst ? await this.parts.names.read() : [];
    this.isFirst = false;
    if (named.length > 0) {
      // After VS Code has drawn these: reading every profile would keep it waiting.
      setTimeout(() => void this.parts.profiles.shown().finally(() => this.changed(undefined)), 0);
      return rowsOfNames(named);
    }
    this.rows.update(await this.parts.profiles.shown());
    this.drawn.clear();
    this.due.clear();
    this.late.clear();
    return [...this.rows.top];
  }

  private async follow(): Promise<void> {
    const changed = this.rows.update(await this.parts.profiles.shown());
    if (changed === 'rows') this.changed(undefined);
    else this.redraw(changed);
  }

  private redraw(items: Item[]): void {
    if (items.length > 0) this.changed(items);
  }

  private drawGroup(group: GroupItem): vscode.TreeItem {
    const drawn = new vscode.TreeItem(plain(group.name), vscode.TreeItemCollapsibleState.Expanded);
    drawn.id = `group ${group.name}`;
    drawn.contextValue = 'group';
    drawn.iconPath = new vscode.ThemeIcon('folder');
    return drawn;
  }

  private async drawProfile(item: ProfileItem): Promise<vscode.TreeItem> {
    const { known } = item;
    const [identity, key] = [identityOf(known), await this.parts.states.keyOf(known)];
    if (this.rows.has(item)) this.drawn.add(identity, item, key);
    const { state, set } = await this.parts.states.atHand(known);
    const [now, warnBefore] = [this.parts.now(), setting('warnBefore')];
    const { due, latest } = untilRowChanges(state, warnBefore);
    this.due.set(item, now + due);
    this.late.set(item, now + latest);
    this.arrange();
    const description = plain(describeState(state));
    const drawn = new vscode.TreeItem(
      rowName(plain(nameOf(known)), description),
      // All alike: rows with and without an arrow would not be aligned.
      vscode.TreeItemCollapsibleState.Collapsed,
    );
    const [icon, color] = icons[state.kind];
    drawn.id = identity;
    drawn.description = description;
    drawn.tooltip = tooltipOf(known, state, set);
    drawn.command = onClick('tokenDeck.ui.showDetails', t('Show Details'), item);
    drawn.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
    drawn.contextValue = contextValueOf(known, set !== undefined, state.kind);
    drawn.accessibilityInformation = { label: labelOf(known, description) };
    return drawn;
  }

  private async factsUnder(item: ProfileItem): Promise<FactItem[]> {
    const { known } = item;
    const { state, set } = await this.parts.states.atHand(known);
    const ofToken = set === undefined || !known.usable ? [] : factsOf(set, known.settings, known.profile.preset);
    return [
      ...problemsOf(known, state).map((fact) => new FactItem(fact, item)),
      ...[...ofToken, ...factsOfProfile(known)].map((fact) => new FactItem(fact)),
    ];
  }

  private async factsUnderName({ identity }: NameItem): Promise<FactItem[]> {
    this.rows.update(await this.parts.profiles.shown());
    const item = this.rows.of(identity);
    return item === undefined ? [] : this.factsUnder(item);
  }

  /** Arranges the next tick, for the profile whose text changes first. Nothing ticks while the view is hidden. */
  private arrange(): void {
    if (this.isArranging) return;
    this.isArranging = true;
    // Once for all profiles that are drawn together.
    queueMicrotask(() => {
      this.isArranging = false;
      const now = this.parts.now();
      const due = this.view.visible ? this.due.next() : Infinity;
      this.parts.ticker.callAfter(due - now, this.tick, this.late.next() - now);
    });
  }

  private readonly tick = (): void => {
    const due = this.due.takeDue(this.parts.now());
    for (const item of due) this.late.set(item, Infinity);
    this.redraw(due);
    this.arrange();
  };
}

/** A profile whose state is not known yet. */
function drawName({ named, identity }: NameItem): vscode.TreeItem {
  const name = plain(named.name);
  const drawn = new vscode.TreeItem(rowName(name, ''), vscode.TreeItemCollapsibleState.Collapsed);
  const [icon] = icons.unknown;
  drawn.id = identity;
  drawn.iconPath = new vscode.ThemeIcon(icon);
  drawn.accessibilityInformation = { label: name };
  return drawn;
}

/** A fact. The countdown in it is drawn again with the one of its profile. */
function drawFact({ fact, troubled }: FactItem, now: number): vscode.TreeItem {
  const drawn = new vscode.TreeItem(fact.label);
  drawn.description = fact.at === undefined ? fact.value : timeInShort(fact.at, now);
  const line = t('{label}: {value}', { label: fact.label, value: fact.value });
  drawn.tooltip = fact.hint === undefined ? line : `${line}\n${fact.hint}`;
  drawn.iconPath = new vscode.ThemeIcon(fact.icon);
  drawn.contextValue = 'fact';
  if (troubled !== undefined) drawn.command = onClick('tokenDeck.ui.troubleshoot', t('Troubleshoot'), troubled);
  return drawn;
}

/** What a click does: it shows, and changes nothing. */
function onClick(command: UiCommand, title: string, item: ProfileItem): vscode.Command {
  return { command, title, arguments: [item] };
}

/** What a screen reader says. */
function labelOf(known: KnownProfile, state: string): string {
  const { home } = known;
  const profile = plain(nameOf(known));
  return home.kind === 'team'
    ? t('{profile}, team, {folder}, {state}', { profile, folder: plain(home.folder), state })
    : t('{profile}, personal, {state}', { profile, state });
}
