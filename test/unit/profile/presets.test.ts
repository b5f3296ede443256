import assert from 'node:assert/strict';
import { grants, offeredGrants } from '../../../src/profile/grants/table';
import { endpointOf, fieldsOf, grantsOf, presetNames, presets } from '../../../src/profile/presets';

describe('profile: the table of presets', () => {
  it('is told in words that no two share', () => {
    for (const text of ['label', 'detail'] as const)
      assert.equal(new Set(presetNames.map((name) => presets[name][text]())).size, presetNames.length);
  });

  for (const name of presetNames) {
    it(`${name} has grants, and says what each of its fields is, nothing twice`, () => {
      assert.ok(grantsOf(presets[name]).length > 0);
      for (const { title, placeholder, prompt } of presets[name].fields)
        assert.equal(new Set([title(), placeholder(), prompt(), '']).size, 4);
    });
  }

  it('offers every grant of the wizard where a provider has an issuer and names no grants', () => {
    assert.deepEqual(grantsOf(presets.auth0), offeredGrants);
    assert.deepEqual(grantsOf(presets.basic), ['client_credentials']);
  });

  it('offers no grant for which the provider lacks an endpoint', () => {
    const { token } = presets.istreamplanet.gives.endpoints ?? assert.fail();
    const without = { ...presets.istreamplanet, gives: { endpoints: { token: token ?? assert.fail() } } };
    assert.deepEqual(
      offeredGrants.filter((name) => !grantsOf(without).includes(name)),
      offeredGrants.filter((name) => grants[name].endpoints.some((endpoint) => endpoint !== 'token')),
    );
    assert.ok(!grantsOf(without).includes('authorization_code'));
  });

  it('asks for an endpoint only where the grant needs it', () => {
    const asked = (grant: keyof typeof grants | undefined) => fieldsOf(presets.oauth2, grant).map(({ field }) => field);
    assert.deepEqual(asked('client_credentials'), ['tokenEndpoint', 'audience']);
    assert.deepEqual(asked('authorization_code'), ['tokenEndpoint', 'authorizationEndpoint', 'audience']);
    assert.deepEqual(asked('device_code'), ['tokenEndpoint', 'deviceAuthorizationEndpoint', 'audience']);
    assert.deepEqual(asked(undefined), ['tokenEndpoint', 'audience']);
  });

  it('asks for every endpoint that a grant may need', () => {
    const needed = new Set(Object.values(grants).flatMap(({ endpoints }) => endpoints));
    const asked = new Set(presets.oauth2.fields.map(({ field }) => endpointOf(field)));
    for (const endpoint of needed) assert.ok(asked.has(endpoint), endpoint);
  });
});
