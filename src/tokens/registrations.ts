import { t } from '@vscode/l10n';
import { unlessAborted } from '../base/shared';
import { Fault, toFault } from '../faults/fault';
import { plain } from '../faults/plain';
import type { Client, OAuthClient } from '../oauth/client';
import type { Probed } from '../oauth/probe';
import { hasRedirectUri, isEnough, withRegistration } from '../oauth/registered-client';
import { registrarOf } from '../oauth/registration';
import { exactReferenceOf, type UsableProfile } from '../profile/known';
import { secretKey } from '../storage/keys';
import type { Registration, RegistrationStore } from '../storage/registrations';
import type { WindowLock } from '../storage/window-lock';

export interface RegistrationsDependencies {
  store: RegistrationStore;
  oauth: () => Promise<OAuthClient>;
  /** Keeps windows from registering one profile's client at the same time. */
  lock: WindowLock;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (line: string) => void;
  /** How long a provider may take to delete a client, in milliseconds. */
  patience?: number;
}

/** The way back from the browser that a login uses; none for one that ends by polling. */
export interface WayBack {
  redirectUri: string | undefined;
  /** The redirect URIs that logins in this window may use, as far as they are the same each time. */
  fixed: readonly string[];
}

/** The clients that are registered for profiles without one: registered at a login, looked after, and deleted. */
export class Registrations {
  constructor(private readonly deps: RegistrationsDependencies) {}

  /**
   * The client for a login: the one that was registered before, if the provider still knows it and it has what the login
   * needs; else a new one. Only a login calls this, which a person sees and can cancel.
   * @param client as the profile has it, or with what was registered before
   * @param tell called before a client is registered, with the host that it is registered at
   * @throws `endpoint-missing`, `registration-refused`, `redirect-unavailable` where the provider does not let the client
   *   come back this way, and what a request can end in
   */
  async forLogin(
    profile: UsableProfile,
    client: Client,
    way: WayBack,
    tell: (host: string) => void,
    signal: AbortSignal,
  ): Promise<Client> {
    const name = await secretKey('registration', profile);
    const open: Client = { ...client, settings: profile.settings };
    const registration = await this.deps.lock.run(name, () => this.inTurn(profile, open, way, tell, signal), signal);
    return withRegistration(open, registration);
  }

  /**
   * Deletes the profile's registered client, here and, where the provider takes that, there. What goes wrong there is a
   * line in the log.
   * @param client as `ClientSecrets.clientOf` gives it: nothing is sent that the user has not allowed
   * @throws `storage-failed`
   */
  async remove(profile: UsableProfile, client: Client): Promise<void> {
    const { store } = this.deps;
    const known = await store.get(profile);
    if (known === undefined) return;
    await store.delete(profile);
    await this.unregister(profile, client, known);
  }

  private async inTurn(
    profile: UsableProfile,
    client: Client,
    { redirectUri, fixed }: WayBack,
    tell: (host: string) => void,
    signal: AbortSignal,
  ): Promise<Registration> {
    const { store, now } = this.deps;
    const isFixed = redirectUri === undefined || hasRedirectUri(fixed, redirectUri);
    const uris = redirectUri === undefined ? [] : isFixed ? fixed : [...fixed, redirectUri];
    const known = await store.get(profile);
    const isOver = known?.isRefused === true || (known?.secretExpiresAt ?? Infinity) <= now();
    const reviewed =
      known === undefined || isOver
        ? undefined
        : await this.review(profile, client, known, { redirectUri, fixed: uris }, signal);
    if (reviewed !== undefined) {
      if (isEnough(reviewed, client.settings, redirectUri)) return reviewed;
      if (isHopeless(reviewed, redirectUri, isFixed)) throw notThisWay(redirectUri);
    }
    const registrar = registrarOf((await this.deps.oauth()).registering);
    const registration = await registrar.register(client, uris, tell, signal);
    await store.set(profile, registration);
    // The old client is of no more use; a login does not wait for its end.
    const old = reviewed ?? (isOver ? known : undefined);
    if (old !== undefined) void this.unregister(profile, client, old);
    this.deps.log(`${exactReferenceOf(profile)}: a client is registered`);
    if (redirectUri !== undefined && !hasRedirectUri(registration.redirectUris, redirectUri))
      throw notThisWay(redirectUri);
    return registration;
  }

  /**
   * The registration as the provider has it now, changed to what the login needs where it takes that.
   * @returns undefined where it does not know the client any more
   */
  private async review(
    profile: UsableProfile,
    client: Client,
    known: Registration,
    { redirectUri, fixed }: WayBack,
    signal: AbortSignal,
  ): Promise<Registration | undefined> {
    const oauth = await this.deps.oauth();
    const registrar = registrarOf(oauth.registering);
    const fits = (each: Registration) => isEnough(each, client.settings, redirectUri);
    const reviewed = await registrar.review(client, known, fixed, fits, signal);
    if (reviewed === undefined) return undefined;
    if (reviewed !== known) await this.deps.store.set(profile, reviewed);
    // Where it could not be read, only the person in the browser would see that the client is gone.
    if (reviewed !== known || redirectUri === undefined || !fits(reviewed)) return reviewed;
    const page = await oauth.probes.login(withRegistration(client, reviewed), redirectUri, signal);
    return isErrorPage(page) ? undefined : reviewed;
  }

  private async unregister(profile: UsableProfile, client: Client, known: Registration): Promise<void> {
    const outcome = await this.tryToUnregister(client, known);
    this.deps.log(`${exactReferenceOf(profile)}: the registered client is deleted here; at the provider: ${outcome}`);
  }

  private async tryToUnregister(client: Client, known: Registration): Promise<string> {
    if (known.management === undefined) return 'unsupported';
    const ended = AbortSignal.timeout(this.deps.patience ?? 5000);
    try {
      const registrar = registrarOf((await this.deps.oauth()).registering);
      await unlessAborted(registrar.unregister(client, known, ended), ended);
      return 'deleted';
    } catch (thrown) {
      const { code, status } = toFault(thrown);
      // The provider does not know it (any more).
      return status === 401 || status === 404 ? 'unknown' : `failed: ${ended.aborted ? 'timeout' : code}`;
    }
  }
}

/**
 * Whether another registration would not help a login with this redirect URI: the provider was asked for it before, or
 * it is another one each time and cannot be added.
 */
function isHopeless(
  { wanted, redirectUris }: Registration,
  redirectUri: string | undefined,
  isFixed: boolean,
): boolean {
  if (redirectUri === undefined || hasRedirectUri(redirectUris, redirectUri)) return false;
  return !isFixed || hasRedirectUri(wanted.redirectUris, redirectUri);
}

/**
 * Whether a login's first page is an error: the provider does not know the client, or not its redirect URI (RFC 6749
 * section 4.1.2.1).
 */
function isErrorPage({ status, location }: Partial<Probed> = {}): boolean {
  return (status === 400 || status === 401) && location === undefined;
}

function notThisWay(redirectUri: string | undefined): Fault {
  return new Fault(
    'redirect-unavailable',
    t('The provider did not register the redirect URI {uri}.', { uri: plain(redirectUri ?? '', 300) }),
    { reason: 'redirect-unregistered' },
  );
}
