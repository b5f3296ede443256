import { misplaced, profileJsonSchema, teamFileJsonSchema } from '../profile/json-schema';
import { supportedClientAuths, supportedGrants } from './supported';

type Properties = Record<string, unknown>;

/**
 * The fields of a profile as editors complete them: only what works now is offered. Other names that the parser accepts
 * are not errors here; using them tells what is missing.
 */
function offered(properties: Properties): Properties {
  return {
    ...properties,
    grant: offering(properties.grant, supportedGrants()),
    clientAuth: offering(properties.clientAuth, supportedClientAuths()),
    ...misplaced,
  };
}

/** A field that offers some of its values, and accepts all. The editor completes an `enum`, and no `pattern`. */
function offering(property: unknown, names: readonly string[]): unknown {
  const { enum: all = [], ...rest } = property as { enum?: string[] };
  const others = all.filter((name) => !names.includes(name));
  if (others.length === 0) return property;
  return { ...rest, anyOf: [{ enum: names }, { pattern: `^(${others.join('|')})$` }] };
}

/** The JSON Schema of one personal profile's document, for editors. */
export const profileSchema = { ...profileJsonSchema, properties: offered(profileJsonSchema.properties) };

const { profiles, ...others } = teamFileJsonSchema.properties;

/** The JSON Schema of `.vscode/token-deck.json`, for editors. */
export const teamFileSchema = {
  ...teamFileJsonSchema,
  properties: {
    ...others,
    profiles: { ...profiles, items: { ...profiles.items, properties: offered(profiles.items.properties) } },
  },
};
