import type { Grant, KoaContextWithOIDC, Provider } from 'oidc-provider';

/** What people have agreed to, for each of them and each client. */
export interface Consents {
  /**
   * A grant for this login, with what its user agreed to before. Each login has its own grant, so that revoking the
   * tokens of one login does not affect others.
   */
  grantFor(ctx: KoaContextWithOIDC): Promise<Grant | undefined>;
  /** Adds to a grant, and remembers, what the consent page asked for. */
  agree(provider: Provider, grantId: string, details: Record<string, unknown>): Promise<void>;
  /** The organization that a login was for. */
  organizationOf(grantId: string | undefined): string | undefined;
  forget(): void;
}

interface Agreed {
  scopes: Set<string>;
  claims: Set<string>;
  resources: Map<string, Set<string>>;
}

export function createConsents(organizationId: (name: string) => string | undefined): Consents {
  const agreements = new Map<string, Agreed>();
  const organizations = new Map<string, string>();

  const agreedBy = (grant: Grant): Agreed => {
    const key = JSON.stringify([grant.accountId, grant.clientId]);
    const agreed = agreements.get(key) ?? { scopes: new Set(), claims: new Set(), resources: new Map() };
    agreements.set(key, agreed);
    return agreed;
  };

  const apply = (grant: Grant, { scopes, claims, resources }: Agreed): void => {
    if (scopes.size > 0) grant.addOIDCScope([...scopes].join(' '));
    if (claims.size > 0) grant.addOIDCClaims([...claims]);
    for (const [resource, granted] of resources) grant.addResourceScope(resource, [...granted].join(' '));
  };

  return {
    grantFor: async (ctx) => {
      const { provider, client, session, params, result } = ctx.oidc;
      const consent = result?.consent as { grantId?: string } | undefined;
      if (consent?.grantId) return provider.Grant.find(consent.grantId);
      if (!session?.accountId || !client) return undefined;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      apply(grant, agreedBy(grant));
      const grantId = await grant.save();
      const organization = organizationId(String(params?.['organization'] ?? ''));
      if (organization) organizations.set(grantId, organization);
      return grant;
    },
    agree: async (provider, grantId, details) => {
      const grant = await provider.Grant.find(grantId);
      if (!grant) throw new Error('The login that this page belongs to has ended.');
      const agreed = agreedBy(grant);
      for (const scope of (details['missingOIDCScope'] as string[] | undefined) ?? []) agreed.scopes.add(scope);
      for (const claim of (details['missingOIDCClaims'] as string[] | undefined) ?? []) agreed.claims.add(claim);
      const resources = (details['missingResourceScopes'] as Record<string, string[]> | undefined) ?? {};
      for (const [resource, scopes] of Object.entries(resources)) {
        agreed.resources.set(resource, new Set([...(agreed.resources.get(resource) ?? []), ...scopes]));
      }
      apply(grant, agreed);
      await grant.save();
    },
    organizationOf: (grantId) => (grantId === undefined ? undefined : organizations.get(grantId)),
    forget: () => agreements.clear(),
  };
}
