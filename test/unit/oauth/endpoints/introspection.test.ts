import assert from 'node:assert/strict';
import { introspection } from '../../../../src/oauth/endpoints/introspection';
import { clientOf, endpoints, issuer, person, provider } from '../provider';
import { commonRefusals, refusal, secrets, type RefusalRow } from './refused';
import { signedBy } from './signed';

const ask = introspection(secrets.token);
const named = { ...endpoints, introspection: `${issuer}/introspection` };

describe('oauth: an introspection', () => {
  it('sends the token and who the client is', async () => {
    const { oauth, sent } = provider({ '/introspection': { active: true } });
    await oauth.ask(clientOf({ ...person, endpoints: named }), ask);
    assert.deepEqual(
      sent.map(({ path, form }) => [path, form]),
      [['/introspection', { token: secrets.token, token_type_hint: 'access_token', client_id: 'c' }]],
    );
  });

  for (const answer of [{ active: false }, { active: true, scope: 'a b', exp: 1, nested: { list: [1] } }]) {
    it(`gives the answer as it is: ${JSON.stringify(answer)}`, async () => {
      const { oauth } = provider({ '/introspection': answer });
      assert.deepEqual(await oauth.ask(clientOf({ ...person, endpoints: named }), ask), answer);
    });
  }

  const rows: RefusalRow[] = [
    ...commonRefusals,
    ['no “active”', () => ({ scope: 'a' }), 'response-invalid'],
    ['an “active” that is text', () => ({ active: 'true' }), 'response-invalid'],
    [
      'a client that may not ask',
      () => Response.json({ error: 'unauthorized_client' }, { status: 403 }),
      'client-unauthorized',
      'unauthorized_client',
    ],
    ['a wrong secret', () => new Response('', { status: 401 }), 'client-refused'],
  ];
  for (const [what, answer, code, error] of rows) {
    it(`fails on ${what}: ${code}`, async () => {
      const fault = await refusal(ask, answer());
      assert.deepEqual([fault.code, fault.error], [code, error], fault.message);
    });
  }

  it('says what to allow where the client may not ask', async () => {
    const fault = await refusal(ask, new Response('', { status: 403 }));
    assert.equal(fault.next, 'Allow this client to introspect tokens at the provider.');
  });

  it('that is refused tells neither the token nor the client’s secret', async () => {
    const words = `${secrets.token} ${secrets.client}`;
    const fault = await refusal(ask, Response.json({ error: words, error_description: words }, { status: 400 }));
    assert.doesNotMatch(`${fault.message} ${fault.error}`, /the-/);
  });
});

/** RFC 9701 section 5. */
describe('oauth: an introspection answered by a signed JWT', () => {
  const type = 'application/token-introspection+jwt';
  const claims = { token_introspection: { active: true, scope: 'a' }, aud: 'c', iss: issuer };

  it('is checked by the issuer’s keys', async () => {
    const { answers, sign } = await signedBy(issuer);
    const { oauth, all } = provider(answers({ introspection_endpoint: `${issuer}/introspection` }));
    all['/introspection'] = await sign(claims, type);
    assert.deepEqual(await oauth.ask(clientOf({ ...person, issuer }), ask), { active: true, scope: 'a' });
  });

  it('is refused where another key signed it', async () => {
    const { answers } = await signedBy(issuer);
    const { oauth, all } = provider(answers({ introspection_endpoint: `${issuer}/introspection` }));
    all['/introspection'] = await (await signedBy(issuer)).sign(claims, type);
    const client = clientOf({ ...person, issuer });
    await assert.rejects(oauth.ask(client, ask), { code: 'response-invalid' });
  });

  it('is refused where the profile has no issuer, and the message says so', async () => {
    const { sign } = await signedBy(issuer);
    const fault = await refusal(ask, await sign(claims, type));
    assert.equal(fault.code, 'response-invalid');
    assert.match(fault.message, /signed JWT.*issuer/);
  });
});
