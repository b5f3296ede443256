import { identityOf, nameOf, type KnownProfile } from '../../profile/known';
import { ProfileItem } from '../ui/argument';

/** A heading in the sidebar, with the profiles under it. */
export class GroupItem {
  constructor(
    readonly name: string,
    readonly profiles: readonly ProfileItem[],
  ) {}
}

/**
 * The sidebar's rows: groups, and profiles in their order. A profile keeps its item for as long as it is there: VS Code
 * finds what was clicked by its item, and forgets all items whenever the whole tree is drawn again.
 */
export class Rows {
  private items = new Map<string, ProfileItem>();
  private arranged: readonly (GroupItem | ProfileItem)[] = [];

  /** The rows at the top, groups first. */
  get top(): readonly (GroupItem | ProfileItem)[] {
    return this.arranged;
  }

  /** The items of all profiles. */
  get profiles(): ProfileItem[] {
    return [...this.items.values()];
  }

  /** Whether the item is of a profile that is still there. */
  has(item: ProfileItem): boolean {
    return this.items.get(identityOf(item.known)) === item;
  }

  /**
   * Takes in the profiles as they are now.
   * @returns the items of profiles that are not what they were; 'rows' where rows come, go or move
   */
  update(profiles: readonly KnownProfile[]): ProfileItem[] | 'rows' {
    const changed: ProfileItem[] = [];
    const items = new Map<string, ProfileItem>();
    for (const known of profiles) {
      const identity = identityOf(known);
      const item = this.items.get(identity) ?? new ProfileItem(known);
      if (item.known !== known) {
        item.known = known;
        changed.push(item);
      }
      items.set(identity, item);
    }
    this.items = items;
    const arranged = arrange(this.profiles);
    if (outline(arranged) === outline(this.arranged)) return changed;
    this.arranged = arranged;
    return 'rows';
  }
}

function arrange(items: readonly ProfileItem[]): (GroupItem | ProfileItem)[] {
  const sorted = [...items].sort((a, b) => naturally(nameOf(a.known), nameOf(b.known)));
  const names = [...new Set(sorted.map(groupOf))].filter((name) => name !== undefined).sort(naturally);
  const inGroup = (name: string | undefined) => sorted.filter((item) => groupOf(item) === name);
  return [...names.map((name) => new GroupItem(name, inGroup(name))), ...inGroup(undefined)];
}

/** What tells one arrangement of rows from another. */
function outline(rows: readonly (GroupItem | ProfileItem)[]): string {
  return JSON.stringify(
    rows.map((row) =>
      row instanceof GroupItem ? [row.name, row.profiles.map(({ known }) => identityOf(known))] : identityOf(row.known),
    ),
  );
}

function groupOf({ known }: ProfileItem): string | undefined {
  return known.usable ? known.profile.group : undefined;
}

/** The order in which people expect names: “Stage 2” before “Stage 10”. */
function naturally(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' });
}
