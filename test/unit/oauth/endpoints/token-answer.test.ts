import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { readTokenAnswer, toTokenSet } from '../../../../src/oauth/endpoints/token-answer';

const right = { access_token: 'a', token_type: 'Bearer' };

function read(fields: object) {
  return readTokenAnswer(
    { host: 'sso.example.com', status: 200, headers: new Headers(), json: { ...right, ...fields }, html: false, at: 0 },
    [],
  );
}

/** As `JSON.parse` gives it: JSON knows numbers that JavaScript has no room for. */
const parsed = (text: string): unknown => JSON.parse(text);

describe('oauth: a token endpoint’s answer', () => {
  const lives: [expiresIn: unknown, seconds: number | undefined][] = [
    [3600, 3600],
    [0.5, 0.5],
    ['3600', 3600],
    ['3599.5', 3599.5],
    [0, undefined],
    ['0', undefined],
    [-1, undefined],
    ['-3600', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [1e305, 1e9],
    ['9'.repeat(400), 1e9],
  ];
  for (const [expiresIn, seconds] of lives) {
    it(`expires_in ${JSON.stringify(expiresIn)?.slice(0, 20) ?? 'missing'}: ${seconds ?? 'unknown'}`, () => {
      const answer = read({ expires_in: expiresIn });
      assert.equal(answer.expires_in, seconds);
      const { expiresAt } = toTokenSet(answer, 1000);
      assert.equal(expiresAt, seconds === undefined ? undefined : 1000 + seconds * 1000);
    });
  }

  const wrong: [field: string, value: unknown][] = [
    ...[parsed('-1e999'), '--1', true, [], [5], {}, 'soon', ' 5 ', '0x10', '1e3', '1e999', '.5', parsed('1e999')].map(
      (value): [string, unknown] => ['expires_in', value],
    ),
    ['scope', 7],
    ['scope', [['a']]],
    ['scope', [null]],
    ['id_token', {}],
    ['refresh_token', []],
    ['access_token', ''],
    ['access_token', null],
    ['access_token', 'a\nb'],
    ['access_token', 'a{{$processEnv HOME}}'],
    ['access_token', 'a}'],
    ['token_type', 7],
  ];
  for (const [field, value] of wrong) {
    it(`${field} ${typeof value === 'number' ? value : JSON.stringify(value)} is refused`, () => {
      assert.throws(
        () => read({ [field]: value }),
        (thrown) => isFault(thrown) && thrown.code === 'response-invalid',
      );
    });
  }

  it('is read for what is known of it, and what the server adds is kept apart, as far as it can be', () => {
    const deep = parsed('['.repeat(500_000) + ']'.repeat(500_000));
    const known = { expires_in: 5, refresh_token: 'r', id_token: 'i', scope: 'a b' };
    const extra = { 'not-before-policy': 0, session_state: 'x', extra: { a: 1 } };
    const answer = read({ ...known, deep, ...extra, other_token: 'x', copy: 'i' });
    assert.deepEqual(answer, { ...right, token_type: 'bearer', ...known, extra });
    assert.deepEqual(toTokenSet(answer, 0).extra, extra);
  });

  const types: [tokenType: string, read: string][] = [
    ['Bearer', 'bearer'],
    ['bearer', 'bearer'],
    ['N_A', 'n_a'],
    ['user', 'bearer'],
    ['bot', 'bearer'],
  ];
  for (const [tokenType, expected] of types)
    it(`token_type ${tokenType}: ${expected}`, () => {
      const answer = read({ token_type: tokenType });
      assert.equal(answer.token_type, expected);
      assert.equal(toTokenSet(answer, 0).tokenType, expected);
    });
  for (const tokenType of ['mac', 'pop', 'constructor', '__proto__'])
    it(`token_type ${tokenType} is refused`, () =>
      assert.throws(
        () => read({ token_type: tokenType }),
        (thrown) => isFault(thrown) && thrown.code === 'response-invalid',
      ));

  /** Answers as providers document them, and what is kept of them. */
  const documented: [provider: string, json: object, kept: object][] = [
    [
      'Salesforce: no expires_in, and the address of the API',
      {
        ...right,
        refresh_token: 'r',
        scope: 'api refresh_token',
        ...{ signature: 'c2ln', instance_url: 'https://acme.my.salesforce.com', issued_at: '1700000000000' },
        ...{ id: 'https://login.salesforce.com/id/00D/005', lightning_sid: 'a-session' },
      },
      {
        ...{ signature: 'c2ln', instance_url: 'https://acme.my.salesforce.com', issued_at: '1700000000000' },
        id: 'https://login.salesforce.com/id/00D/005',
      },
    ],
    [
      'Slack: a type of its own, and whose the token is',
      {
        ok: true,
        access_token: 'xoxp-1234',
        token_type: 'user',
        authed_user: { id: 'U1', scope: 'openid,email', access_token: 'xoxp-5678', token_type: 'user' },
        team: { id: 'T1' },
      },
      { ok: true, authed_user: { id: 'U1', scope: 'openid,email', token_type: 'user' }, team: { id: 'T1' } },
    ],
    ['GitHub: scopes separated by commas', { ...right, token_type: 'bearer', scope: 'repo,gist' }, {}],
    [
      'Bitbucket: “scopes”',
      { ...right, scopes: 'account repository', expires_in: 7200, refresh_token: 'r', state: '' },
      { scopes: 'account repository' },
    ],
    [
      'GitLab: when it was made',
      { ...right, expires_in: 7200, refresh_token: 'r', created_at: 1607635748 },
      { created_at: 1607635748 },
    ],
    [
      'Dropbox: whose it is',
      { ...right, expires_in: 14400, scope: 'account_info.read', uid: '12345', account_id: 'dbid:AAH4' },
      { uid: '12345', account_id: 'dbid:AAH4' },
    ],
    [
      'an exchange for an ID token: N_A, with the type that was issued',
      { access_token: 'a', token_type: 'N_A', issued_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
      { issued_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
    ],
  ];
  for (const [provider, json, kept] of documented)
    it(`is read as documented: ${provider}`, () => assert.deepEqual(toTokenSet(read(json), 0).extra ?? {}, kept));

  const refusals: [provider: string, json: object, code: string, error: string][] = [
    [
      'GitHub',
      { error: 'bad_verification_code', error_description: 'Expired.' },
      'grant-refused',
      'bad_verification_code',
    ],
    ['GitHub', { error: 'incorrect_client_credentials' }, 'client-refused', 'incorrect_client_credentials'],
    ['Slack', { ok: false, error: 'invalid_code' }, 'grant-refused', 'invalid_code'],
    ['Slack', { ok: false, error: 'bad_client_secret' }, 'client-refused', 'bad_client_secret'],
    ['anyone', { error: 'something_else' }, 'request-refused', 'something_else'],
  ];
  for (const [provider, json, code, error] of refusals)
    it(`is a refusal although its status is 200: ${provider}’s ${error}`, () =>
      assert.throws(
        () => read({ access_token: undefined, token_type: undefined, ...json }),
        (thrown) => isFault(thrown) && thrown.code === code && thrown.error === error,
      ));

  it('has its scope as text, also where it is a list', () => assert.equal(read({ scope: ['a', 'b'] }).scope, 'a b'));
});
