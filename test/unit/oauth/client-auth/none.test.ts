import assert from 'node:assert/strict';
import { authenticate } from '../../../../src/oauth/client-auth/none';
import { authenticated } from './authenticated';

describe('oauth: the client authentication none', () => {
  it('sends only the id, and no secret even if one is stored', () => {
    assert.deepEqual(authenticated(authenticate, { clientSecret: 's' }), { headers: {}, form: { client_id: 'c' } });
  });

  const fields = { grant: 'jwt_bearer', scope: 'x' };
  const rows: [what: string, assertion: object | undefined, form: object][] = [
    ['sends the id with a JWT that names it by itself', undefined, { client_id: 'c' }],
    ['sends the id with a JWT that names another', { issuer: 'd' }, { client_id: 'c' }],
    ['sends nothing with a JWT that is said to name it', { issuer: 'c' }, {}],
  ];
  for (const [what, assertion, form] of rows)
    it(what, () => assert.deepEqual(authenticated(authenticate, { ...fields, assertion }).form, form));
});
