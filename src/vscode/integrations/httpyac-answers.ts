import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { plain, redactBeginning } from '../../faults/plain';
import { decodeJwt } from '../../jwt/read/decode';
import { checkPermissions } from '../../jwt/verify/permissions-check';
import { exactReferenceOf, nameOf } from '../../profile/known';
import type { TokenAnswer } from './httpyac-sending';

/**
 * What to do about an API's answer to a token: renew it, since it may have been revoked or its key changed; or say what
 * it lacks, which another one would lack too (RFC 6750 section 3.1). Nothing about any other answer.
 */
export function stepAfter({
  status,
  challenge,
}: Pick<TokenAnswer, 'status' | 'challenge'>): 'renew' | 'explain' | undefined {
  if (status === 403) return 'explain';
  if (status !== 401) return undefined;
  return parameter(challenge, 'error') === 'insufficient_scope' ? 'explain' : 'renew';
}

/** What the API said of the token in its challenge, as a sentence to append; empty where it said nothing. */
export function wordsOf({ challenge, token }: Pick<TokenAnswer, 'challenge' | 'token'>): string {
  const said = parameter(challenge, 'error_description') ?? parameter(challenge, 'error') ?? '';
  const words = plain(redactBeginning(said, [token], 300), 200);
  return words === '' ? '' : t('The API says: “{words}”', { words });
}

/** The fault for a token that an API refuses a request with, with what it lacks. */
export function lackingFault(answer: TokenAnswer): Fault {
  const { profile, token, status, host, challenge } = answer;
  const what = t('{host} answered {status}: the token may not be used for this request.', { host, status });
  return new Fault(
    'scope-refused',
    [what, missing(token, parameter(challenge, 'scope')), wordsOf(answer)].filter(Boolean).join(' '),
    {
      profile: nameOf(profile),
      reference: exactReferenceOf(profile),
    },
  );
}

/** Which of the scopes that the API names the token lacks, as far as its claims say. */
function missing(token: string, scope = ''): string {
  const claims = decodeJwt(token)?.claims;
  const { ok, reason } = checkPermissions(claims, scope);
  if (claims !== undefined || ok !== false) return ok === false ? reason : '';
  return t('It wants the scope “{scope}”.', { scope: plain(scope) });
}

/** A fault of the renewal, with the words of the API that refused the token. */
export function withWords(fault: Fault, answer: TokenAnswer): Fault {
  const { code, what, next, profile, reference, reason, dismissed, error } = fault;
  const said = [what, wordsOf(answer)].filter(Boolean).join(' ');
  return new Fault(code, said, { next, profile, reference, reason, dismissed, error });
}

/** A parameter of a challenge for a token; no library that we have hands out its reader of challenges. */
function parameter(challenge: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(challenge.slice(0, 4000)) ?? [];
  return quoted ?? bare;
}
