import assert from 'node:assert/strict';
import { resolveDisclosures, splitSdJwt } from '../../../../src/jwt/inspect/sd-jwt';
import { indented } from '../../../../src/jwt/read/json-text';
import { digestOf, jwt, part } from '../../../support/jwts';

const issued = (claims: unknown) => jwt(claims, { alg: 'ES256' });

/** The example of RFC 9901 section 5: its claims and its disclosures, as they are written there. */
const example = {
  claims: {
    _sd: [
      'CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI',
      'JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE',
      'PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI',
      'TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo',
      'XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM',
      'XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE',
      'gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM',
      'jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4',
    ],
    iss: 'https://issuer.example.com',
    iat: 1683000000,
    exp: 1883000000,
    sub: 'user_42',
    nationalities: [
      { '...': 'pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo' },
      { '...': '7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0' },
    ],
    _sd_alg: 'sha-256',
  },
  disclosures: [
    '["2GLC42sKQveCfGfryNRN9w", "given_name", "John"]',
    '["eluV5Og3gSNII8EYnsxA_A", "family_name", "Doe"]',
    '["6Ij7tM-a5iVPGboS5tmvVA", "email", "johndoe@example.com"]',
    '["eI8ZWm9QnKPpNPeNenHdhQ", "phone_number", "+1-202-555-0101"]',
    '["Qg_O64zqAxe412a108iroA", "phone_number_verified", true]',
    '["AJx-095VPrpTtN4QMOqROA", "address", {"street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US"}]',
    '["Pc33JM2LchcU_lHggv_ufQ", "birthdate", "1940-01-01"]',
    '["G02NSrQfjFXQ7Io09syajA", "updated_at", 1570000000]',
    '["lklxF5jMYlGTPUovMNIvCA", "US"]',
    '["nPuoQnkRFq3BIeAm7AnXFA", "DE"]',
  ].map(part),
};

describe('resolveDisclosures: the example of RFC 9901', () => {
  const plain = { iss: 'https://issuer.example.com', iat: 1683000000, exp: 1883000000, sub: 'user_42' };
  const address = { street_address: '123 Main St', locality: 'Anytown', region: 'Anystate', country: 'US' };

  it('is a whole set of claims with everything disclosed', async () => {
    const resolved = await resolveDisclosures(`${issued(example.claims)}~${example.disclosures.join('~')}~`);
    assert.deepEqual(resolved?.claims, {
      ...plain,
      nationalities: ['US', 'DE'],
      given_name: 'John',
      family_name: 'Doe',
      email: 'johndoe@example.com',
      phone_number: '+1-202-555-0101',
      phone_number_verified: true,
      address,
      birthdate: '1940-01-01',
      updated_at: 1570000000,
    });
    assert.deepEqual(resolved.disclosures.map(({ name, state }) => [name, state]).slice(-3), [
      ['updated_at', 'found'],
      ['', 'found'],
      ['', 'found'],
    ]);
    assert.equal(resolved.keyBinding, undefined);
  });

  it('is a part of the claims with some of them disclosed, and a key binding', async () => {
    const some = [1, 5, 0, 8].map((i) => example.disclosures[i]);
    const keyBinding = jwt({ nonce: '1234567890' }, { alg: 'ES256', typ: 'kb+jwt' });
    const resolved = await resolveDisclosures(`${issued(example.claims)}~${some.join('~')}~${keyBinding}`);
    assert.deepEqual(resolved?.claims, {
      ...plain,
      nationalities: ['US'],
      address,
      given_name: 'John',
      family_name: 'Doe',
    });
    assert.equal(resolved.keyBinding, keyBinding);
    assert.deepEqual(resolved.disclosures[1], {
      name: 'address',
      value: JSON.stringify(address, null, 2),
      state: 'found',
    });
  });

  it('is without the hidden claims with nothing disclosed', async () => {
    const resolved = await resolveDisclosures(`${issued(example.claims)}~`);
    assert.deepEqual(resolved?.claims, { ...plain, nationalities: [] });
    assert.deepEqual(resolved.disclosures, []);
  });
});

