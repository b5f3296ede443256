import assert from 'node:assert/strict';
import {
  parametersOf,
  tellableAddress,
  tellableId,
  tellableName,
  tellableWords,
  untoldOfAnswer,
  untoldOfRequest,
} from '../../../src/oauth/untold';

const opaque = 'q7Zr-0aBcd_3fGhIjKlMn0pQrStUvWx-yZ12345678A';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlIG9mIGl0';

describe('oauth: what of an exchange must not be told', () => {
  const requests: [what: string, init: RequestInit, untold: string[]][] = [
    ['nothing without a body', {}, []],
    [
      'of a form, all values but those that are open',
      {
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: 'app',
          username: 'ada',
          password: 'pw',
          x: 'y',
        }),
      },
      ['ada', 'pw', 'y'],
    ],
    [
      'of JSON, the same, also in lists and objects',
      { body: JSON.stringify({ scope: 'a', client_secret: 's', code: ['c', 'd'], own: { key: 1 } }) },
      ['s', 'c', 'd', '{"key":1}'],
    ],
    [
      'of HTTP Basic, all of it and the secret, as it is and decoded',
      { headers: { authorization: `Basic ${btoa('the%20client:s%3Acr+t')}` } },
      [btoa('the%20client:s%3Acr+t'), 's%3Acr+t', 's:cr t'],
    ],
    ['of HTTP Basic that is not base64, all of it', { headers: { Authorization: 'Basic %' } }, ['%']],
    ['a bearer token', { headers: new Headers({ authorization: 'Bearer abc' }) }, ['abc']],
  ];
  for (const [what, init, untold] of requests) it(`is ${what}`, () => assert.deepEqual(untoldOfRequest(init), untold));

  it('is every text of an answer except addresses', () => {
    const json = {
      ...{ access_token: opaque, sessionKey: 'another-key', expires_in: 60, scope: 'read write' },
      ...{ error_description: 'some words', instance_url: 'https://a.example.com/x', short: 'abc' },
    };
    assert.deepEqual(untoldOfAnswer({ json, jwt }), [opaque, 'another-key', jwt]);
    assert.deepEqual(untoldOfAnswer({}), []);
  });

  it('is read from a body that is neither a form nor JSON as nothing', () =>
    assert.deepEqual(parametersOf('hello'), []));
});

describe('oauth: an address that is told', () => {
  const rows: [path: string, untold: string[], told: string][] = [
    ['/token?code=abc', [], '/token'],
    ['/realms/acme/protocol/openid-connect/token', [], '/realms/acme/protocol/openid-connect/token'],
    [
      '/3f2504e0-4f89-41d3-9a0c-0305e82c3301/oauth2/v2.0/token',
      [],
      '/3f2504e0-4f89-41d3-9a0c-0305e82c3301/oauth2/v2.0/token',
    ],
    ['/oauth2/ausar5cbq5TRooicu812/v1/token', [], '/oauth2/ausar5cbq5TRooicu812/v1/token'],
    ['/our-company-staging-eu-central-1-v2/token', [], '/our-company-staging-eu-central-1-v2/token'],
    ['/token/s3cret', ['s3cret'], '/token/•••'],
    ['/token/s%2Fcret', ['s/cret'], '/token/•••'],
    [`/token/${opaque}`, [], '/token/•••'],
    [`/token/${jwt}`, [], '/token/•••'],
    ['/hooks/T000/B000/XXXXXXXX1XXXXXXXXXXXXXXX', [], '/hooks/T000/B000/•••'],
    [`/${'0123456789abcdef'.repeat(4)}/token`, [], '/•••/token'],
  ];
  for (const [path, untold, told] of rows)
    it(`${path}: ${told}`, () =>
      assert.equal(
        tellableAddress(new URL(path, 'https://sso.example.com'), untold),
        `https://sso.example.com${told}`,
      ));

  it('is one line of bounded length, without a name and a password', () => {
    const told = tellableAddress(new URL(`https://user:pass@sso.example.com/${'ab/'.repeat(500)}`), []);
    assert.ok(told.length <= 300 && told.startsWith('https://sso.example.com/ab/'), told);
  });
});

describe('oauth: the name of a parameter or member that is told', () => {
  const rows: [name: string, told: string][] = [
    ['grant_type', 'grant_type'],
    ['not-before-policy', 'not-before-policy'],
    ['urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    ['the s3cret of it', 'the ••• of it'],
    [opaque, '•••'],
    ['a\nb\u202ec', 'a b c'],
    // It is cut before it is looked at, and a secret may be at the cut.
    ['x'.repeat(100_000), ''],
  ];
  for (const [name, told] of rows)
    it(JSON.stringify(name.slice(0, 60)), () => assert.equal(tellableName(name, ['s3cret']), told));
});

describe('oauth: the id of a request that is told', () => {
  const rows: [value: string, told: boolean][] = [
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', true],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', true],
    ['Root=1-67891233-abcdef012345678912345678;Sampled=1', true],
    ['8f1b2c3d4e5f6a7b-FRA', true],
    ['a b', false],
    ['<script>', false],
    ['x'.repeat(129), false],
    ['x-s3cret-x', false],
    [jwt, false],
    [btoa('app:s3cret'), false],
  ];
  for (const [value, told] of rows)
    it(`${value.slice(0, 60)}: ${told ? 'whole' : 'left out'}`, () =>
      assert.equal(tellableId(value, ['s3cret']), told ? value : undefined));
});

describe('oauth: a provider’s words that are told', () => {
  const trace = 'AADSTS7000215: Invalid client. Trace ID: 3f2504e0-4f89-41d3-9a0c-0305e82c3301 Timestamp: 2026-03-03';
  const rows: [words: string, told: string | undefined][] = [
    [trace, trace],
    ['Unknown client “app”.\n\nSorry.', 'Unknown client “app”. Sorry.'],
    ['The secret s3cret is wrong.', undefined],
    ['The secret s%33cret is wrong.', 'The secret s%33cret is wrong.'],
    [`The token (${opaque}) is over.`, undefined],
    [`token=${opaque}`, undefined],
    [`The token ${jwt} is over.`, undefined],
    ['x'.repeat(5000), undefined],
    [`${'long '.repeat(200)}`, `${'long '.repeat(200).slice(0, 499)}…`],
  ];
  for (const [words, told] of rows) it(words.slice(0, 60), () => assert.equal(tellableWords(words, ['s3cret']), told));
});
