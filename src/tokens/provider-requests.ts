import { t } from '@vscode/l10n';
import { isFault, toFault } from '../faults/fault';
import type { FaultCode } from '../faults/table';
import type { OAuthClient } from '../oauth/client';
import type { ClientRequest } from '../oauth/client-request';
import { introspection, type IntrospectionAnswer } from '../oauth/endpoints/introspection';
import { userInfo, type UserInfo } from '../oauth/endpoints/userinfo';
import { subjectOf } from '../oauth/id-token';
import { grants } from '../profile/grants/table';
import { exactReferenceOf, nameOf, type UsableProfile } from '../profile/known';
import type { TokenSet } from '../storage/token-set';
import type { Asking, ClientSecrets } from './client-secrets';

/** Faults by which a provider refuses a token. */
const refusals: ReadonlySet<FaultCode> = new Set(['grant-refused', 'scope-refused'] as const);

/** What a profile's client asks its provider with a token in hand. */
export class ProviderRequests {
  constructor(
    private readonly clientSecrets: ClientSecrets,
    private readonly oauth: () => Promise<OAuthClient>,
  ) {}

  /** What the provider says of the profile's access token. @throws what `ask` throws */
  introspection(profile: UsableProfile, { accessToken }: TokenSet, asking: Asking = {}): Promise<IntrospectionAnswer> {
    return this.ask(profile, introspection(accessToken), asking);
  }

  /** What the provider says of the user who signed in. @throws what `ask` throws */
  async userinfo(profile: UsableProfile, { accessToken, idToken }: TokenSet, asking: Asking = {}): Promise<UserInfo> {
    try {
      return await this.ask(profile, userInfo(accessToken, subjectOf(idToken)), asking);
    } catch (thrown) {
      const ofMachine = grants[profile.settings.grant].tokenOf === 'client';
      if (!ofMachine || !isFault(thrown) || !refusals.has(thrown.code)) throw thrown;
      throw thrown.with({ next: t('A client credentials token has no user: use a profile with sign-in.') });
    }
  }

  /**
   * Makes a request of the profile's client: as the user allowed a folder's profile, and with the client's secrets, which
   * are asked for where they are missing.
   * @throws a fault that names the profile: `access-denied`, `interaction-required` where only a person could help and
   *   `interactive` is false, `endpoint-missing`, and what a request can end in
   */
  async ask<T>(profile: UsableProfile, request: ClientRequest<T>, asking: Asking): Promise<T> {
    const { clientSecrets, oauth } = this;
    try {
      await clientSecrets.allow(profile, asking);
      const client = await clientSecrets.clientOf(profile, asking.interactive !== false);
      if (request.authenticates) await clientSecrets.complete(profile, client, asking);
      return await (await oauth()).ask(client, request, asking.signal);
    } catch (thrown) {
      throw toFault(thrown, { name: nameOf(profile), reference: exactReferenceOf(profile) });
    }
  }
}
