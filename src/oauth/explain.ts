import type { FaultCode } from '../faults/table';
import { entra } from './known-errors/entra';
import { auth0, common, keycloak, okta, ping } from './known-errors/identity-providers';
import { cognito, github, google, salesforce } from './known-errors/platforms';

/** Where several fit, the first: what only one provider says comes before what many say. */
const known = [...[entra, auth0, keycloak, okta, ping], ...[github, google, cognito, salesforce, common]].flat();

/** What a provider's error means, in plain words. */
export interface Explanation {
  what: string;
  next: string;
  code?: FaultCode;
}

/**
 * Explains an error that a provider is known for; undefined for one that says no more than its code.
 * @param error the OAuth error code, safe to show
 * @param words the provider's own words, without secrets; empty where there are none
 */
export function explain(error: string, words: string): Explanation | undefined {
  const said = `${error}: ${words}`;
  const found = known.find(({ says }) => says.test(said));
  return found && { what: found.what(error), next: found.next(), ...(found.code && { code: found.code }) };
}
