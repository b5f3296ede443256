import assert from 'node:assert/strict';
import { hostsOf, ownParametersOf, receivesSecret, type HostRole } from '../../../src/profile/disclosed';

const issuer = 'https://sso.example.com/realms/a';
const endpoints = {
  authorization: 'https://sso.example.com/authorize',
  token: 'https://token.example:8443/t',
  revocation: 'https://a.example/revoke',
  introspection: 'https://a.example/introspect',
  pushedAuthorizationRequest: 'https://par.example/par',
  deviceAuthorization: 'https://device.example/d',
  jwks: 'https://keys.example/jwks',
  userinfo: 'https://user.example/me',
  endSession: 'https://end.example/end',
};

describe('profile: what is disclosed of it', () => {
  it('is each host once, with all that it is for, the issuer first', () => {
    assert.deepEqual(hostsOf({ issuer, endpoints }), [
      { origin: 'https://sso.example.com', roles: ['issuer', 'authorization'] },
      { origin: 'https://a.example', roles: ['revocation', 'introspection'] },
      { origin: 'https://device.example', roles: ['deviceAuthorization'] },
      { origin: 'https://end.example', roles: ['endSession'] },
      { origin: 'https://keys.example', roles: ['jwks'] },
      { origin: 'https://par.example', roles: ['pushedAuthorizationRequest'] },
      { origin: 'https://token.example:8443', roles: ['token'] },
      { origin: 'https://user.example', roles: ['userinfo'] },
    ]);
  });

  it('is each host as it is contacted: lower case, in punycode, without a default port', () => {
    const token = 'https://LOGIN.exämple.com:443/t';
    assert.deepEqual(hostsOf({ endpoints: { token } }), [
      { origin: 'https://login.xn--exmple-cua.com', roles: ['token'] },
    ]);
  });

  it('is no host where there is none', () => {
    assert.deepEqual(hostsOf({ endpoints: {} }), []);
  });

  it('is, for a secret, the issuer and each endpoint at which the client authenticates', () => {
    const roles = (['issuer', ...Object.keys(endpoints)] as HostRole[]).filter(receivesSecret);
    assert.deepEqual(roles, [
      ...['issuer', 'token', 'revocation', 'introspection'],
      ...['pushedAuthorizationRequest', 'deviceAuthorization'],
    ]);
  });

  it('is each parameter of its own, by the request that it goes with', () => {
    const params = { authorization: { prompt: 'none' }, token: { scope: ['a', 'b'] }, refresh: { x: '1' } };
    assert.deepEqual(ownParametersOf({ params }), [
      { leg: 'authorization', name: 'prompt', value: 'none' },
      { leg: 'token', name: 'scope', value: 'a' },
      { leg: 'token', name: 'scope', value: 'b' },
      { leg: 'refresh', name: 'x', value: '1' },
    ]);
    assert.deepEqual(ownParametersOf({}), []);
  });
});
