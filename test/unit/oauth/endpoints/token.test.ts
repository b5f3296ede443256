import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { tokenEndpoint } from '../../../../src/oauth/endpoints/token';
import { answerOf } from './answers';

const request = { format: 'form', secrets: [], checksIdToken: true } as const;
const init = () => ({
  method: 'POST',
  headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams('grant_type=x&redirect_uri=http%3A%2F%2F127.0.0.1%2F&audience=a&audience=b'),
});

describe('oauth: a token request', () => {
  it('is a form, with the redirect URI that the authorization request had', () => {
    const redirectUri = 'http://127.0.0.1/callback?x=1';
    const sent = tokenEndpoint({ ...request, redirectUri }).prepare?.(init());
    assert.ok(sent?.body instanceof URLSearchParams);
    assert.equal(sent.body.get('redirect_uri'), redirectUri);
    assert.deepEqual(sent.headers, init().headers);
  });

  it('leaves the library’s own form as it is', () => {
    const given = init();
    tokenEndpoint({ ...request, redirectUri: 'http://127.0.0.1/other' }).prepare?.(given);
    assert.equal(given.body.toString(), init().body.toString());
  });

  it('is JSON where the profile says so, a parameter with several values as a list', () => {
    const sent = tokenEndpoint({ ...request, format: 'json' }).prepare?.(init());
    assert.deepEqual(JSON.parse(sent?.body as string), {
      grant_type: 'x',
      redirect_uri: 'http://127.0.0.1/',
      audience: ['a', 'b'],
    });
    assert.deepEqual(sent?.headers, { accept: 'application/json', 'content-type': 'application/json' });
  });
});

describe('oauth: an answer of the token endpoint that says to wait', () => {
  for (const error of ['authorization_pending', 'slow_down']) {
    const answer = () => answerOf({ status: 400, json: { error } });

    it(`is left to the library where the request polls: ${error}`, () =>
      assert.deepEqual(tokenEndpoint({ ...request, polls: () => undefined }).read(answer()), { error }));

    it(`is an error of any other request: ${error}`, () =>
      assert.throws(() => tokenEndpoint(request).read(answer()), isFault));
  }

  it('differs from other errors, which are thrown even while the request polls', () => {
    const refused = answerOf({ status: 400, json: { error: 'access_denied' } });
    assert.throws(() => tokenEndpoint({ ...request, polls: () => undefined }).read(refused), isFault);
  });
});

describe('oauth: an ID token beside an access token', () => {
  const json = { access_token: 'a', token_type: 'Bearer', id_token: 'x.y.z' };
  for (const checksIdToken of [true, false]) {
    it(`is ${checksIdToken ? 'kept' : 'dropped'} where it can${checksIdToken ? '' : 'not'} be checked`, () => {
      const fields = tokenEndpoint({ ...request, checksIdToken }).read(answerOf({ json }));
      assert.equal(fields.id_token, checksIdToken ? 'x.y.z' : undefined);
    });
  }
});

describe('oauth: a denied token request', () => {
  const denied = answerOf({ status: 403, json: { error: 'access_denied' } });
  const rows: [what: string, isOfClient: boolean, body: string, about: boolean][] = [
    ['a machine that names no API', true, 'grant_type=x', true],
    ['a machine that names an audience', true, 'audience=a', false],
    ['a machine that names a resource', true, 'resource=https%3A%2F%2Fa', false],
    ['a login', false, 'grant_type=x', false],
  ];
  for (const [what, isOfClient, body, about] of rows) {
    it(`of ${what} ${about ? 'points' : 'does not point'} to the audience`, () => {
      const endpoint = tokenEndpoint({ ...request, isOfClient });
      endpoint.prepare?.({ ...init(), body: new URLSearchParams(body) });
      assert.throws(
        () => endpoint.read(denied),
        (thrown) =>
          isFault(thrown) && thrown.code === 'client-unauthorized' && thrown.next.includes('audience') === about,
      );
    });
  }
});
