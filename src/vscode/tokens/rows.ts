import { identityOf, nameOf, type KnownProfile } from '../../profile/known';
import { identityOfNamed, type NamedProfile } from '../../storage/profile-names';
import { ProfileItem } from '../ui/argument';

/** A profile of which only the name is known yet: nothing can be done with it. */
export class NameItem {
  readonly identity: string;

  constructor(readonly named: NamedProfile) {
    this.identity = identityOfNamed(named);
  }
}

/** A heading in the sidebar, with the profiles under it. */
export class GroupItem<Row = ProfileItem | NameItem> {
  constructor(
    readonly name: string,
    readonly profiles: readonly Row[],
  ) {}
}

/**
 * The sidebar's rows: groups, and profiles in their order. A profile keeps its item for as long as it is there: VS Code
 * finds what was clicked by its item, and forgets all items whenever the whole tree is drawn again.
 */
export class Rows {
  private items = new Map<string, ProfileItem>();
  private arranged: readonly (GroupItem<ProfileItem> | ProfileItem)[] = [];

  /** The rows at the top, groups first. */
  get top(): readonly (GroupItem<ProfileItem> | ProfileItem)[] {
    return this.arranged;
  }

  /** The items of all profiles. */
  get profiles(): ProfileItem[] {
    return [...this.items.values()];
  }

  /** The item of that profile, while it is there. */
  of(identity: string): ProfileItem | undefined {
    return this.items.get(identity);
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
    const arranged = arrange(this.profiles, ({ known }) => ({ name: nameOf(known), group: groupOf(known) }));
    if (outline(arranged) === outline(this.arranged)) return changed;
    this.arranged = arranged;
    return 'rows';
  }
}

/** The rows before the profiles themselves are read: where they will be then, if nothing changed meanwhile. */
export function rowsOfNames(named: readonly NamedProfile[]): (GroupItem<NameItem> | NameItem)[] {
  return arrange(
    named.map((each) => new NameItem(each)),
    (item) => item.named,
  );
}

function arrange<Row>(
  items: readonly Row[],
  labelOf: (item: Row) => Pick<NamedProfile, 'name'> & { group?: string | undefined },
): (GroupItem<Row> | Row)[] {
  const labelled = items.map((item) => ({ item, ...labelOf(item) }));
  const sorted = labelled.sort((a, b) => naturally(a.name, b.name));
  const names = [...new Set(sorted.map(({ group }) => group))].filter((name) => name !== undefined).sort(naturally);
  const inGroup = (name: string | undefined) => sorted.filter(({ group }) => group === name).map(({ item }) => item);
  return [...names.map((name) => new GroupItem(name, inGroup(name))), ...inGroup(undefined)];
}

/** What tells one arrangement of rows from another. */
function outline(rows: readonly (GroupItem<ProfileItem> | ProfileItem)[]): string {
  return JSON.stringify(
    rows.map((row) =>
      row instanceof GroupItem ? [row.name, row.profiles.map(({ known }) => identityOf(known))] : identityOf(row.known),
    ),
  );
}

function groupOf(known: KnownProfile): string | undefined {
  return known.usable ? known.profile.group : undefined;
}

/** The order in which people expect names: “Stage 2” before “Stage 10”. */
const naturally = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;
