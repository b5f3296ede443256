import type { Credentials } from '../../../../src/oauth/credentials';
import type { Facts } from '../../../../src/tokens/diagnosis/diagnosis-facts';
import { findingsOf } from '../../../../src/tokens/diagnosis/diagnosis';
import type { Finding } from '../../../../src/tokens/diagnosis/finding';
import { usableProfile } from '../../storage/profiles-of';
import { plainSurroundings } from './diagnosed';

export const issuer = 'https://sso.example.com';

/** The facts about a profile of a machine, unless the fields say otherwise. */
export function factsOf(
  fields: Record<string, unknown> = {},
  more: Partial<Facts> = {},
  credentials: Credentials = {},
): Facts {
  const profile = usableProfile({ id: 'p', grant: 'client_credentials', clientId: 'c', issuer, ...fields });
  return {
    ...{ profile, client: { settings: profile.settings, credentials: { clientSecret: 'abc', ...credentials } } },
    ...{ hasSecretElsewhere: false, redirects: [], surroundings: plainSurroundings, ...more },
  };
}

/** The findings about a field. */
export function about(facts: Facts, field: string | undefined): Finding[] {
  return findingsOf(facts).filter((finding) => finding.field === field);
}
