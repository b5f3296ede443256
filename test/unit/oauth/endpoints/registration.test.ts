import assert from 'node:assert/strict';
import { Fault } from '../../../../src/faults/fault';
import type { Answer } from '../../../../src/oauth/transport';
import { deletionEndpoint, registrationEndpoint } from '../../../../src/oauth/endpoints/registration';

const answer = (status: number, json?: Record<string, unknown>, html = false): Answer => ({
  ...{ host: 'sso.example.com', status, headers: new Headers(), json, html, at: 0 },
});

describe('oauth: the registration endpoint', () => {
  const rows: [what: string, json: Record<string, unknown>, read: Record<string, unknown>][] = [
    ['a client', { client_id: 'c' }, { client_id: 'c' }],
    ['a secret that does not expire', { client_id: 'c', client_secret: 's' }, { client_secret_expires_at: 0 }],
    [
      'a secret that expires',
      { client_id: 'c', client_secret: 's', client_secret_expires_at: 9 },
      { client_secret_expires_at: 9 },
    ],
    ['no secret', { client_id: 'c', client_secret: null }, { client_secret: undefined }],
  ];
  for (const [what, json, expected] of rows)
    it(`reads ${what}, with 201 and with 200`, () => {
      for (const status of [200, 201]) {
        const read = registrationEndpoint([]).read(answer(status, json));
        for (const [name, value] of Object.entries(expected)) assert.equal(read[name], value);
      }
    });

  it('keeps what the provider repeats out of the message', () => {
    const says = answer(400, { error: 'invalid_client_metadata', error_description: 'the-secret-token is wrong' });
    for (const endpoint of [registrationEndpoint(['the-secret-token']), deletionEndpoint(['the-secret-token'])])
      assert.throws(
        () => endpoint.read(says),
        (thrown) => thrown instanceof Fault && thrown.status === 400 && !thrown.message.includes('the-secret-token'),
      );
  });

  it('takes any body for a deletion, but no page', () => {
    assert.deepEqual(deletionEndpoint([]).read(answer(204)), {});
    assert.deepEqual(deletionEndpoint([]).read(answer(200, { error: 'none' })), {});
    assert.throws(() => deletionEndpoint([]).read(answer(200, undefined, true)));
  });
});