describe('resolveDisclosures', () => {
  const one = part(['salt', 'a', 1]);
  const item = part(['salt', 'x']);
  const inner = part(['salt', 'inner', 'i']);
  const outer = part(['salt', 'outer', { _sd: [digestOf(inner)], list: [{ '...': digestOf(item) }] }]);

  const rows: [what: string, claims: unknown, disclosures: string[], resolved: unknown, states: string[]][] = [
    [
      'a disclosure within another',
      { _sd: [digestOf(outer)] },
      [inner, item, outer],
      { outer: { inner: 'i', list: ['x'] } },
      ['found', 'found', 'found'],
    ],
    ['a disclosure whose outer one is missing', { _sd: [digestOf(outer)] }, [inner], {}, ['not-referred-to']],
    ['a disclosure for an object further in', { b: [{ _sd: [digestOf(one)] }] }, [one], { b: [{ a: 1 }] }, ['found']],
    ['digests by sha-384', { _sd_alg: 'sha-384', _sd: [digestOf(one, 'sha384')] }, [one], { a: 1 }, ['found']],
    ['digests by sha-512', { _sd_alg: 'sha-512', _sd: [digestOf(one, 'sha512')] }, [one], { a: 1 }, ['found']],
    ['a digest of another algorithm', { _sd: [digestOf(one, 'sha512')] }, [one], {}, ['not-referred-to']],
    [
      'an unknown algorithm',
      { _sd_alg: 'md5', _sd: ['x'] },
      [one, 'bad'],
      { _sd_alg: 'md5', _sd: ['x'] },
      ['unresolved', 'malformed'],
    ],
    [
      'an algorithm whose name every object has',
      { _sd_alg: 'constructor' },
      [one],
      { _sd_alg: 'constructor' },
      ['unresolved'],
    ],
    ['a disclosure that nothing refers to', { b: 1 }, [one], { b: 1 }, ['not-referred-to']],
    ['a disclosure that is there twice', { _sd: [digestOf(one)] }, [one, one], { a: 1 }, ['found', 'duplicate-digest']],
    ['a digest that is there twice', { _sd: [digestOf(one), digestOf(one)] }, [one], { a: 1 }, ['duplicate-digest']],
    [
      'a digest in two places',
      { _sd: [digestOf(one)], b: { _sd: [digestOf(one)] } },
      [one],
      { b: { a: 1 } },
      ['duplicate-digest'],
    ],
    ['a name that is taken', { a: 0, _sd: [digestOf(one)] }, [one], { a: 0 }, ['name-clash']],
    [
      'a name that another disclosure takes',
      { _sd: [digestOf(one), digestOf(part(['other', 'a', 2]))] },
      [one, part(['other', 'a', 2])],
      { a: 1 },
      ['found', 'name-clash'],
    ],
    ['an element where a claim should be', { _sd: [digestOf(item)] }, [item], {}, ['malformed']],
    ['a claim where an element should be', { b: [{ '...': digestOf(one) }, 2] }, [one], { b: [2] }, ['malformed']],
    [
      'a reference with something beside it',
      { b: [{ '...': digestOf(item), c: 1 }] },
      [item],
      {
        b: [{ '...': digestOf(item), c: 1 }],
      },
      ['not-referred-to'],
    ],
    ['an _sd that is not a list', { _sd: digestOf(one) }, [one], { _sd: digestOf(one) }, ['not-referred-to']],
    ['an _sd with other things in it', { _sd: [1, null, [], digestOf(one)] }, [one], { a: 1 }, ['found']],
    ['decoys', { _sd: ['decoy', ''], b: [{ '...': 'decoy' }] }, [], { b: [] }, []],
  ];
  for (const name of ['_sd', '...']) {
    const forbidden = part(['salt', name, 1]);
    rows.push([`the name ${name}`, { _sd: [digestOf(forbidden)] }, [forbidden], {}, ['name-clash']]);
  }
  const malformed: [string, string][] = [
    ['empty', ''],
    ['not base64url', '+'],
    ['not JSON', part('["salt", ')],
    ['not a list', part({ a: 1 })],
    ['a list of one', part(['salt'])],
    ['a list of four', part(['salt', 'a', 1, 2])],
    ['a list whose salt is not a text', part([1, 'a', 1])],
    ['a list whose name is not a text', part(['salt', 1, 1])],
  ];
  for (const [what, disclosure] of malformed) {
    rows.push([`a disclosure that is ${what}`, { _sd: [digestOf(disclosure)] }, [disclosure], {}, ['malformed']]);
  }
  for (const [what, claims, disclosures, expected, states] of rows) {
    it(`resolves ${what}`, async () => {
      const resolved = await resolveDisclosures(`${[issued(claims), ...disclosures].join('~')}~`);
      assert.deepEqual(resolved?.claims, expected);
      assert.deepEqual(
        resolved?.disclosures.map(({ state }) => state),
        states,
      );
    });
  }

  it('keeps numbers as they are written', async () => {
    const big = part('["salt","id",12345678901234567890]');
    const resolved = await resolveDisclosures(`${issued({ _sd: [digestOf(big)] })}~${big}~`);
    assert.match(resolved === undefined ? '' : indented(resolved.json), /"id": 12345678901234567890/);
    assert.equal(resolved?.disclosures[0]?.value, '12345678901234567890');
  });
  it('resolves a digest only once, however often it is there', async () => {
    // Each level refers to the one below it twice: resolving every reference would take 2^40 steps.
    const levels = [part(['salt', 'x', 1])];
    for (let i = 0; i < 40; i++) {
      const digest = digestOf(levels.at(-1) ?? '');
      levels.push(part(['salt', 'x', { a: { _sd: [digest] }, b: { _sd: [digest] } }]));
    }
    const resolved = await resolveDisclosures(
      `${issued({ _sd: [digestOf(levels.at(-1) ?? '')] })}~${levels.join('~')}~`,
    );
    assert.ok(resolved?.disclosures.some(({ state }) => state === 'duplicate-digest'));
  });
  it('tells a digest in two places, with and without its disclosure', async () => {
    const nested = { _sd: [digestOf(one)] };
    const repeated = async (claims: unknown, ...disclosures: string[]) =>
      (await resolveDisclosures(`${[issued(claims), ...disclosures].join('~')}~`))?.repeatedDigest;
    assert.equal(await repeated({ ...nested, b: nested }), true);
    assert.equal(await repeated({ ...nested, b: nested }, one), true);
    assert.equal(await repeated({ _sd: ['d'], b: [{ '...': 'd' }] }), true);
    assert.equal(await repeated({ ...nested, b: { _sd: ['other'] } }, one), false);
  });
  it('takes names that every object has for claims', async () => {
    const proto = part('["salt","__proto__",{"a":1}]');
    const resolved = await resolveDisclosures(`${issued({ _sd: [digestOf(proto)] })}~${proto}~`);
    assert.deepEqual(Object.keys(resolved?.claims ?? {}), ['__proto__']);
    assert.equal(resolved?.claims.a, undefined);
  });
  it('survives many disclosures within each other, and beside each other', async () => {
    const chain = [part(['salt', 'x', 1])];
    for (let i = 0; i < 500; i++) chain.push(part(['salt', 'x', { _sd: [digestOf(chain.at(-1) ?? '')] }]));
    const deep = await resolveDisclosures(`${issued({ _sd: [digestOf(chain.at(-1) ?? '')] })}~${chain.join('~')}~`);
    const found = deep?.disclosures.filter(({ state }) => state === 'found').length ?? 0;
    assert.ok(found > 10 && found < 100, String(found));
    const wide = await resolveDisclosures(`${issued({})}${'~'.repeat(300_000)}`);
    assert.equal(wide?.disclosures.length, 1000);
  });
  for (const none of ['', '~', 'a~b', issued({}), `${issued([])}~`, `${issued('a')}~`, '~~~', `.${part({})}`]) {
    it(`returns undefined for ${JSON.stringify(none.slice(0, 20))}`, async () =>
      assert.equal(await resolveDisclosures(none), undefined));
  }
});

describe('splitSdJwt', () => {
  const rows: [string, ReturnType<typeof splitSdJwt>][] = [
    ['a.b.c', undefined],
    ['a.b.c~', { jwt: 'a.b.c', disclosures: [], whole: true }],
    ['a.b.c~d~e~', { jwt: 'a.b.c', disclosures: ['d', 'e'], whole: true }],
    ['a.b.c~d~e', { jwt: 'a.b.c', disclosures: ['d', 'e'], whole: false }],
    ['a.b.c~d~k.b.s', { jwt: 'a.b.c', disclosures: ['d'], keyBinding: 'k.b.s', whole: true }],
  ];
  for (const [token, expected] of rows) it(`splits ${token}`, () => assert.deepEqual(splitSdJwt(token), expected));
});
