/** The ids of the organizations by name; requests may give either. */
const organizations: Record<string, string> = { 'acme-corp': 'org_acme0000000001' };

/** The id of an organization, given its name or id. */
export const organizationId = (name: string): string | undefined =>
  organizations[name] ?? Object.values(organizations).find((id) => id === name);
