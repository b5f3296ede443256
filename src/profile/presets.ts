import { t } from '@vscode/l10n';
import type { GrantEndpoint } from './grants/grant-facts';
import { grantNames, grants, type Grant } from './grants/table';
import { any } from './presets/any';
import { identity } from './presets/identity';
import type { Preset, PresetField, PresetKind } from './presets/preset';
import { services } from './presets/services';

export type { Preset, PresetField, PresetLogin } from './presets/preset';

/** The preset table. A new provider is a new row in one of its parts. */
const table = {
  ...any,
  ...identity,
  ...services,
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof table;

export const presets: Readonly<Record<PresetName, Preset>> = table;

/** The names of the presets, in the order in which they are offered. */
export const presetNames = Object.keys(table) as PresetName[];

/** What providers of a kind are called, in the order in which they are offered. */
export const presetKinds: Readonly<Record<PresetKind | 'any', () => string>> = {
  any: () => t('Any provider'),
  identity: () => t('Identity providers'),
  service: () => t('Services'),
};

/** The grants that are offered with a preset: those of its own, or all of the wizard. */
export function grantsOf(preset: Preset): readonly Grant[] {
  const own = (name: Grant) => preset.grants?.includes(name);
  return grantNames.filter((name) => {
    const { wizard, obtained, endpoints } = grants[name];
    const isOffered = wizard !== undefined || (obtained === 'pasted' && own(name) === true);
    return isOffered && own(name) !== false && endpoints.every((each) => hasEndpoint(preset, each));
  });
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
