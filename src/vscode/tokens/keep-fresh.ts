import * as vscode from 'vscode';
import { Disposables } from '../../base/disposables';
import type { Disposable } from '../../base/event';
import type { Ticker } from '../../base/ticker';
import type { Fault } from '../../faults/fault';
import { identityOf, type UsableProfile } from '../../profile/known';
import type { TokenStore } from '../../storage/tokens';
import { AutoRefresh } from '../../tokens/auto-refresh';
import type { TokenService } from '../../tokens/service';
import type { Gate } from '../access/gate';
import type { Profiles } from '../profiles/profiles';
import { ProfileItem } from '../ui/argument';
import { onSettingChange, setting } from '../ui/configuration';
import { offer, runUi } from '../ui/notify';
import { sessionEnd } from './session-end';

export interface KeepFreshParts {
  profiles: Profiles;
  service: TokenService;
  tokens: TokenStore;
  gate: Gate;
  ticker: Ticker;
  now: () => number;
}

/**
 * Keeps the tokens of the selected profile, and of those that programs and senders use, fresh while this window has the
 * focus. A token that was not used since it was renewed is left to run out.
 */
export function keepFresh(parts: KeepFreshParts): Disposable {
  const { profiles, service, tokens, gate, ticker, now } = parts;
  const used = new Map<string, { profile: UsableProfile; at: number }>();
  const disposables = new Disposables();

  const watched = async (): Promise<UsableProfile[]> => {
    const selected = profiles.hasSelection() ? await profiles.selection() : undefined;
    const inUse: UsableProfile[] = [];
    for (const [identity, { profile, at }] of used) {
      const set = tokens.peek(await service.keyOf(profile));
      if (set === undefined) used.delete(identity);
      else if (at > set.obtainedAt) inUse.push(profile);
    }
    return selected?.usable === true ? [selected, ...inUse] : inUse;
  };
  const refresh = disposables.add(
    new AutoRefresh({
      watched,
      keyOf: (profile) => service.keyOf(profile),
      peek: (key) => tokens.peek(key),
      get: (profile, options) => service.get(profile, options),
      mayRun: () => setting('autoRefresh') && vscode.window.state.focused,
      onSessionEnd: (profile, fault) => void tellSessionEnd(profile, fault),
      ...{ ticker, now, random },
    }),
  );
  disposables.add(
    gate.onDidPass(({ caller, door, profile, refused }) => {
      if (refused !== undefined || (caller !== 'program' && door !== 'sender')) return;
      used.set(identityOf(profile), { profile, at: now() });
      refresh.look();
    }),
  );
  for (const subscribe of [profiles.onDidChange, profiles.onDidSelect, tokens.onDidChange, tokens.onDidLoad])
    disposables.add(subscribe(refresh.look));
  disposables.add(vscode.window.onDidChangeWindowState(refresh.look));
  disposables.add(onSettingChange('autoRefresh', refresh.look));
  refresh.look();
  return disposables;
}

function random(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

async function tellSessionEnd(known: UsableProfile, fault: Fault): Promise<void> {
  const run = () => runUi('tokenDeck.ui.renewToken', new ProfileItem(known));
  const { message, title } = sessionEnd(known, fault);
  await offer(vscode.window.showWarningMessage, message, [{ title, run }]);
}
