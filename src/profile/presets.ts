import { t } from '@vscode/l10n';
import type { ClientAuth } from './client-auth/table';
import type { GrantEndpoint } from './grants/grant-facts';
import { grants, offeredGrants, type Grant } from './grants/table';

/** One field that the wizard asks for. One named after an endpoint is asked only where the grant needs that endpoint. */
export interface PresetField {
  field: 'tenant' | 'server' | 'realm' | 'organization' | 'issuer' | 'audience' | `${GrantEndpoint}Endpoint`;
  title: () => string;
  placeholder: () => string;
  optional?: boolean;
  /** What the wizard’s box says below its title. */
  prompt: () => string;
}

/** A provider that is known: what it asks for, and what follows from that. */
export interface Preset {
  label: () => string;
  detail: () => string;
  /** The only grants that it has; without it, every grant that the wizard offers and that it has the endpoints for. */
  grants?: readonly Grant[];
  fields: readonly PresetField[];
  /**
   * Fields that hold for every profile of it. Text in braces is replaced by the profile's field of that name: a host or
   * a base address at the start, elsewhere one segment of the path.
   */
  gives: {
    grant?: Grant;
    issuer?: string;
    endpoints?: Partial<Record<GrantEndpoint, string>>;
    audience?: string;
    clientAuth?: ClientAuth;
  };
}

const audience: PresetField = {
  field: 'audience',
  title: () => t('Audience'),
  placeholder: () => t('The API’s identifier, e.g. https://api.example.com/'),
  optional: true,
  prompt: () => t('The API that the token is for (optional)'),
};

/** The preset table. A new provider is a new row. */
const table = {
  auth0: {
    label: () => 'Auth0',
    detail: () => t('An Auth0 tenant or custom domain'),
    fields: [
      {
        field: 'tenant',
        title: () => t('Domain'),
        placeholder: () => 'acme.eu.auth0.com',
        prompt: () => t('The domain of your tenant, or your custom domain'),
      },
      audience,
      {
        field: 'organization',
        title: () => t('Organization'),
        placeholder: () => t('Its name or identifier, if your API needs one'),
        optional: true,
        prompt: () => t('The organization to sign in to (optional)'),
      },
    ],
    gives: { issuer: 'https://{tenant}/', clientAuth: 'client_secret_post' },
  },
  istreamplanet: {
    label: () => 'iStreamPlanet',
    detail: () => t('The iStreamPlanet platform'),
    fields: [
      {
        field: 'organization',
        title: () => t('Organization'),
        placeholder: () => t('Your organization’s identifier'),
        prompt: () => t('The identifier from your onboarding'),
      },
    ],
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
    label: () => 'Keycloak',
    detail: () => t('A realm on a Keycloak server'),
    fields: [
      {
        field: 'server',
        title: () => t('Server'),
        placeholder: () => 'https://sso.example.com',
        prompt: () => t('The address of the Keycloak server, without /realms'),
      },
      {
        field: 'realm',
        title: () => t('Realm'),
        placeholder: () => t('The realm’s name'),
        prompt: () => t('The realm’s name, as in the addresses of its endpoints'),
      },
    ],
    gives: { issuer: '{server}/realms/{realm}', clientAuth: 'client_secret_post' },
  },
  streamdiver: {
    label: () => 'Streamdiver',
    detail: () => t('The Streamdiver API'),
    fields: [
      {
        field: 'tenant',
        title: () => t('Tenant Shortcode'),
        placeholder: () => t('Assigned during onboarding'),
        prompt: () => t('The name of your tenant’s realm'),
      },
    ],
    gives: { issuer: 'https://sso.streamdiver.com/realms/{tenant}', clientAuth: 'client_secret_post' },
  },
  oidc: {
    label: () => t('OpenID Connect issuer'),
    detail: () => t('Any issuer whose endpoints can be discovered'),
    fields: [
      {
        field: 'issuer',
        title: () => t('Issuer'),
        placeholder: () => 'https://login.example.com',
        prompt: () => t('The issuer URL; endpoints are discovered from it'),
      },
      audience,
    ],
    gives: {},
  },
  oauth2: {
    label: () => t('OAuth 2.0 endpoints'),
    detail: () => t('Any authorization server, by its endpoint addresses'),
    fields: [
      {
        field: 'tokenEndpoint',
        title: () => t('Token Endpoint'),
        placeholder: () => 'https://login.example.com/oauth/token',
        prompt: () => t('The address that tokens are requested from'),
      },
      {
        field: 'authorizationEndpoint',
        title: () => t('Authorization Endpoint'),
        placeholder: () => 'https://login.example.com/authorize',
        prompt: () => t('The address that the browser opens to sign in'),
      },
      {
        field: 'deviceAuthorizationEndpoint',
        title: () => t('Device Authorization Endpoint'),
        placeholder: () => 'https://login.example.com/device/code',
        prompt: () => t('The address that codes for other devices are requested from'),
      },
      audience,
    ],
    gives: {},
  },
  basic: {
    label: () => t('HTTP Basic token endpoint'),
    detail: () => t('A token endpoint that takes client ID and secret only by HTTP Basic, such as /oauth/v2/token'),
    grants: ['client_credentials'],
    fields: [
      {
        field: 'tokenEndpoint',
        title: () => t('Token Endpoint'),
        placeholder: () => 'https://api.example.com/oauth/v2/token',
        prompt: () => t('The address that tokens are requested from'),
      },
    ],
    gives: { grant: 'client_credentials', clientAuth: 'client_secret_basic' },
  },
  pasted: {
    label: () => t('Pasted token or API key'),
    detail: () => t('A token that you already have, such as an API key or a personal access token'),
    grants: ['static'],
    fields: [],
    gives: { grant: 'static' },
  },
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof table;

export const presets: Readonly<Record<PresetName, Preset>> = table;

/** The names of the presets, in the order in which they are offered. */
export const presetNames = Object.keys(table) as PresetName[];

/** The grants that are offered with a preset. */
export function grantsOf(preset: Preset): readonly Grant[] {
  return (
    preset.grants ?? offeredGrants.filter((name) => grants[name].endpoints.every((each) => hasEndpoint(preset, each)))
  );
}

/** Whether the address of an endpoint is given or asked for, or an issuer whose metadata may name it. */
function hasEndpoint({ gives, fields }: Preset, endpoint: GrantEndpoint): boolean {
  if (gives.issuer !== undefined || gives.endpoints?.[endpoint] !== undefined) return true;
  return fields.some(({ field }) => field === 'issuer' || endpointOf(field) === endpoint);
}

/** The fields that the wizard asks for: an endpoint only where the grant needs it, the token endpoint before one is chosen. */
export function fieldsOf(preset: Preset, grant: Grant | undefined): PresetField[] {
  const needed = grant === undefined ? ['token'] : grants[grant].endpoints;
  return preset.fields.filter(({ field }) => {
    const endpoint = endpointOf(field);
    return endpoint === undefined || needed.includes(endpoint);
  });
}

/** The endpoint that a field of the wizard is the address of. */
export function endpointOf(field: PresetField['field']): GrantEndpoint | undefined {
  return field.endsWith('Endpoint') ? (field.slice(0, -'Endpoint'.length) as GrantEndpoint) : undefined;
}
