import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { authoritiesOf } from '../../../src/profile/authorities';
import { hostsOf } from '../../../src/profile/disclosed';
import {
  describeAddresses,
  describeClient,
  describeHost,
  describeOrigins,
  describeParameter,
  describeRequest,
  describeServers,
  describeUse,
} from '../../../src/profile/disclosed-texts';
import { shapesRequest } from '../../../src/storage/keys';
import { testOnlyCertificate } from '../../server/test-only-certificate';
import { settingsOf } from '../oauth/provider';

type Shapes = typeof shapesRequest;
/** The settings that shape the request for a token. */
type Shaping = { [Name in keyof Shapes]: Shapes[Name] extends true ? Name : never }[keyof Shapes];
const shaping = (Object.keys(shapesRequest) as (keyof Shapes)[]).filter((name): name is Shaping => shapesRequest[name]);

const machine = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };

describe('profile: what is disclosed of it, in words', () => {
  it('is a host with all that it is for', () => {
    const endpoints = { token: 'https://sso.example.com/t', pushedAuthorizationRequest: 'https://sso.example.com/par' };
    assert.deepEqual(hostsOf({ issuer: 'https://sso.example.com', endpoints }).map(describeHost), [
      'https://sso.example.com (issuer, token endpoint, pushed authorization request endpoint)',
    ]);
  });

  it('is a host to its end, however long it is', () => {
    const origin = `https://${'sub.'.repeat(60)}evil.example`;
    assert.equal(describeHost({ origin, roles: ['token'] }), `${origin} (token endpoint)`);
  });

  for (const [leg, expected] of [
    ['authorization', 'Authorization request: prompt=none'],
    ['token', 'Token request: prompt=none'],
    ['refresh', 'Refresh request: prompt=none'],
  ] as const) {
    it(`is a parameter of the ${leg} request`, () => {
      assert.equal(describeParameter({ leg, name: 'prompt', value: 'none' }), expected);
    });
  }

  it('is each scope, audience and resource whole, however many there are', () => {
    const many = (name: string) =>
      Array.from({ length: 9 }, (_, index) => `https://${name}.example/${'x'.repeat(40)}${index}`);
    const told = describeRequest(
      settingsOf({ ...machine, scope: many('s').join('  '), audience: many('a'), resource: many('r') }),
      [],
    );
    assert.deepEqual(told, [
      `Scope: ${many('s').join(' ')}`,
      `Audience: ${many('a').join(', ')}`,
      `Resource: ${many('r').join(', ')}`,
    ]);
  });

  it('is a parameter in one line, without what would turn the text around', () => {
    const shown = describeParameter({ leg: 'token', name: 'a\nb', value: 'c\u202ed\nhttps://good.example (issuer)' });
    assert.doesNotMatch(shown, /[\n\u202e]/);
  });

  it('is each fact of a request, and none that the profile leaves out', () => {
    assert.deepEqual(describeRequest(settingsOf(machine), []), []);
    assert.deepEqual(describeClient(settingsOf(machine)), ['Client: c']);
    const registering = { grant: 'authorization_code', issuer: 'https://sso.example.com' };
    assert.deepEqual(describeClient(settingsOf(registering)), ['Client: registered when you first sign in']);
    const whole = {
      ...machine,
      ...{ scope: 'read', audience: ['a', 'b'], resource: 'urn:r', organization: 'acme', username: 'ada' },
      ...{ redirect: 'loopback:80/x', security: { dpop: true, par: false }, origins: ['https://api.example.com'] },
      params: { refresh: { a: ['1', '2'] }, authorization: { prompt: 'none' } },
    };
    assert.deepEqual(describeRequest(settingsOf(whole), []), [
      ...['Scope: read', 'Audience: a, b', 'Resource: urn:r', 'Organization: acme', 'User: ada'],
      ...['Redirect: loopback:80/x', 'Protection: DPOP'],
      ...['Authorization request: prompt=none', 'Refresh request: a=1', 'Refresh request: a=2'],
    ]);
  });

  /** For each setting that shapes the request, a value that is not usual, and what of it is shown. */
  const unusual: Record<Shaping, [fields: Record<string, unknown>, shown: string]> = {
    organization: [{ organization: 'acme' }, 'Organization: acme'],
    issuer: [{ issuer: 'https://other.example' }, 'https://other.example (issuer)'],
    endpoints: [{ endpoints: { userinfo: 'https://other.example/me' } }, 'https://other.example (userinfo endpoint)'],
    grant: [{ grant: 'device_code' }, 'Grant: Sign-in on another device'],
    clientId: [{ clientId: 'other' }, 'Client: other'],
    clientAuth: [{ clientAuth: 'client_secret_post' }, 'Client authentication: client_secret_post'],
    basicEncoding: [{ basicEncoding: 'none' }, 'Encoding of Basic: none'],
    scope: [{ scope: 'read' }, 'Scope: read'],
    audience: [{ audience: 'api' }, 'Audience: api'],
    resource: [{ resource: 'urn:r' }, 'Resource: urn:r'],
    username: [{ username: 'ada' }, 'User: ada'],
    subject: [{ subject: { profile: 'ada\n\u202e', type: 'jwt' } }, 'Subject: profile ada , type jwt'],
    actor: [{ actor: { profile: 'service' } }, 'Actor: profile service'],
    requestedTokenType: [{ requestedTokenType: 'id_token' }, 'Requested token type: id_token'],
    assertion: [
      { assertion: { audience: 'a', claims: { x: [1] }, lifetime: 60 } },
      'Assertion: audience a, lifetime 60, claims {"x":[1]}',
    ],
    clientAssertion: [{ clientAssertion: { audience: 'a' } }, 'Client assertion: audience a'],
    params: [{ params: { token: { tier: 'gold' } } }, 'Token request: tier=gold'],
    tokenRequestFormat: [{ tokenRequestFormat: 'json' }, 'Body of token requests: json'],
    security: [{ security: { dpop: true } }, 'Protection: DPOP'],
    tls: [
      { tls: { ca: testOnlyCertificate } },
      `Trusts the authority with the SHA-256 fingerprint ${new X509Certificate(testOnlyCertificate).fingerprint256}`,
    ],
  };
  for (const name of shaping)
    it(`is “${name}”, which shapes the request, where it is not usual`, async () => {
      const [fields, shown] = unusual[name];
      const told = async (more: object) => {
        const settings = settingsOf({ ...machine, ...more });
        const { hosts, facts } = describeUse(settings, await authoritiesOf(settings));
        return [...hosts, ...facts];
      };
      assert.ok(!(await told({})).includes(shown));
      assert.ok((await told(fields)).includes(shown), (await told(fields)).join('; '));
    });

  it('is an origin with what its wildcard covers', () => {
    const origins = ['http://localhost', 'https://*.example.com', 'https://*.example.com:8443'];
    assert.deepEqual(describeOrigins(settingsOf({ ...machine, origins })), [
      'Its token may be sent to: http://localhost, any host under example.com, any host under example.com:8443',
    ]);
    assert.deepEqual(describeOrigins(settingsOf({ ...machine, origins: [] })), []);
  });

  for (const [what, fields, expected] of [
    ['its usual header, which is not told', {}, []],
    ['another header', { headerName: 'X-Api-Key', headerPrefix: '' }, ['Header: X-Api-Key: {access_token}']],
    ['the ID token as the bearer', { use: 'id_token' }, ['Header: Authorization: Bearer {id_token}']],
  ] as const)
    it(`is ${what}`, () => assert.deepEqual(describeRequest(settingsOf({ ...machine, ...fields }), []), expected));

  const issuer = 'https://sso.example.com/realms/one';
  const authorization = 'https://login.example/other/authorize?prompt=none&tier=gold';

  it('is each address that says more than its host', () => {
    const settings = settingsOf({ ...machine, issuer, endpoints: { authorization, token: 'https://login.example/' } });
    assert.deepEqual(describeAddresses(settings), [`Issuer: ${issuer}`, `Authorization endpoint: ${authorization}`]);
  });

  it('is an address as it is sent to, however it is written', () => {
    const token = 'HTTPS://Login.example:443/realms/good/../évil\u2800?a=\u3164';
    const sentTo = 'https://login.example/realms/%C3%A9vil%E2%A0%80?a=%E3%85%A4';
    const settings = settingsOf({ ...machine, endpoints: { token } });
    assert.deepEqual(describeAddresses(settings), [`Token endpoint: ${sentTo}`]);
    assert.deepEqual(
      describeServers(settings, (role) => role === 'token'),
      [`${sentTo} (token endpoint)`],
    );
  });

  it('is a server by its whole address, in which only the query may be cut', () => {
    const endpoints = {
      token: 'https://login.example/one/token',
      revocation: 'https://login.example/one/token',
      introspection: `https://login.example/two/${'x'.repeat(300)}?a=${'y'.repeat(300)}`,
      jwks: 'https://keys.example',
    };
    assert.deepEqual(
      describeServers(settingsOf({ ...machine, issuer, endpoints }), (role) => role !== 'jwks', 10),
      [
        `${issuer} (issuer)`,
        'https://login.example/one/token (token endpoint, revocation endpoint)',
        `https://login.example/two/${'x'.repeat(300)}?a=yyyyyy… (introspection endpoint)`,
      ],
    );
    assert.deepEqual(
      describeServers(settingsOf({ ...machine, endpoints }), (role) => role === 'jwks'),
      ['https://keys.example (keys)'],
    );
  });

  it('is what a profile is used for: hosts, origins, and then its addresses before the rest', () => {
    const settings = settingsOf({ ...machine, issuer, endpoints: { authorization }, origins: ['https://a.example'] });
    assert.deepEqual(describeUse(settings, []), {
      hosts: ['https://sso.example.com (issuer)', 'https://login.example (authorization endpoint)'],
      origins: ['Its token may be sent to: https://a.example'],
      facts: [`Issuer: ${issuer}`, `Authorization endpoint: ${authorization}`, 'Client: c'],
    });
  });
});
