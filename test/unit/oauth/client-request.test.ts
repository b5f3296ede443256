import assert from 'node:assert/strict';
import type { ClientRequest } from '../../../src/oauth/client-request';
import { endSession } from '../../../src/oauth/endpoints/end-session';
import { introspection } from '../../../src/oauth/endpoints/introspection';
import { revocation } from '../../../src/oauth/endpoints/revocation';
import { userInfo } from '../../../src/oauth/endpoints/userinfo';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, metadata, person, provider } from './provider';

const requests: Record<string, ClientRequest<unknown>> = {
  revocation: revocation('t', 'access_token'),
  introspection: introspection('t'),
  userinfo: userInfo('t', undefined),
  endSession: endSession(undefined),
};

for (const [name, request] of Object.entries(requests)) {
  describe(`oauth: a request to the ${name} endpoint`, () => {
    const field = `endpoints.${name}`;

    it('is refused where the profile names none and has no issuer, without the network', async () => {
      const { oauth, sent } = provider();
      const fault = await faultOf(oauth.ask(clientOf({ ...person, endpoints }), request));
      assert.equal(fault.code, 'endpoint-missing');
      assert.ok(fault.message.includes(`“${field}”`), fault.message);
      assert.deepEqual(sent, []);
    });

    it('is refused where neither the profile nor the metadata name one', async () => {
      const { oauth, asked } = provider(metadata());
      const fault = await faultOf(oauth.ask(clientOf({ ...person, issuer }), request));
      assert.equal(fault.code, 'endpoint-missing');
      assert.ok(fault.message.includes(`“${field}”`), fault.message);
      assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
    });

    it('is refused for a profile without a client', async () => {
      const { oauth, sent } = provider();
      const pasted = clientOf({ grant: 'static', endpoints: { [name]: `${issuer}/x` } });
      assert.equal((await faultOf(oauth.ask(pasted, request))).code, 'profile-invalid');
      assert.deepEqual(sent, []);
    });

    it('is refused while no client is registered for the profile', async () => {
      const { oauth, sent } = provider(metadata());
      const open = clientOf({ ...person, clientId: undefined, issuer });
      assert.equal((await faultOf(oauth.ask(open, request))).code, 'interaction-required');
      assert.deepEqual(sent, []);
    });

    it('is sent only where the client may contact its hosts', async () => {
      const { oauth, asked } = provider(metadata({ [memberOf[name] ?? '']: 'https://other.example.com/x' }));
      const told: (readonly string[])[] = [];
      const mayContact = async (origins: readonly string[]) => {
        told.push(origins);
        if (origins.includes('https://other.example.com')) throw new Error('no');
      };
      await faultOf(oauth.ask({ ...clientOf({ ...person, issuer }), mayContact }, request));
      assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
      assert.equal(told.length, 2);
    });
  });
}

const memberOf: Record<string, string> = {
  revocation: 'revocation_endpoint',
  introspection: 'introspection_endpoint',
  userinfo: 'userinfo_endpoint',
  endSession: 'end_session_endpoint',
};
