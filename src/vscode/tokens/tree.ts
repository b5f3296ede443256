import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Agenda } from '../../base/agenda';
import type { Ticker } from '../../base/ticker';
import { plain } from '../../faults/plain';
import { identityOf, nameOf, type KnownProfile } from '../../profile/known';
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
import { tooltipOf } from './tooltip';

class GroupItem {
  constructor(
    readonly name: string,
    readonly profiles: ProfileItem[],
  ) {}
}

export type Item = GroupItem | ProfileItem | FactItem;

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
  states: States;
  ticker: Ticker;
  now: () => number;
}

/** The sidebar: groups, the profiles in them with their state, and each token's facts. It draws without reading a token. */
export class ProfileTree implements vscode.Disposable {
  private readonly subscriptions: { dispose(): void }[];
  private readonly items = new Map<string, ProfileItem>();
  private readonly drawn = new DrawnItems<ProfileItem>();
  /** When a profile has to be drawn again because time goes by, in milliseconds since 1970. */
  private readonly due = new Agenda<ProfileItem>();
  /** When that has to be done at the latest. */
  private readonly late = new Agenda<ProfileItem>();
  private isArranging = false;

  /** @param changed tells VS Code to draw an item again, or everything */
  constructor(
    private readonly view: Pick<vscode.TreeView<Item>, 'visible' | 'onDidChangeVisibility'>,
    private readonly changed: (item?: Item) => void,
    private readonly parts: TreeParts,
  ) {
    const refresh = () => this.changed();
    this.subscriptions = [
      parts.profiles.onDidChange(refresh),
      parts.states.onDidChange((change) => {
        if (change === 'all') refresh();
        else for (const item of this.drawn.changedBy(change)) this.changed(item);
      }),
      view.onDidChangeVisibility(({ visible }) => (visible ? refresh() : this.arrange())),
    ];
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item instanceof GroupItem) return item.profiles;
    if (item instanceof ProfileItem) return this.factsUnder(item);
    if (item instanceof FactItem) return [];
    return this.roots();
  }

  async getTreeItem(item: Item): Promise<vscode.TreeItem> {
    if (item instanceof GroupItem) return this.drawGroup(item);
    return item instanceof ProfileItem ? this.drawProfile(item) : drawFact(item, this.parts.now());
  }

  dispose(): void {
    this.parts.ticker.callAfter(Infinity, this.tick);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async roots(): Promise<Item[]> {
    const known = await this.parts.profiles.shown();
    this.items.clear();
    this.drawn.clear();
    this.due.clear();
    this.late.clear();
    for (const profile of known) this.items.set(identityOf(profile), new ProfileItem(profile));
    const grouped = Map.groupBy(this.items.values(), (item) => groupOf(item.known));
    const groups = [...grouped.entries()]
      .filter(([name]) => name !== undefined)
      .sort(([a], [b]) => naturally(a ?? '', b ?? ''));
    return [
      ...groups.map(([name, items]) => new GroupItem(name ?? '', items.sort(byName))),
      ...(grouped.get(undefined) ?? []).sort(byName),
    ];
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
    if (this.items.get(identity) === item) this.drawn.add(identity, item, key);
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
    const ofToken = set === undefined || !known.usable ? [] : factsOf(set, known.settings);
    return [
      ...problemsOf(known, state).map((fact) => new FactItem(fact, item)),
      ...[...ofToken, ...factsOfProfile(known)].map((fact) => new FactItem(fact)),
    ];
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
    for (const item of this.due.takeDue(this.parts.now())) {
      this.late.set(item, Infinity);
      this.changed(item);
    }
    this.arrange();
  };
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

function groupOf(known: KnownProfile): string | undefined {
  return known.usable ? known.profile.group : undefined;
}

function byName(a: ProfileItem, b: ProfileItem): number {
  return naturally(nameOf(a.known), nameOf(b.known));
}

/** The order in which people expect names: “Stage 2” before “Stage 10”. */
function naturally(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });
}
