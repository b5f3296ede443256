import assert from 'node:assert/strict';
import { isRefusal } from '../../../src/tokens/refusal';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, person, provider } from '../oauth/provider';

const previous = { accessToken: 'old', tokenType: 'bearer', refreshToken: 'r', obtainedAt: 0 };
const json = (status: number, body: object, headers = {}) => Response.json(body, { status, headers });
const error = (status: number, code: string) => json(status, { error: code });
const page = (status: number) =>
  new Response('<!doctype html><p>No', { status, headers: { 'content-type': 'text/html' } });

describe('tokens: a refresh token is refused', () => {
  const rows: [what: string, answer: Response, refused: boolean][] = [
    ['invalid_grant', error(400, 'invalid_grant'), true],
    ['invalid_request, as Dex says', error(400, 'invalid_request'), true],
    ['invalid_token with 401', error(401, 'invalid_token'), true],
    ['an error of its own with 401', error(401, 'refresh_token_expired'), true],
    ['unauthorized_client with 400', error(400, 'unauthorized_client'), true],
    ['invalid_scope', error(400, 'invalid_scope'), true],
    ['JSON without an OAuth error, with 400', json(400, { message: 'expired' }), true],
    ['JSON without an OAuth error, with 401', json(401, { message: 'expired' }), true],
    ['JSON without an OAuth error, with 403', json(403, { message: 'expired' }), true],
    ['nothing but 400, as Glewlwyd does', new Response(null, { status: 400 }), true],
    ['a line of text with 403', new Response('token expired', { status: 403 }), true],
    ['nothing but 502', new Response(null, { status: 502 }), false],
    ['invalid_client', error(401, 'invalid_client'), false],
    ['unauthorized_client with 401, as Keycloak says of a wrong secret', error(401, 'unauthorized_client'), false],
    ['access_denied with 401, as Auth0 says of a wrong secret', error(401, 'access_denied'), false],
    ['a web page with 403, which may be a proxy’s', page(403), false],
    ['a web page with 400', page(400), false],
    ['404', json(404, { message: 'no such path' }), false],
    ['405', json(405, {}), false],
    ['429', json(429, { message: 'slow' }, { 'retry-after': '3' }), false],
    ['slow_down', error(400, 'slow_down'), false],
    ['500', json(500, { message: 'oh' }), false],
    ['temporarily_unavailable', error(503, 'temporarily_unavailable'), false],
    ['nothing that can be read', new Response('{', { status: 200 }), false],
  ];
  for (const [what, answer, refused] of rows) {
    it(`${refused ? '' : 'not '}where the provider answers ${what}`, async () => {
      const { oauth } = provider({ '/token': answer });
      const client = clientOf({ ...person, issuer, endpoints, clientAuth: 'none' });
      assert.equal(isRefusal(await faultOf(oauth.refresh(client, previous))), refused);
    });
  }
});
