import assert from 'node:assert/strict';
import { profileJsonSchema, teamFileJsonSchema } from '../../../src/profile/json-schema';
import { profileSchema } from '../../../src/profile/schema';

type Schema = Record<string, unknown>;
const team = teamFileJsonSchema as unknown as Schema;
const personal = profileJsonSchema as unknown as Schema;
const propertiesOf = (schema: unknown) => ((schema as Schema).properties ?? {}) as Record<string, Schema>;
const items = propertiesOf(team).profiles?.items as Schema;

/** Every property of a schema, with its path. */
function properties(schema: unknown, path = ''): [path: string, schema: Schema][] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]): [string, Schema][] => [
    [`${path}${name}`, property],
    ...properties(property, `${path}${name}.`),
  ]);
}

describe('profile: JSON Schemas', () => {
  for (const [what, schema] of [
    ['a profile', personal],
    ['a team file', team],
    ['a profile of a team file', items],
  ] as const) {
    it(`of ${what} describe every field`, () => {
      const all = properties(schema);
      assert.ok(all.length > 2);
      for (const [path, property] of all) assert.match(String(property.description), /\w.*\.$/, path);
    });
  }

  it('are of the draft that VS Code reads, and can be stored', () => {
    for (const schema of [personal, team]) {
      assert.match(String(schema.$schema), /draft-07/);
      assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema);
    }
  });

  it('have the fields of the schema that profiles are parsed by, no others', () => {
    const fields = Object.entries(propertiesOf(personal)).filter(([, property]) => property.doNotSuggest !== true);
    assert.deepEqual(fields.map(([name]) => name).sort(), Object.keys(profileSchema.entries).sort());
    assert.equal(personal.additionalProperties, false);
    assert.equal(items.additionalProperties, false);
    assert.equal(team.additionalProperties, false);
    assert.deepEqual(personal.required, ['id']);
  });

  it('propose no field for a secret, and say where it belongs', () => {
    for (const schema of [personal, items]) {
      const proposed = properties(schema).filter(([, property]) => property.doNotSuggest !== true);
      for (const [path] of proposed) assert.doesNotMatch(path, /secret|password|privateKey|^token$/i);
      const { clientSecret } = propertiesOf(schema);
      assert.equal(clientSecret?.doNotSuggest, true);
      assert.match(String(clientSecret.description), /SecretStorage/);
    }
  });

  it('list the values of fields that have some', () => {
    for (const field of ['grant', 'preset', 'clientAuth', 'use', 'tokenRequestFormat', 'basicEncoding']) {
      assert.ok(Array.isArray(propertiesOf(personal)[field]?.enum), field);
    }
  });
});
