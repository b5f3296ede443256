import assert from 'node:assert/strict';
import { implementedClientAuths } from '../../../src/oauth/client-auth/table';
import { implementedGrants } from '../../../src/oauth/grants/table';
import { profileSchema, teamFileSchema } from '../../../src/oauth/offered-schemas';
import { clientAuthNames } from '../../../src/profile/client-auth/table';
import { grantNames } from '../../../src/profile/grants/table';

interface Property {
  enum?: string[];
  anyOf?: { enum?: string[]; pattern?: string }[];
  properties?: Record<string, Property>;
  doNotSuggest?: boolean;
  description?: string;
}

const of = (properties: unknown) => properties as Record<string, Property>;
const personal = of(profileSchema.properties);
const team = of(teamFileSchema.properties.profiles.items.properties);

/** The values that an editor completes. */
const offered = ({ enum: all = [], anyOf = [] }: Property = {}) => [
  ...all,
  ...anyOf.flatMap(({ enum: values = [] }) => values),
];
/** Whether an editor accepts a value. */
const accepts = ({ enum: all = [], anyOf = [] }: Property = {}, value: string) =>
  all.includes(value) || anyOf.some((one) => one.enum?.includes(value) ?? new RegExp(one.pattern ?? '^$').test(value));

for (const [what, properties] of [
  ['a personal profile', personal],
  ['a profile of a team file', team],
] as const) {
  describe(`the JSON Schema of ${what}, for editors`, () => {
    it('offers the grants that can be done, and pasted tokens', () => {
      assert.deepEqual(offered(properties.grant).sort(), [...Object.keys(implementedGrants), 'static'].sort());
    });

    it('offers the client authentications that can be done', () => {
      assert.deepEqual(offered(properties.clientAuth).sort(), Object.keys(implementedClientAuths).sort());
    });

    it('accepts every name that the parser accepts, and no other', () => {
      for (const name of grantNames) assert.ok(accepts(properties.grant, name), name);
      for (const name of clientAuthNames) assert.ok(accepts(properties.clientAuth, name), name);
      for (const name of ['', 'magic', 'xpassword', 'passwords']) {
        assert.ok(!accepts(properties.grant, name), name);
        assert.ok(!accepts(properties.clientAuth, name), name);
      }
    });

    it('offers every protection', () => {
      for (const name of ['par', 'dpop', 'jar', 'jarm'])
        assert.equal(properties.security?.properties?.[name]?.doNotSuggest, undefined, name);
    });

    it('leaves secrets to the extension, which says where they belong', () => {
      assert.equal(properties.clientSecret?.doNotSuggest, true);
      assert.match(properties.clientSecret?.description ?? '', /SecretStorage/);
    });
  });
}
