/** The organizations that logins and machines can be for, by name; their ids are accepted too. */
const organizations: Record<string, string> = { 'acme-corp': 'org_acme0000000001' };

/** The id of an organization that was given by name or id. */
export const organizationId = (name: string): string | undefined =>
  organizations[name] ?? Object.values(organizations).find((id) => id === name);
