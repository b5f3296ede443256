import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { plain, redactBeginning } from '../faults/plain';
import { challengesIn, type Challenge } from '../http/challenges';
import { words } from '../jwt/inspect/grants';
import { decodeJwt } from '../jwt/read/decode';
import type { Settings } from '../profile/settings';
import type { TokenSet } from '../storage/token-set';
import { bearerOf, lackingIn } from './rejected';

/** How an API answered a request with a token. */
export interface ApiAnswer {
  status: number;
  /** Its header `WWW-Authenticate`; several are joined by commas. */
  wwwAuthenticate: string;
}

/** What helps against an answer: another token, or only to know the reason. */
export type Reaction = 'renew' | 'explain' | 'nothing';

/**
 * What to do about an API's answer (RFC 6750 section 3.1). A 401 gets another token, once: the service does not renew a
 * token again that took the place of a refused one. Where the answer says that any other token of the kind would be
 * refused too, it is explained: a missing scope, a stronger login (RFC 9470), another scheme than that of the token.
 * @param scheme what the profile writes before its token
 */
export function reactionTo({ status, wwwAuthenticate }: ApiAnswer, scheme: string): Reaction {
  if (status === 403) return 'explain';
  if (status !== 401) return 'nothing';
  const challenges = challengesIn(wwwAuthenticate);
  const errors = challenges.map(({ params }) => params.get('error'));
  if (errors.includes('insufficient_scope') || errors.includes('insufficient_user_authentication')) return 'explain';
  return wantsOther(challenges, scheme) ? 'explain' : 'renew';
}

/**
 * An answer as a person tells it: `401`, or what they copied of it, with the header `WWW-Authenticate` or its value alone.
 * @returns undefined where it does not begin with a refusal
 */
export function readAnswer(text: string): ApiAnswer | undefined {
  const [, status, rest = ''] = /^\s*(?:HTTP\/[\d.]+\s+)?(401|403)\b(.*)$/is.exec(text) ?? [];
  if (status === undefined) return undefined;
  const [, labelled] = /www-authenticate\s*:\s*(.*)$/is.exec(rest) ?? [];
  const alone = /=|^\s*(?:bearer|dpop|basic)\b/i.test(rest) ? rest : '';
  return { status: Number(status), wwwAuthenticate: (labelled ?? alone).trim() };
}

/**
 * The fault that explains an API's answer: what it said, and what it could miss in the token.
 * @param set the token set whose token was sent; undefined where it is gone
 */
export async function answerFault(
  { status, wwwAuthenticate }: ApiAnswer,
  set: TokenSet | undefined,
  settings: Settings,
  now: number,
): Promise<Fault> {
  const token = (set && bearerOf(set, settings)) ?? '';
  const safe = (text: string) => plain(redactBeginning(text, [token], 300), 200);
  const challenges = challengesIn(wwwAuthenticate);
  const challenge = challenges.find(({ params }) => params.has('error') || params.has('scope')) ?? challenges[0];
  const said = (name: string) => safe(challenge?.params.get(name) ?? '');
  const sentences = [t('The API answered {status}.', { status })];
  if (said('error') !== '') sentences.push(t('It says “{error}”.', { error: said('error') }));
  if (said('error_description') !== '') sentences.push(said('error_description').replace(/([^.!?])$/, '$1.'));
  const others = challenges.map(({ scheme }) => safe(scheme)).join(', ');
  if (wantsOther(challenges, settings.headerPrefix))
    sentences.push(t('It asks for another kind of authentication: {schemes}.', { schemes: others }));
  if (set !== undefined) sentences.push(...(await missing(challenge, token, set, settings, now)));
  return new Fault('token-rejected', sentences.join(' '), { ...(said('error') !== '' && { error: said('error') }) });
}

/** What the token lacks: of the scopes that the API names, else of what the profile asks for. */
async function missing(
  challenge: Challenge | undefined,
  token: string,
  set: TokenSet,
  settings: Settings,
  now: number,
): Promise<string[]> {
  const wanted = challenge?.params.get('scope') ?? '';
  const claims = decodeJwt(token)?.claims;
  if (wanted === '') return lackingIn(set, settings, now);
  const scope = wanted.slice(0, 1000);
  const { missingScopes } = await import('../jwt/verify/permissions-check');
  // An opaque token’s scopes are those that came with it (RFC 6749 section 5.1).
  const lacks = missingScopes(claims ?? { scope: set.scope ?? settings.scope ?? '' }, words(scope));
  return lacks === undefined ? lackingIn(set, settings, now) : [lacks];
}

/** Whether an API names schemes, and that of the token is not among them. */
function wantsOther(challenges: readonly Challenge[], scheme: string): boolean {
  const names = [scheme.toLowerCase(), 'bearer', 'dpop'];
  return challenges.length > 0 && !challenges.some((each) => names.includes(each.scheme));
}
