import { Emitter, type Event } from '../../base/event';
import { identityOf, type KnownProfile, type UsableProfile } from '../../profile/known';

/** A login whose user is in the browser. */
export interface WaitingLogin {
  readonly profile: UsableProfile;
  /** Where the user signs in, to be opened once more. */
  url(): Promise<string>;
  /** Opens it in the browser once more, for example because its tab was closed. */
  openAgain(): Promise<void>;
  /** Ends the login as `cancelled`. */
  cancel(): void;
  /** Asks for the address that the browser ended at; undefined where it does not come back to one. */
  readonly paste?: (() => Promise<void>) | undefined;
  /** What has to be registered at the provider for it; undefined where no one address has, or none is used. */
  readonly redirectUri?: string | undefined;
  /** Begins the login again with the next way back from the browser, if there is another. */
  readonly anotherWay?: { redirectUri: string | undefined; isByCode: boolean; begin(): void } | undefined;
}

/** The logins whose users are in the browser now. */
export class WaitingLogins {
  private readonly waiting = new Set<WaitingLogin>();
  private readonly changed = new Emitter<string>();

  /** Fires with a profile's identity when a login of it begins to wait, or waits no more. */
  readonly onDidChange: Event<string> = this.changed.event;

  /** Adds a login until the signal fires. */
  add(login: WaitingLogin, ended: AbortSignal): void {
    if (ended.aborted) return;
    this.waiting.add(login);
    const remove = (): void => {
      this.waiting.delete(login);
      this.changed.fire(identityOf(login.profile));
    };
    ended.addEventListener('abort', remove, { once: true });
    this.changed.fire(identityOf(login.profile));
  }

  /** All of them, the last one first. */
  all(): WaitingLogin[] {
    return [...this.waiting].reverse();
  }

  /** The profile's login, the last one where there are several. */
  of(known: KnownProfile): WaitingLogin | undefined {
    const identity = identityOf(known);
    return this.all().find(({ profile }) => identityOf(profile) === identity);
  }
}
