import type { Dialect } from '../../http/dialect';
import type { SentRequest } from '../../http/sent';
import type { KnownProfile, UsableProfile } from '../../profile/known';
import { profilesByName, profilesByVariable } from './by-variable';

/** What a line above a request offers. */
export type Offer =
  /** Sending it with the tokens that it refers to. */
  | { kind: 'send'; profiles: readonly UsableProfile[] }
  /** A reference in its header: to that profile's token, or to one that the user picks. */
  | { kind: 'authorize'; profile: UsableProfile | undefined }
  /** The same for all requests of the file. */
  | { kind: 'authorize-all' };

/** A request and what is offered above it. */
export interface Offered {
  request: SentRequest;
  offers: Offer[];
}

/**
 * What is offered above each request of a file. Sending is offered where each reference names one profile that can be
 * used; so a reference that more than one profile fits never shows the name of either. The one profile that a file uses
 * is offered to its other requests without asking again, except where a click would replace a header that is there.
 * @param sender of which dialect it is
 */
export function offersFor(
  all: readonly SentRequest[],
  profiles: readonly KnownProfile[],
  sender: { dialect: Dialect },
): Offered[] {
  const requests = all.filter(({ hasRequestLine }) => hasRequestLine);
  const byVariable = profilesByVariable(profiles);
  const inUse = new Set<UsableProfile>();
  let bare = 0;
  for (const { references, isAuthorized } of requests) {
    if (references.length === 0 && !isAuthorized) bare++;
    for (const { name } of references) {
      const profile = theOne(byVariable.get(name));
      if (profile !== undefined) inUse.add(profile);
    }
  }
  const [only, ...others] = inUse;
  let isFirst = true;
  return requests.map((request) => {
    const named = request.references.map(({ name }) => theOne(byVariable.get(name)));
    if (request.named !== undefined && sender.dialect === 'httpyac')
      named.push(theOne(profilesByName(profiles).get(request.named.name)));
    const known = named.filter((profile) => profile !== undefined);
    if (known.length > 0 && known.length === named.length)
      return { request, offers: [{ kind: 'send', profiles: known }] };
    const profile = others.length > 0 || request.isAuthorized ? undefined : only;
    const offers: Offer[] = [{ kind: 'authorize', profile }];
    if (isFirst && bare > 1 && !request.isAuthorized) offers.push({ kind: 'authorize-all' });
    isFirst &&= request.isAuthorized;
    return { request, offers };
  });
}

function theOne(fitting: readonly KnownProfile[] = []): UsableProfile | undefined {
  const [profile, ...further] = fitting;
  return profile?.usable === true && further.length === 0 ? profile : undefined;
}
