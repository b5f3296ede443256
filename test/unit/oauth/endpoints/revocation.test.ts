import assert from 'node:assert/strict';
import { revocation } from '../../../../src/oauth/endpoints/revocation';
import { clientOf, endpoints, issuer, machine, metadata, person, provider } from '../provider';
import { commonRefusals, refusal, secrets, type RefusalRow } from './refused';

const revoke = revocation(secrets.token, 'refresh_token');
const named = { ...endpoints, revocation: `${issuer}/revocation` };

describe('oauth: a revocation', () => {
  it('sends the token, its kind, and who the client is, as at the token endpoint', async () => {
    const { oauth, sent } = provider({ '/revocation': {} });
    await oauth.ask(clientOf({ ...person, endpoints: named }), revoke);
    assert.deepEqual(
      sent.map(({ path, form, init }) => [path, init.method, form]),
      [['/revocation', 'POST', { token: secrets.token, token_type_hint: 'refresh_token', client_id: 'c' }]],
    );
  });

  it('authenticates by the method that the token endpoint takes, also where the profile names the endpoint', async () => {
    const { oauth, sent, asked } = provider({
      ...metadata({ token_endpoint_auth_methods_supported: ['client_secret_post'] }),
      '/revocation': {},
    });
    const client = clientOf(
      { ...machine, endpoints: { revocation: `${issuer}/revocation` } },
      { clientSecret: secrets.client },
    );
    await oauth.ask(client, revoke);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration', '/revocation']);
    assert.equal(sent[1]?.form.client_secret, secrets.client);
  });

  it('goes to the endpoint that the metadata name', async () => {
    const { oauth, asked } = provider({ ...metadata({ revocation_endpoint: `${issuer}/off` }), '/off': {} });
    await oauth.ask(clientOf({ ...machine, endpoints: undefined }), revoke);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration', '/off']);
  });

  for (const [what, answer] of [
    ['an empty body', new Response('')],
    ['no content', new Response(null, { status: 204 })],
    ['words', new Response('ok')],
    ['JSON', Response.json({ done: true })],
  ] as const) {
    it(`goes well with ${what} in answer`, async () => {
      const { oauth } = provider({ '/revocation': answer });
      await oauth.ask(clientOf({ ...person, endpoints: named }), revoke);
    });
  }

  const rows: RefusalRow[] = [
    ...commonRefusals,
    [
      'a kind of token that cannot be revoked',
      () => Response.json({ error: 'unsupported_token_type' }, { status: 400 }),
      'request-refused',
      'unsupported_token_type',
    ],
    [
      'a wrong secret',
      () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      'client-refused',
      'invalid_client',
    ],
    ['an error with status 200', () => ({ error: 'server_error' }), 'server-error', 'server_error'],
  ];
  for (const [what, answer, code, error] of rows) {
    it(`fails on ${what}: ${code}`, async () => {
      const fault = await refusal(revoke, answer());
      assert.deepEqual([fault.code, fault.error], [code, error], fault.message);
    });
  }

  it('that is refused tells neither the token nor the client’s secret', async () => {
    const words = `${secrets.token} ${secrets.client}`;
    const fault = await refusal(revoke, Response.json({ error: words, error_description: words }, { status: 400 }));
    assert.doesNotMatch(`${fault.message} ${fault.error}`, /the-/);
  });
});
