import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/profile/parse';
import type { SecretKind } from '../../../src/profile/secret-kind';
import { isSecretField, secretsInQuery } from '../../../src/profile/secrets-in';
import { assertSentence } from '../../support/sentence';

type Fields = Record<string, unknown>;

const valid: Fields = { id: 'prod', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };

function problems(input: Fields) {
  const parsed = parseProfile(input);
  if (parsed.ok) return [];
  for (const { message } of parsed.problems) assertSentence(message);
  return parsed.problems;
}

describe('profile: secrets', () => {
  const kinds: [field: string, kind: SecretKind][] = [
    ['clientSecret', 'clientSecret'],
    ['client_secret', 'clientSecret'],
    ['secret', 'clientSecret'],
    ['privateKey', 'privateKey'],
    ['private_key', 'privateKey'],
    ['clientCertificate', 'clientCertificate'],
    ['client_certificate', 'clientCertificate'],
    ['password', 'password'],
    ['token', 'token'],
    ['accessToken', 'token'],
    ['access_token', 'token'],
    ['apiKey', 'token'],
  ];
  for (const [field, kind] of kinds) {
    const places: [string, Fields][] = [
      [field, { ...valid, [field]: 'hunter2' }],
      ...['authorization', 'token', 'refresh'].map((leg): [string, Fields] => [
        `params.${leg}.${field}`,
        { ...valid, params: { [leg]: { [field]: 'hunter2' } } },
      ]),
    ];
    for (const [path, input] of places) {
      it(`${path} is a ${kind}, told once and never its value`, () => {
        const found = problems(input);
        assert.deepEqual(
          found.map((problem) => [problem.path.join('.'), problem.secret]),
          [[path, kind]],
        );
        assert.doesNotMatch(JSON.stringify(found), /hunter2/);
      });
    }
  }
  it('are told beside other mistakes', () => {
    const found = problems({ ...valid, clientSecret: 'hunter2', audiance: 'x' });
    assert.deepEqual(found.map(({ path, secret }) => [path[0], secret]).sort(), [
      ['audiance', undefined],
      ['clientSecret', 'clientSecret'],
    ]);
  });
  it('are told even where they are no text', () => {
    for (const value of [null, 7, {}, ['x']]) {
      assert.deepEqual(
        problems({ ...valid, clientSecret: value }).map(({ secret }) => secret),
        ['clientSecret'],
      );
    }
  });
});

describe('profile: secrets in an address', () => {
  it('are told by the parameter’s name, never by its value', () => {
    const found = secretsInQuery(['endpoints', 'token'], 'https://a.example/?tenant=1&client_secret=hunter2&token=x');
    assert.deepEqual(
      found.map(({ message }) => message),
      [
        '“endpoints.token” contains a secret in its query (“client_secret=…”).',
        '“endpoints.token” contains a secret in its query (“token=…”).',
      ],
    );
  });
  it('are parameters with the name of a secret, as fields are', () => {
    for (const name of ['client_secret', 'clientSecret', 'password']) assert.ok(isSecretField(name), name);
    for (const name of ['client_id', 'state', 'toString']) assert.equal(isSecretField(name), false, name);
  });
});
