import assert from 'node:assert/strict';
import { compared } from '../../../../src/tokens/diagnosis/comparison';
import type { Registration } from '../../../../src/storage/registrations';
import { factsOf, issuer } from './facts-of';

describe('a profile held against metadata', () => {
  const rowsOf = (fields: object, metadata: object) =>
    new Map(
      compared(
        factsOf({ ...fields }, { examined: { probes: [], isOwn: true, metadata: { issuer, ...metadata } } }),
      ).map(([field, own, named]) => [field, [own, named]]),
    );

  it('has both values of each field', () => {
    const rows = rowsOf(
      { scope: 'read', endpoints: { token: `${issuer}/t?key=secret` } },
      { token_endpoint: `${issuer}/token`, scopes_supported: ['read', 'write'], userinfo_endpoint: 7 },
    );
    assert.deepEqual(rows.get('endpoints.token'), [`\`${issuer}/t?…\``, `\`${issuer}/token\``]);
    assert.deepEqual(rows.get('scope'), ['`read`', '`read write`']);
    assert.deepEqual(rows.get('endpoints.userinfo'), ['', 'not an address']);
    assert.equal(rows.has('PKCE'), false);
  });

  it('has no values of the profile’s own parameters', () => {
    const params = { token: { api_version: 'v1-of-it' }, authorization: { hint: 'h-of-it' } };
    const rows = rowsOf({ params, username: 'someone' }, {});
    assert.match(rows.get('params')?.[0] ?? '', /api_version/);
    assert.doesNotMatch(JSON.stringify([...rows]), /of-it|someone/);
  });

  const registration: Registration = {
    ...{
      clientId: 'registered',
      clientAuth: 'none',
      redirectUris: [],
      endpoint: `${issuer}/register`,
      registeredAt: 0,
    },
    wanted: { redirectUris: [], grantType: 'authorization_code', scope: '' },
  };
  const management = { uri: `${issuer}/register/registered`, token: 'its-token' };
  const clients: [what: string, fields: object, known: Registration | undefined, row: RegExp][] = [
    ['the profile’s own client', { clientId: 'c' }, undefined, /^`c` $/],
    ['none yet', {}, undefined, /^ registered when you next sign in$/],
    ['a registered client', {}, registration, /registered on 1970-01-01.* \(RFC 7591\)$/],
    ['one that is managed', {}, { ...registration, management }, /registered on .*RFC 7592\)$/],
    ['one that was refused', {}, { ...registration, isRefused: true }, /^ registered when you next sign in$/],
  ];
  for (const [what, fields, known, row] of clients)
    it(`tells of ${what}`, () => {
      const facts = factsOf({ clientId: undefined, grant: 'authorization_code', ...fields }, { registration: known });
      const [, own, named] = compared(facts).find(([field]) => field === 'clientId') ?? [];
      assert.match(`${own} ${named}`, row);
      assert.ok(!`${own} ${named}`.includes('its-token'));
    });

  it('shortens long lists to what is asked for', () => {
    const many = Array.from({ length: 20 }, (_, index) => `scope${index}`);
    const rows = rowsOf({ scope: 'scope3 other' }, { scopes_supported: many });
    assert.deepEqual(rows.get('scope')?.[1], '20 values, among them: `scope3`');
  });
});
