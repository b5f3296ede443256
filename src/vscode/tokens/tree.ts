import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { identityOf, nameOf, type KnownProfile } from '../../profile/known';
import { factsOf, type Fact } from '../../tokens/facts';
import { describeState, untilStateChanges, type TokenState } from '../../tokens/state';
import { ProfileItem } from '../ui/argument';
import { setting } from '../ui/configuration';
import { viewId } from '../ui/contributions';
import type { Profiles } from '../profiles/profiles';
import type { States } from '../profiles/states';
import type { Ticker } from '../../base/ticker';

class GroupItem {
  constructor(
    readonly name: string,
    readonly profiles: ProfileItem[],
  ) {}
}

class FactItem {
  constructor(readonly fact: Fact) {}
}

type Item = GroupItem | ProfileItem | FactItem;

/** How each state is drawn: a codicon, and a colour of the theme. */
const icons: Record<TokenState['kind'], [icon: string, color?: string]> = {
  unusable: ['warning', 'list.warningForeground'],
  busy: ['loading~spin'],
  'signed-out': ['circle-outline'],
  failed: ['error', 'list.errorForeground'],
  valid: ['pass-filled', 'testing.iconPassed'],
  expiring: ['clock', 'list.warningForeground'],
  expired: ['circle-slash', 'list.errorForeground'],
};

/** The sidebar: groups, the profiles in them with their state, under each its token's facts. */
export class ProfileTree implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Item | undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private items = new Map<string, ProfileItem>();
  private readonly view: vscode.TreeView<Item>;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly profiles: Profiles,
    private readonly states: States,
    private readonly ticker: Ticker,
  ) {
    this.view = vscode.window.createTreeView<Item>(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changed,
      this.view,
      profiles.onDidChange(() => this.refresh()),
      this.view.onDidChangeVisibility(({ visible }) => (visible ? this.refresh() : this.countDown())),
    ];
  }

  /** Draws everything anew. */
  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item instanceof GroupItem) return item.profiles;
    if (item instanceof ProfileItem) return this.factsUnder(item.known);
    if (item instanceof FactItem) return [];
    return this.roots();
  }

  async getTreeItem(item: Item): Promise<vscode.TreeItem> {
    if (item instanceof GroupItem) return this.drawGroup(item);
    return item instanceof ProfileItem ? this.drawProfile(item.known) : drawFact(item.fact);
  }

  dispose(): void {
    this.ticker.callAfter(Infinity, this.tick);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async roots(): Promise<Item[]> {
    const known = await this.profiles.shown();
    this.items = new Map(known.map((profile) => [identityOf(profile), new ProfileItem(profile)]));
    this.countDown();
    const grouped = Map.groupBy(this.items.values(), (item) => groupOf(item.known));
    const groups = [...grouped.entries()]
      .filter(([name]) => name !== undefined)
      .sort(([a], [b]) => (a ?? '').localeCompare(b ?? ''));
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

  private async drawProfile(known: KnownProfile): Promise<vscode.TreeItem> {
    const { state, set } = await this.states.withSet(known);
    const drawn = new vscode.TreeItem(
      plain(nameOf(known)),
      set === undefined ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
    );
    const description = describeState(state);
    const [icon, color] = icons[state.kind];
    const home = known.home.kind === 'team' ? `team, ${plain(known.home.folder)}` : 'personal';
    drawn.id = identityOf(known);
    drawn.description = plain(description);
    drawn.tooltip = `${plain(nameOf(known))} (${home})\n${plain(description, 400)}`;
    drawn.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
    drawn.contextValue = [
      'profile',
      known.home.kind,
      ...(known.usable ? ['usable', grants[known.settings.grant].obtained] : []),
      ...(set === undefined ? [] : ['token']),
    ].join(' ');
    drawn.accessibilityInformation = { label: `${plain(nameOf(known))}, ${home}, ${plain(description)}` };
    return drawn;
  }

  private async factsUnder(known: KnownProfile): Promise<FactItem[]> {
    const { set } = await this.states.withSet(known);
    return set === undefined || !known.usable ? [] : factsOf(set, known.settings).map((fact) => new FactItem(fact));
  }

  /** Arranges the next tick for the profile whose text changes first; nothing ticks while the view is hidden. */
  private countDown(): void {
    if (!this.view.visible) {
      this.ticker.callAfter(Infinity, this.tick);
      return;
    }
    void this.nextChange().then((delay) => this.ticker.callAfter(delay, this.tick));
  }

  private readonly tick = (): void => {
    for (const item of this.items.values()) this.changed.fire(item);
    this.countDown();
  };

  private async nextChange(): Promise<number> {
    const warnBefore = setting('warnBefore');
    const delays = [...this.items.values()].map(async ({ known }) =>
      untilStateChanges(await this.states.of(known), warnBefore),
    );
    return Math.min(...(await Promise.all(delays)));
  }
}

function drawFact(fact: Fact): vscode.TreeItem {
  const drawn = new vscode.TreeItem(fact.label);
  drawn.description = fact.value;
  drawn.tooltip =
    fact.hint === undefined ? `${fact.label}: ${fact.value}` : `${fact.label}: ${fact.value}\n${fact.hint}`;
  drawn.iconPath = new vscode.ThemeIcon(fact.icon);
  drawn.contextValue = 'fact';
  return drawn;
}

function groupOf(known: KnownProfile): string | undefined {
  return known.usable ? known.profile.group : undefined;
}

function byName(a: ProfileItem, b: ProfileItem): number {
  return nameOf(a.known).localeCompare(nameOf(b.known));
}
