/** One field that the wizard asks for. */
export interface PresetField {
  field:
    'tenant' | 'server' | 'realm' | 'organization' | 'issuer' | 'audience' | 'authorizationEndpoint' | 'tokenEndpoint';
  title: string;
  placeholder: string;
  optional?: boolean;
  /** Asked for only where the profile is of this grant. */
  grant?: 'authorization_code';
}

/** A provider that is known: what it asks for, and what follows from that. */
export interface Preset {
  label: string;
  detail: string;
  grants: readonly ('client_credentials' | 'authorization_code')[];
  fields: readonly PresetField[];
  /** Fields that hold for every profile of it. Text in braces is replaced by the profile's field of that name. */
  gives: {
    grant?: 'client_credentials';
    issuer?: string;
    endpoints?: { authorization: string; token: string };
    audience?: string;
    clientAuth?: 'client_secret_post' | 'client_secret_basic';
  };
}

const both = ['client_credentials', 'authorization_code'] as const;

const audience = (optional: boolean): PresetField => ({
  field: 'audience',
  title: 'Audience',
  placeholder: 'The API’s identifier, e.g. https://api.example.com/',
  optional,
});

/** The preset table. A new provider is a new row. */
const table = {
  auth0: {
    label: 'Auth0',
    detail: 'A tenant of Auth0, or its custom domain',
    grants: both,
    fields: [
      { field: 'tenant', title: 'Domain', placeholder: 'acme.eu.auth0.com' },
      audience(true),
      {
        field: 'organization',
        title: 'Organization',
        placeholder: 'Its name or identifier, if your API needs one',
        optional: true,
      },
    ],
    gives: { issuer: 'https://{tenant}/', clientAuth: 'client_secret_post' },
  },
  istreamplanet: {
    label: 'iStreamPlanet',
    detail: 'The iStreamPlanet platform',
    grants: both,
    fields: [{ field: 'organization', title: 'Organization', placeholder: 'Your organization’s identifier' }],
    gives: {
      endpoints: {
        authorization: 'https://istreamplanet.auth0.com/authorize',
        token: 'https://istreamplanet.auth0.com/oauth/token',
      },
      audience: 'https://platform.dtc.istreamplanet.net/{organization}',
      clientAuth: 'client_secret_post',
    },
  },
  keycloak: {
    label: 'Keycloak',
    detail: 'A realm of a Keycloak server',
    grants: both,
    fields: [
      { field: 'server', title: 'Server', placeholder: 'https://sso.example.com' },
      { field: 'realm', title: 'Realm', placeholder: 'The realm’s name' },
    ],
    gives: { issuer: '{server}/realms/{realm}', clientAuth: 'client_secret_post' },
  },
  streamdiver: {
    label: 'Streamdiver',
    detail: 'The Streamdiver API',
    grants: both,
    fields: [{ field: 'tenant', title: 'Tenant shortcode', placeholder: 'Assigned during onboarding' }],
    gives: { issuer: 'https://sso.streamdiver.com/realms/{tenant}', clientAuth: 'client_secret_post' },
  },
  oidc: {
    label: 'OpenID Connect issuer',
    detail: 'Any issuer whose endpoints can be discovered',
    grants: both,
    fields: [{ field: 'issuer', title: 'Issuer', placeholder: 'https://login.example.com' }, audience(true)],
    gives: {},
  },
  oauth2: {
    label: 'OAuth 2.0 endpoints',
    detail: 'Any authorization server, by the addresses of its endpoints',
    grants: both,
    fields: [
      { field: 'tokenEndpoint', title: 'Token endpoint', placeholder: 'https://login.example.com/oauth/token' },
      {
        field: 'authorizationEndpoint',
        title: 'Authorization endpoint',
        placeholder: 'https://login.example.com/authorize',
        grant: 'authorization_code',
      },
      audience(true),
    ],
    gives: {},
  },
  basic: {
    label: 'HTTP Basic token endpoint',
    detail: 'A token endpoint that takes client id and secret by HTTP Basic alone, such as /oauth/v2/token',
    grants: ['client_credentials'],
    fields: [
      { field: 'tokenEndpoint', title: 'Token endpoint', placeholder: 'https://api.example.com/oauth/v2/token' },
    ],
    gives: { grant: 'client_credentials', clientAuth: 'client_secret_basic' },
  },
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof table;

export const presets: Readonly<Record<PresetName, Preset>> = table;

/** The names of the presets, in the order in which they are offered. */
export const presetNames = Object.keys(table) as PresetName[];
