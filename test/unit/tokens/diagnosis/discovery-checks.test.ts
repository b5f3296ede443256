import assert from 'node:assert/strict';
import { discoveryChecks } from '../../../../src/tokens/diagnosis/discovery-checks';
import type { Facts } from '../../../../src/tokens/diagnosis/diagnosis-facts';
import { factsOf, issuer } from './facts-of';

const found = (facts: Facts) => discoveryChecks.flatMap((check) => check(facts) ?? []);
const metadata = { issuer, token_endpoint: `${issuer}/token` };

// The rest is tested against the embedded server in diagnosis.test.ts.
describe('what metadata tell', () => {
  it('is nothing where no issuer was asked', () => assert.deepEqual(found(factsOf()), []));

  it('is nothing wrong where they are right', () =>
    assert.deepEqual(found(factsOf({}, { examined: { probes: [], metadata, isOwn: true } })), []));

  it('is everything that they rule out, each with its field', () => {
    const login = { grant: 'authorization_code', clientAuth: 'client_secret_basic' };
    const examined = {
      ...{ probes: [], isOwn: true },
      metadata: {
        ...{ ...metadata, authorization_endpoint: `${issuer}/authorize`, grant_types_supported: ['implicit'] },
        ...{ code_challenge_methods_supported: ['plain'], require_signed_request_object: true },
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
    };
    assert.deepEqual(
      found(factsOf(login, { examined })).map(({ field, severity }) => [field, severity]),
      ['grant', 'clientAuth', 'grant', 'security.jar'].map((field) => [field, 'problem']),
    );
  });

  it('is another path at the same host, which may be the one that is meant', () => {
    const examined = { probes: [], metadata: { ...metadata, issuer: `${issuer}/realms/a` }, isOwn: false };
    const [finding] = found(factsOf({}, { examined }));
    assert.match(finding?.what ?? '', /name another issuer: https:\/\/sso\.example\.com\/realms\/a/);
  });

  it('is that keys are missing to check an ID token', () => {
    const examined = { probes: [], metadata: { ...metadata, authorization_endpoint: `${issuer}/a` }, isOwn: true };
    const [finding] = found(factsOf({ grant: 'authorization_code', scope: 'openid' }, { examined }));
    assert.deepEqual([finding?.field, finding?.severity], ['endpoints.jwks', 'problem']);
  });

  it('is that the client ID is missing, where nothing registers a client', () => {
    const login = { grant: 'authorization_code', clientId: undefined };
    const examined = (more: object) => ({ probes: [], metadata: { ...metadata, ...more }, isOwn: true });
    const fields = (facts: Facts) => found(facts).map(({ field }) => field);
    assert.ok(fields(factsOf(login, { examined: examined({}) })).includes('clientId'));
    const offered = { registration_endpoint: `${issuer}/register` };
    assert.ok(!fields(factsOf(login, { examined: examined(offered) })).includes('clientId'));
    const named = { ...login, endpoints: { registration: `${issuer}/register` } };
    assert.ok(!fields(factsOf(named, { examined: examined({}) })).includes('clientId'));
  });

  it('holds the clock against any server that told its time', () => {
    const token = { address: `${issuer}/token`, status: 405, ahead: 61 };
    assert.match(found(factsOf({}, { token }))[0]?.what ?? '', /61 s ahead/);
    assert.deepEqual(found(factsOf({}, { token: { ...token, ahead: -60 } })), []);
  });
});
