import type { StateChange } from '../profiles/states';

/** The items that a view has drawn, to find those that a change is about. */
export class DrawnItems<Item> {
  private readonly drawn = new Map<string, { item: Item; key: string | undefined }>();

  /**
   * Notes an item. Called before its state is read, so that a change in between is not missed.
   * @param profile the identity of its profile
   * @param key the key of the profile's token; undefined where the profile cannot be used
   */
  add(profile: string, item: Item, key: string | undefined): void {
    this.drawn.set(profile, { item, key });
  }

  clear(): void {
    this.drawn.clear();
  }

  /** The items whose state may be another now: those of the profile, and all that share its token. */
  changedBy(change: Exclude<StateChange, 'all'>): Item[] {
    const profile = 'profile' in change ? change.profile : undefined;
    const key = 'key' in change ? change.key : this.drawn.get(change.profile)?.key;
    return [...this.drawn]
      .filter(([identity, its]) => identity === profile || (key !== undefined && its.key === key))
      .map(([, { item }]) => item);
  }
}
