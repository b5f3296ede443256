import assert from 'node:assert/strict';
import { answerFault, reactionTo, readAnswer, type Reaction } from '../../../src/tokens/api-answer';
import type { TokenSet } from '../../../src/storage/token-set';
import { usableProfile } from '../storage/profiles-of';
import { jwt } from '../../support/jwts';

describe('an API’s answer', () => {
  const reactions: [status: number, wwwAuthenticate: string, reaction: Reaction][] = [
    [200, '', 'nothing'],
    [404, 'Bearer error="invalid_token"', 'nothing'],
    [401, '', 'renew'],
    [401, 'Bearer', 'renew'],
    [401, 'Bearer error="invalid_token"', 'renew'],
    [401, 'Basic realm="x", Bearer realm="y"', 'renew'],
    [401, 'DPoP error="invalid_token"', 'renew'],
    [401, 'Token realm="x"', 'renew'],
    [401, 'Basic realm="x"', 'explain'],
    [401, 'Bearer error="insufficient_scope", scope="a"', 'explain'],
    [401, 'Bearer error="insufficient_user_authentication", acr_values="gold"', 'explain'],
    [403, '', 'explain'],
    [403, 'Bearer error="insufficient_scope"', 'explain'],
  ];
  for (const [status, wwwAuthenticate, reaction] of reactions)
    it(`of ${status} ${wwwAuthenticate}: ${reaction}`, () =>
      assert.equal(
        reactionTo(
          { status, wwwAuthenticate },
          status === 401 && wwwAuthenticate.startsWith('Token') ? 'Token' : 'Bearer',
        ),
        reaction,
      ));

  const told: [text: string, status: number | undefined, wwwAuthenticate?: string][] = [
    ['401', 401, ''],
    [' 403 ', 403, ''],
    ['401 Unauthorized', 401, ''],
    ['HTTP/1.1 403 Forbidden WWW-Authenticate: Bearer error="x"', 403, 'Bearer error="x"'],
    ['401 Bearer error="x"', 401, 'Bearer error="x"'],
    ['401 Token realm="x"', 401, 'Token realm="x"'],
    ['401 Basic', 401, 'Basic'],
    ['200', undefined],
    ['4010', undefined],
    ['', undefined],
  ];
  for (const [text, status, wwwAuthenticate = ''] of told)
    it(`is read as it is told: ${text}`, () =>
      assert.deepEqual(readAnswer(text), status === undefined ? undefined : { status, wwwAuthenticate }));

  const profile = usableProfile({
    id: 'a',
    grant: 'client_credentials',
    clientId: 'c',
    issuer: 'https://sso.example.com',
    audience: 'https://api.example.com',
    scope: 'read:things',
  });
  const now = Date.UTC(2026, 0, 1);
  const explain = async (wwwAuthenticate: string, set: Partial<TokenSet>, status = 403) =>
    answerFault(
      { status, wwwAuthenticate },
      { accessToken: 'opaque-token', tokenType: 'Bearer', obtainedAt: now, ...set },
      profile.settings,
      now,
    );
  const claims = {
    iss: 'https://sso.example.com',
    aud: 'https://api.example.com',
    exp: now / 1000 + 60,
    scope: 'read:things',
  };

  it('is explained by the scope that it names', async () => {
    const { code, error, what } = await explain('Bearer error="insufficient_scope", scope="write:things"', {
      accessToken: jwt(claims),
    });
    assert.deepEqual([code, error], ['token-rejected', 'insufficient_scope']);
    assert.match(what, /^The API answered 403\. It says “insufficient_scope”\..*“write:things” is missing/);
  });

  it('is explained by an opaque token’s scopes', async () => {
    const { what } = await explain('Bearer scope="write:things"', { scope: 'read:things' });
    assert.match(what, /“write:things” is missing; the token has “read:things”/);
  });

  it('is explained by the claims where it names no scope', async () => {
    const { what } = await explain('', { accessToken: jwt({ ...claims, aud: 'https://other.example' }) }, 401);
    assert.match(what, /^The API answered 401\..*Its “aud” is/s);
  });

  it('is explained by the kind of authentication that it wants', async () => {
    assert.match((await explain('Basic realm="x"', {}, 401)).what, /another kind of authentication: basic/);
  });

  it('never shows the token, nor what VS Code would draw as a link', async () => {
    const accessToken = 'secret-opaque-token';
    const { message } = await explain(
      `Bearer error="$(x)", error_description="Token ${accessToken} is [bad](command:x)"`,
      { accessToken },
    );
    assert.ok(!message.includes(accessToken), message);
    assert.ok(!message.includes('](') && !message.includes('$('), message);
  });
});
