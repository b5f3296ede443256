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

/** The fault for a token that an API refuses a request with: what the API says, and what of it the token lacks. */
export function lackingFault({ profile, token, status, host, challenge }: TokenAnswer): Fault {
  const said = plain(redactBeginning(parameter(challenge, 'error_description') ?? '', [token], 300));
  const { ok, reason } = checkPermissions(decodeJwt(token)?.claims, parameter(challenge, 'scope'));
  const what = t('{host} refused the token ({status}).', { host, status });
  return new Fault('scope-refused', [what, said, ok === false ? reason : ''].filter(Boolean).join(' '), {
    profile: nameOf(profile),
    reference: exactReferenceOf(profile),
  });
}

/** A parameter of a challenge for a token; no library that we have hands out its reader of challenges. */
function parameter(challenge: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(challenge.slice(0, 4000)) ?? [];
  return quoted ?? bare;
}
