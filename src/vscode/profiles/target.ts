import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { nameOf, referenceOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { usable } from '../../profile/usable';
import { describeState } from '../../tokens/state';
import { readArgument } from '../ui/argument';
import type { Profiles } from './profiles';
import type { States } from './states';

/** Finds the profile that a command is about: by its name, or by letting the user pick. */
export class Target {
  constructor(
    private readonly profiles: Profiles,
    private readonly states: States,
  ) {}

  /**
   * @param argument what the command was called with
   * @param interactive whether the user may be asked if no profile is named
   * @throws `profile-not-found`, `profile-ambiguous`, `interaction-required`, `cancelled`
   */
  async profile(
    argument: unknown,
    interactive = true,
    only: (known: KnownProfile) => boolean = () => true,
  ): Promise<KnownProfile> {
    const { known, name } = readArgument(argument);
    if (known !== undefined) return known;
    if (name !== undefined) return this.profiles.named(name);
    if (!interactive)
      throw new Fault('interaction-required', t('No profile was specified.'), {
        next: t('Specify one: {example}.', { example: '{ "profile": "…" }' }),
      });
    return this.pick(only);
  }

  /** The same, if it can be used. @throws `profile-invalid`, `insecure-endpoint` too */
  async usable(argument: unknown, interactive = true): Promise<UsableProfile> {
    return usable(await this.profile(argument, interactive));
  }

  /** Lets the user pick: the last used first, each with its state as far as it is at hand. */
  private async pick(only: (known: KnownProfile) => boolean): Promise<KnownProfile> {
    const known = await this.profiles.byLastUse();
    const all = known.filter(only);
    if (known.length > 0 && all.length === 0)
      throw new Fault('profile-not-found', t('This command does not apply to any of your profiles.'), {
        next: '',
        reason: 'no-profile-fits',
      });
    if (all.length === 0) {
      throw new Fault('profile-not-found', t('There are no profiles yet.'), {
        next: t('Add one with “Token Deck: Add Profile”.'),
      });
    }
    const items = await Promise.all(
      all.map(async (known) => ({
        label: plain(nameOf(known)),
        description: describeState((await this.states.atHand(known)).state),
        detail: plain(detailOf(known)),
        known,
      })),
    );
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Token Deck',
      placeHolder: t('Which profile?'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked === undefined) throw cancelled();
    return picked.known;
  }
}

function detailOf(known: KnownProfile): string {
  const group = known.usable ? known.profile.group : undefined;
  return [group, referenceOf(known)].filter((part) => part !== undefined).join(' · ');
}
