import assert from 'node:assert/strict';
import { decodeJwt } from '../../../../src/jwt/read/decode';
import type { Client } from '../../../../src/oauth/client';
import { grants } from '../../../../src/profile/grants/table';
import type { TokenSet } from '../../../../src/storage/token-set';
import { resources, type SeenRequest } from '../../../server/every-grant';
import { first } from '../../../server/listener';
import type { Changes, Clients, Login } from './clients';
import { reSigned } from './refused-logins';
import { cellOf } from './table';

/** A profile that asks for more than a cell of the table, and what comes of it. */
export interface Further extends Login {
  what: string;
  /** The cell of the table, as its test is called. */
  of: string;
  but?: Changes;
  check: (seen: { clients: Clients; who: Client; set: TokenSet; requests: SeenRequest[] }) => unknown;
}

const byKey = (grant: string) => `${grant}, private_key_jwt, plain`;
const everyGrant = ['password', 'token_exchange', 'jwt_bearer', 'device_code', 'authorization_code', 'implicit'];
const details = [{ type: 'payment', amount: '1.00' }];

/** RFC 8707: in the request of each grant, and again in that for a token and for its renewal. Of several, the first counts. */
const several = [resources.api, resources.exchanging];
const target: Further[] = [
  ...['client_credentials', ...everyGrant].map(byKey).map((of) => [of, resources.api] as const),
  ...['plain', 'PAR+JAR'].map((column) => [`authorization_code, private_key_jwt, ${column}`, several] as const),
].map(([of, resource]) => ({
  ...{ what: Array.isArray(resource) ? 'a token for one of several resources' : 'a token for a resource', of },
  but: { fields: { resource } },
  async check({ clients, who, set, requests }) {
    const [asked] = requests.filter(({ params }) => params.request !== undefined || params.resource !== undefined);
    const { request, resource: plain } = asked?.params ?? {};
    assert.deepEqual(plain ?? decodeJwt(first(request) ?? '')?.claims.resource, resource);
    const renewed = set.refreshToken === undefined ? [] : [await clients.oauth.refresh(who, set)];
    for (const { accessToken } of [set, ...renewed])
      assert.equal((await clients.server.issued(accessToken))?.aud, resources.api);
  },
}));

/** RFC 9396. */
const rich: Further[] = [
  ...['client_credentials', 'password', 'token_exchange', 'jwt_bearer', 'device_code', 'authorization_code'].map(byKey),
  'authorization_code, private_key_jwt, PAR+JAR+JARM+DPoP',
].map((of) => {
  const leg = grants[cellOf(of).grant].obtained === 'login' ? 'authorization' : 'token';
  const params = { [leg]: { authorization_details: details } };
  return {
    ...{ what: 'a token with details', of, but: { fields: { resource: resources.api, params } } },
    async check({ clients, who, set }) {
      const renewed = set.refreshToken === undefined ? [] : [await clients.oauth.refresh(who, set)];
      for (const { accessToken, extra } of [set, ...renewed]) {
        assert.deepEqual((await clients.server.issued(accessToken))?.rar, details);
        assert.deepEqual(extra?.authorization_details, details);
      }
    },
  };
});

/** OpenID Connect Core section 3.1.2.1. */
const signedIn: Further[] = [
  ...['authorization_code', 'implicit', 'device_code'].map((grant) => `${grant}, none, plain`),
  ...['authorization_code, none, PAR+JAR', 'implicit, none, PAR+JAR'],
].map((of) => ({
  what: 'a login in a certain way, not long ago',
  of,
  but: { fields: { params: { authorization: { acr_values: 'silver gold', max_age: '600' } } } },
  check({ set }) {
    const { acr, auth_time: time } = decodeJwt(set.idToken ?? '')?.claims ?? {};
    assert.equal(acr, 'silver');
    assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 600);
  },
}));

/** RFC 7523 section 3: servers differ on whom an assertion of a client is for. */
const assertions: Further[] = (
  [
    ['client_credentials, private_key_jwt, plain', '/token'],
    ['client_credentials, client_secret_jwt, plain', '/token'],
    ['authorization_code, private_key_jwt, PAR', '/request'],
    ['device_code, private_key_jwt, plain', '/device/auth'],
  ] as const
).flatMap(([of, path]) =>
  ['token_endpoint', 'endpoint'].map((audience) => ({
    what: `a client whose assertions are for the ${audience}`,
    of,
    but: { fields: { clientAssertion: { audience } } },
    check({ clients, requests }: Parameters<Further['check']>[0]) {
      const sent = requests.filter(({ params }) => params.client_assertion !== undefined);
      const own = sent.find((each) => each.path === path)?.params.client_assertion;
      const expected = clients.server.issuer + (audience === 'endpoint' ? path : '/token');
      assert.equal(decodeJwt(first(own) ?? '')?.claims.aud, expected);
    },
  })),
);

/** That what is refused beside it is not refused for another reason. */
const controls: Further[] = [
  {
    ...{ what: 'an answer that the server signed again', of: 'authorization_code, none, JARM' },
    meanwhile: reSigned(() => ({})),
    check: ({ set }) => assert.ok(set.accessToken.length > 20),
  },
];

export const furtherCases: readonly Further[] = [...target, ...rich, ...signedIn, ...assertions, ...controls];
