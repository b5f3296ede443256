import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import {
  byPlace,
  byName,
  exactReferenceOf,
  identityOf,
  placeOf,
  referenceOf,
  type Home,
  type KnownProfile,
  type ProfilePlace,
  type UsableProfile,
} from '../../profile/known';
import { plain } from '../../faults/plain';
import { useKey } from '../../storage/keys';
import type { ProfileStore } from '../../storage/profiles';
import { homeIn, type PresentProfiles } from '../access/removed';
import { hasSelection, selectedKey } from '../ui/selection';
import { usable } from '../../profile/usable';
import type { TeamFiles } from './team-files';

const lastUsedKey = 'lastUsed';

interface Known {
  personal: readonly KnownProfile[];
  team: readonly KnownProfile[];
  all: readonly KnownProfile[];
  named: (name: string) => readonly KnownProfile[];
  placed: (identity: string) => KnownProfile | undefined;
}

/** All profiles, personal and team, with those that were used last and the selected one. */
export class Profiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly selected = new vscode.EventEmitter<void>();
  private readonly subscriptions: { dispose(): void }[];
  /** The profiles of the last time, and how to find one of them. */
  private known: Known | undefined;

  /** Fires when profiles were added, changed or removed. */
  readonly onDidChange = this.changed.event;
  /** Fires when another profile was selected for the status bar. */
  readonly onDidSelect = this.selected.event;

  constructor(
    private readonly personal: ProfileStore,
    private readonly team: TeamFiles,
    private readonly workspaceState: vscode.Memento,
    private readonly log: (line: string) => void,
  ) {
    const fire = () => this.changed.fire();
    this.subscriptions = [this.changed, this.selected, personal.onDidChange(fire), team.onDidChange(fire)];
  }

  /** Every profile, usable or not, personal ones first. @throws `storage-failed` where that is not certain */
  async all(): Promise<readonly KnownProfile[]> {
    return (await this.current()).all;
  }

  /** Every profile that is known: where SecretStorage does not answer, the team's and those that this window keeps. */
  async shown(): Promise<readonly KnownProfile[]> {
    return (await this.readable()).all;
  }

  /**
   * The one profile of that name.
   * @throws `profile-not-found`, or `profile-ambiguous` naming the candidates, or `storage-failed` where only
   *   SecretStorage could tell which one it is
   */
  async named(name: string): Promise<KnownProfile> {
    let fitting = await this.fitting(name);
    // A file may have changed a moment ago, before the watcher noticed.
    const ofFile = fitting.length === 0 || fitting.some(({ home }) => home.kind === 'team');
    if (ofFile && (await this.team.hasChanged())) fitting = await this.fitting(name);
    const [first] = fitting;
    if (first === undefined) {
      if (name.startsWith('team:') && !vscode.workspace.isTrusted) {
        throw new Fault(
          'workspace-untrusted',
          t('There is no profile “{name}”: the workspace is not trusted.', { name: plain(name, 100) }),
        );
      }
      throw new Fault('profile-not-found', t('There is no profile “{name}”.', { name: plain(name, 100) }));
    }
    if (fitting.length > 1) {
      const names = fitting.map(referenceOf);
      const shown = new Set(names).size < names.length ? fitting.map(exactReferenceOf) : names;
      const candidates = shown.map((reference) => plain(reference, 400)).join(', ');
      throw new Fault(
        'profile-ambiguous',
        t('“{name}” matches more than one profile: {candidates}.', { name: plain(name, 100), candidates }),
      );
    }
    return first;
  }

  /** The identities of the profiles in each home whose profiles are known for certain. */
  async present(): Promise<PresentProfiles> {
    const present = new Map<string, Set<string>>();
    const add = (home: Home, known: readonly KnownProfile[]) => {
      for (const identity of [identityOf, placeOf])
        present.set(homeIn(identity({ id: '', home })), new Set(known.map((each) => identity(each))));
    };
    try {
      add({ kind: 'personal' }, await this.personal.list());
    } catch {
      this.log('personal profiles could not be read from SecretStorage');
    }
    for (const { home, profiles } of await this.team.certain()) add(home, profiles);
    return present;
  }

  /** The profile of an exact reference, or undefined. */
  async find(reference: string): Promise<KnownProfile | undefined> {
    return (await this.shown()).find((known) => exactReferenceOf(known) === reference);
  }

  /**
   * Whether a profile that was found before is still there, with the same request, redirect, origins and header: all
   * that a person is asked about. A team's file is looked at again.
   */
  async isCurrent(known: UsableProfile): Promise<boolean> {
    if (known.home.kind === 'team') await this.team.hasChanged();
    const now = (await this.readable()).placed(placeOf(known));
    if (now === known) return true;
    return now?.usable === true && (await useKey(now, '')) === (await useKey(known, ''));
  }

  /** The one usable profile of that name. */
  async usable(name: string): Promise<UsableProfile> {
    return usable(await this.named(name));
  }

  /**
   * The usable profile that another one means by a name. In a folder's file, an id alone is first of all one of that
   * file: its author cannot know the user's own, and the user's own is never taken by accident.
   */
  async meantBy(from: UsableProfile, name: string): Promise<UsableProfile> {
    const beside = from.home.kind === 'team' ? placeOf({ id: name, home: from.home }) : undefined;
    const own = beside === undefined ? undefined : (await this.readable()).placed(beside);
    return own === undefined ? this.usable(name) : usable(own);
  }

  /** The profile that the status bar shows. */
  async selection(): Promise<KnownProfile | undefined> {
    const identity = this.workspaceState.get<string>(selectedKey);
    return identity === undefined ? undefined : (await this.readable()).placed(identity);
  }

  /** Whether a profile was ever selected here; reads no profile. */
  hasSelection(): boolean {
    return hasSelection(this.workspaceState);
  }

  async select(known: KnownProfile): Promise<void> {
    await this.workspaceState.update(selectedKey, placeOf(known));
    this.selected.fire();
  }

  /** Remembers a use, and selects the profile if it is the first that was ever used. */
  async used(known: KnownProfile): Promise<void> {
    const identity = placeOf(known);
    const before = this.lastUsed();
    if (before[0] !== identity) {
      await this.workspaceState.update(
        lastUsedKey,
        [identity, ...before.filter((other) => other !== identity)].slice(0, 50),
      );
    }
    if (!this.hasSelection()) await this.select(known);
  }

  /** Follows a profile that got another id or home: as the selected one, and among the last used. */
  async moved(before: ProfilePlace, after: KnownProfile): Promise<void> {
    const [from, to] = [placeOf(before), placeOf(after)];
    const used = this.lastUsed();
    if (used.includes(from))
      await this.workspaceState.update(
        lastUsedKey,
        used.map((other) => (other === from ? to : other)),
      );
    if (this.workspaceState.get(selectedKey) === from) await this.select(after);
  }

  /** Every profile that is known, the last used first. @throws `storage-failed` where there may be some, but none is known */
  async byLastUse(): Promise<KnownProfile[]> {
    const order = this.lastUsed();
    const rank = (profile: KnownProfile) => {
      const index = order.indexOf(placeOf(profile));
      return index === -1 ? order.length : index;
    };
    const shown = await this.shown();
    return [...(shown.length > 0 ? shown : await this.all())].sort((a, b) => rank(a) - rank(b));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async fitting(name: string): Promise<readonly KnownProfile[]> {
    const { named, complete } = await this.readable();
    const fitting = named(name);
    if (complete) return fitting;
    const isCertain = fitting.some(
      (known) => known.home.kind === 'personal' || [referenceOf(known), exactReferenceOf(known)].includes(name),
    );
    // A folder's profile must not take the place of a personal one that cannot be read now.
    return isCertain ? fitting : (await this.current()).named(name);
  }

  /** All profiles. The list stays the same object until the personal or the team profiles change. */
  private async current(): Promise<Known> {
    const [personal, team] = await Promise.all([this.personal.list(), this.team.profiles()]);
    return this.indexed(personal, team);
  }

  /** As `current`; where SecretStorage does not answer, what is known without it. */
  private async readable(): Promise<Known & { complete: boolean }> {
    const [personal, team] = await Promise.all([this.personal.readable(), this.team.profiles()]);
    if (!personal.complete) this.log('personal profiles could not be read from SecretStorage');
    return { ...this.indexed(personal.profiles, team), complete: personal.complete };
  }

  private indexed(personal: readonly KnownProfile[], team: readonly KnownProfile[]): Known {
    if (this.known?.personal !== personal || this.known.team !== team) {
      const all = [...personal, ...team];
      this.known = { personal, team, all, named: byName(all), placed: byPlace(all) };
    }
    return this.known;
  }

  private lastUsed(): string[] {
    const value: unknown = this.workspaceState.get(lastUsedKey);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }
}
