import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';
import { placeholdersIn, profileNamedBy, withoutPlaceholders } from '../../http/placeholders';
import { bindsToken } from '../../profile/bound';
import { exactReferenceOf, nameOf, type UsableProfile } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import type { Issued } from '../access/gate';
import type { YacContext, YacRequest } from './httpyac-api';
import { destinationOf } from './httpyac-destination';
import { putInWhenSent, type Filled, type Sending } from './httpyac-sending';

/** Where tokens come from. */
export interface TokenSource extends Sending {
  /** The profile of a variable `TOKEN_DECK_…`. @throws `profile-not-found`, `profile-ambiguous`, `profile-invalid` */
  byVariable(variable: string): Promise<UsableProfile>;
  /** The profile of a name. @throws the same */
  byName(name: string): Promise<UsableProfile>;
  /** A token for a destination. @throws what the gate throws */
  issue(profile: UsableProfile, destination: Destination, signal: AbortSignal): Promise<Issued>;
  /** Whether the user chose this proxy for all programs, or for VS Code. */
  isOwnProxy(proxy: string): boolean;
}

/** What is known of a request beside itself. */
interface Circumstances {
  context: YacContext;
  place: FaultPlace | undefined;
  /** The variables whose placeholders it was given; each must still be there. */
  given: ReadonlySet<string> | undefined;
  signal: AbortSignal;
}

/**
 * Puts tokens into a request that httpYac is about to send: in the place of `token-deck <profile>` and of placeholders.
 * With HTTP, they join the headers when the request leaves this process, so that what httpYac shows and keeps of it has
 * none; a redirect to another origin goes without them.
 * @throws `redirect-unsafe`, `grant-unsupported`, and what the source throws
 */
export async function putTokens(request: YacRequest, circumstances: Circumstances, source: TokenSource): Promise<void> {
  const { context, given = new Set(), signal, place } = circumstances;
  const headers = (request.headers ??= {});
  const named = await namesIn(headers, source);
  const inHeaders = new Set(Object.values(headers).flatMap((value) => [value].flat().flatMap(variablesOf)));
  const elsewhere = new Set([...placeholdersIn(request.url), ...placeholdersIn(textOf(request.body))]);
  for (const variable of given) if (!inHeaders.has(variable) && !elsewhere.has(variable)) throw unsendable();
  if (named.size === 0 && inHeaders.size === 0 && elsewhere.size === 0) return;

  const destination = destinationOf(request, context, (proxy) => source.isOwnProxy(proxy));
  const isHttp = request.protocol === 'HTTP';
  const owners = new Map<string, UsableProfile>();
  for (const variable of [...inHeaders, ...elsewhere]) owners.set(variable, await source.byVariable(variable));
  for (const [variable, profile] of owners) {
    const about = { profile: nameOf(profile), reference: exactReferenceOf(profile) };
    if (elsewhere.has(variable) && request.noRedirect !== true) throw redirectUnsafe().with({ ...about, place });
    if (bindsToken(profile) && elsewhere.has(variable)) throw unsendable().with(about);
  }
  // Its client drops no other header at a redirect, and follows each.
  if (request.protocol === 'SSE' && Object.entries(headers).some(isOutsideAuthorization)) throw unsendable();
  const profiles = new Set([...named.values(), ...owners.values()]);
  const issued = new Map<UsableProfile, Issued>();
  for (const profile of profiles) {
    if (bindsToken(profile) && !isHttp) throw unsendable().with({ profile: nameOf(profile) });
    issued.set(profile, await source.issue(profile, destination, signal));
  }

  const tokenOf = (variable: string) => issued.get(owners.get(variable) as UsableProfile)?.token ?? '';
  const filled = new Map<string, Filled>();
  for (const [name, shown] of Object.entries(headers)) {
    const profile = named.get(name);
    if (profile !== undefined) {
      const { headerName } = profile.settings;
      // The profile may have a header of its own.
      Reflect.deleteProperty(headers, name);
      headers[headerName] = shown;
      filled.set(headerName, { value: valueOf(issued.get(profile)), shown: String(shown) });
    } else if ([shown].flat().flatMap(variablesOf).length > 0) {
      const value = [shown].flat().map((each) => withTokens(String(each), tokenOf));
      filled.set(
        name,
        Array.isArray(shown) ? { value, shown: shown.map(String) } : { value: value[0] ?? '', shown: String(shown) },
      );
    }
  }
  request.url = withoutPlaceholders(request.url, tokenOf);
  if (placeholdersIn(textOf(request.body)).length > 0) {
    request.body = withoutPlaceholders(textOf(request.body), tokenOf);
  }
  if (isHttp) putInWhenSent(request, filled, issued, place, source);
  else for (const [name, { value }] of filled) headers[name] = value;
}

/** The profiles that headers name. A header of another name than `Authorization` counts if it is the profile's. */
async function namesIn(
  headers: Record<string, unknown>,
  { byName }: Pick<TokenSource, 'byName'>,
): Promise<Map<string, UsableProfile>> {
  const found = new Map<string, UsableProfile>();
  for (const [header, value] of Object.entries(headers)) {
    const names = [value].flat().map((each) => (typeof each === 'string' ? profileNamedBy(each) : undefined));
    const name = names.find((each) => each !== undefined);
    if (name === undefined) continue;
    if (header.toLowerCase() === 'authorization') {
      found.set(header, await byName(name));
      continue;
    }
    const profile = await byName(name).catch(() => undefined);
    if (profile?.settings.headerName.toLowerCase() === header.toLowerCase()) found.set(header, profile);
  }
  return found;
}

function isOutsideAuthorization([name, value]: [string, unknown]): boolean {
  return name.toLowerCase() !== 'authorization' && [value].flat().flatMap(variablesOf).length > 0;
}

/** The variables whose placeholders are in a header's value, as it is or as the password of `Basic`. */
function variablesOf(value: unknown): string[] {
  return typeof value === 'string' ? placeholdersIn(basicOf(value) ?? value) : [];
}

function withTokens(value: string, tokenOf: (variable: string) => string): string {
  const basic = basicOf(value);
  if (basic === undefined || placeholdersIn(basic).length === 0) return withoutPlaceholders(value, tokenOf);
  return `Basic ${btoa(withoutPlaceholders(basic, tokenOf))}`;
}

/** The user and the password as bytes, which httpYac has encoded by then (RFC 7617). */
function basicOf(value: string): string | undefined {
  const [, inside] = /^Basic ([A-Za-z\d+/]+={0,2})$/.exec(value) ?? [];
  return inside === undefined || inside.length % 4 !== 0 ? undefined : atob(inside);
}

/** What stands after the header's name. */
function valueOf(issued: Issued | undefined): string {
  return issued?.header.replace(/^[^:]*: /, '') ?? '';
}

/** A body as text; empty for one of bytes. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : '';
}

function redirectUnsafe(): Fault {
  return new Fault(
    'redirect-unsafe',
    t('The token is outside the header “Authorization”, so a redirect would send it to another server.'),
  );
}

function unsendable(): Fault {
  return new Fault('grant-unsupported', t('httpYac cannot send the token in this way; nothing was sent.'), {
    next: t('Put the token into the header “Authorization” of an HTTP request.'),
  });
}
