import { t } from '@vscode/l10n';
import { isFault } from '../../faults/fault';
import type { Settings } from '../../profile/settings';
import { wantsNonce } from '../dpop';
import type { Answer } from '../transport';
import type { Endpoint } from './endpoint';
import { members } from './members';
import { readTokenAnswer, type TokenAnswer } from './token-answer';

/** What a token request has of its own. */
export interface TokenRequest {
  format: Settings['tokenRequestFormat'];
  /** The redirect URI of the login that the request ends. */
  redirectUri?: string | undefined;
  /** The request is repeated until the person has signed in: the library reads the answers that say to wait; called with their error. */
  polls?: (error: string) => void;
  /** What must not appear in a message. */
  secrets: readonly string[];
  /** Whether an ID token can be checked; one that cannot is useless, and is not kept. */
  checksIdToken: boolean;
  /** The token is the client's own, not a person's: the audience of a login's token was chosen with the login. */
  isOfClient?: boolean;
  /** Whether the token has to be bound to the client's key (RFC 9449). */
  isBound?: boolean;
}

/** The token endpoint (RFC 6749 section 3.2), for one request. */
export function tokenEndpoint(request: TokenRequest): Endpoint<TokenAnswer> {
  const { format, redirectUri, polls, secrets, checksIdToken, isOfClient = false, isBound = false } = request;
  let namesTarget = false;
  return {
    name: 'token',
    member: members.token,
    prepare(init) {
      const body = new URLSearchParams(init.body as URLSearchParams);
      // The library rebuilds the redirect URI without its query; it must be the one of the authorization request
      // (RFC 6749 section 4.1.3).
      if (redirectUri !== undefined) body.set('redirect_uri', redirectUri);
      namesTarget = body.has('audience') || body.has('resource');
      return format === 'json' ? asJson(init, body) : { ...init, body };
    },
    read(answer) {
      if (isRepeated(answer, polls)) return (answer.json ?? {}) as unknown as TokenAnswer;
      const { id_token: idToken, ...fields } = withHint(
        () => readTokenAnswer(answer, secrets, isBound),
        isOfClient && !namesTarget,
      );
      return checksIdToken && idToken !== undefined ? { ...fields, id_token: idToken } : fields;
    },
  };
}

/** Auth0 denies a machine that names no API where the tenant has no default one. */
function withHint(read: () => TokenAnswer, lacksTarget: boolean): TokenAnswer {
  try {
    return read();
  } catch (thrown) {
    if (!lacksTarget || !isFault(thrown) || thrown.code !== 'client-unauthorized' || thrown.error !== 'access_denied')
      throw thrown;
    throw thrown.with({
      next: t(
        'Add the API’s “audience” to the profile, if the provider needs one; otherwise, allow this access for the client at the provider.',
      ),
    });
  }
}

/** Whether the library itself goes on from an error: with the nonce (RFC 9449 section 8), or later (RFC 8628 section 3.5). */
function isRepeated(answer: Answer, polls: TokenRequest['polls']): boolean {
  if (wantsNonce(answer)) return true;
  const error = answer.json?.error;
  if (polls === undefined || (error !== 'authorization_pending' && error !== 'slow_down')) return false;
  polls(error);
  return true;
}

function asJson(init: RequestInit, body: URLSearchParams): RequestInit {
  const fields = Object.fromEntries(
    [...new Set(body.keys())].map((name) => {
      const values = body.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
  return {
    ...init,
    headers: { ...(init.headers as Record<string, string>), 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  };
}
