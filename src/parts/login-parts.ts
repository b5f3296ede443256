import * as vscode from 'vscode';
import type { Disposables } from '../base/disposables';
import { lazy } from '../base/lazy';
import type { OAuthClient } from '../oauth/client';
import type { Settings } from '../profile/settings';
import type { SecretStorage } from '../storage/entry';
import { RegistrationStore } from '../storage/registrations';
import type { SecretsStore } from '../storage/secrets';
import type { WindowLock } from '../storage/window-lock';
import { HandOff } from '../vscode/login/hand-off';
import { PendingLogins } from '../vscode/login/pending';
import { RedirectHandler } from '../vscode/login/uri-handler';
import { WaitingLogins } from '../vscode/login/waiting';
import { contextKeys } from '../vscode/ui/contributions';

/** What logins are made of. */
export interface LoginNeeds {
  /** Where windows hand redirects to each other. */
  storage: SecretStorage;
  secrets: SecretsStore;
  oauth: () => Promise<OAuthClient>;
  lock: WindowLock;
  now: () => number;
  line: (line: string) => void;
}

/** Makes what logins in the browser need: those that wait, the ways back to them, the clients registered for them. */
export function createLoginParts({ storage, secrets, oauth, lock, now, line }: LoginNeeds, disposables: Disposables) {
  const pending = new PendingLogins();
  const waiting = new WaitingLogins();
  disposables.add(
    waiting.onDidChange(() => {
      void vscode.commands.executeCommand('setContext', contextKeys.loginPending, waiting.all().length > 0);
    }),
  );
  const handOff = disposables.add(new HandOff(storage, pending, line, now));
  const loopbacks = lazy(async () => {
    const { Loopbacks } = await import('../vscode/login/loopbacks.node');
    const isTaken = async (answer: URLSearchParams) => ['taken', 'handed-over'].includes(await handOff.deliver(answer));
    return new Loopbacks(lock, isTaken);
  });
  const registrations = lazy(async () => {
    const { Registrations } = await import('../tokens/registrations');
    return new Registrations({ store: new RegistrationStore(secrets), oauth, lock, now, log: line });
  });
  const browserLogin = lazy(async () => {
    const { BrowserLogin } = await import('../vscode/login/browser-login');
    return new BrowserLogin(pending, waiting, handOff, loopbacks, registrations, line);
  });
  const redirects = new RedirectHandler(handOff, vscode.env.uiKind === vscode.UIKind.Web, line);
  const redirectUris = async (settings: Pick<Settings, 'redirect' | 'grant'>) =>
    (await import('../vscode/login/window-uris')).redirectUris(settings);
  return { redirectUris, browserLogin, registrations, waiting, handOff, redirects };
}
