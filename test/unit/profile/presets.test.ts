import assert from 'node:assert/strict';
import { grants, offeredGrants } from '../../../src/profile/grants/table';
import { endpointOf, fieldsOf, grantsOf, presetKinds, presetNames, presets } from '../../../src/profile/presets';

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

  it('is in the order in which it is offered: by kind, and those that have a name by it', () => {
    const kinds = presetNames.map((name) => presets[name].kind ?? 'any');
    assert.deepEqual([...new Set(kinds)], Object.keys(presetKinds));
    for (const kind of Object.keys(presetKinds)) {
      const labels = presetNames
        .filter((name) => (presets[name].kind ?? 'any') === kind)
        .map((name) => presets[name].label());
      assert.equal(kinds.lastIndexOf(kind as 'any') - kinds.indexOf(kind as 'any') + 1, labels.length, kind);
      if (kind !== 'any') assert.deepEqual(labels, labels.toSorted(new Intl.Collator('en').compare));
    }
  });

  for (const name of presetNames.filter((each) => presets[each].kind !== undefined)) {
    it(`${name} tells where its facts come from, and what is known of a sign-in`, () => {
      const { docs, login, grants: own, origins = [] } = presets[name];
      // Streamdiver tells its customers by a page that is not public.
      if (name !== 'streamdiver') assert.match(docs ?? '', /^https:\/\/[\w./?=&-]+$/);
      for (const origin of origins) assert.match(origin, /^https:\/\/[\w.-]+$|^\{server\}$/);
      if (own?.every((grant) => grants[grant].obtained !== 'login') === true) return assert.equal(login, undefined);
      // What onboarding tells is not known here.
      if (login === undefined) return assert.ok(['istreamplanet', 'streamdiver'].includes(name));
      // One line of the review each.
      for (const text of [login.register(), login.refresh()]) assert.ok(text.length <= 110, text);
      assert.match(login.refresh(), /\.$/);
    });
  }

  it('offers only the grants that a provider has', () => {
    assert.deepEqual(grantsOf({ ...presets.google, grants: ['implicit'] }), ['implicit']);
    assert.ok(!grantsOf(presets.github).includes('client_credentials'));
    assert.ok(grantsOf(presets.github).includes('authorization_code'));
    assert.deepEqual(grantsOf(presets.twilio), ['static']);
  });

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
