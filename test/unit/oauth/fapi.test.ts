import assert from 'node:assert/strict';
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { decodeJwt } from '../../../src/jwt/read/decode';
import { OAuthClient, type Client } from '../../../src/oauth/client';
import { introspection } from '../../../src/oauth/endpoints/introspection';
import { userInfo } from '../../../src/oauth/endpoints/userinfo';
import type { TokenSet } from '../../../src/storage/token-set';
import { fapiAlgorithms, startFapiServer, type FapiServer } from '../../server/fapi';
import { createVisitor } from '../../server/visitor';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, redirectUri } from './provider';
import { waysWith } from './ways-with';

/** How a client's tokens are bound, with what it authenticates by. */
type TlsWay = 'tls_client_auth' | 'self_signed_tls_client_auth' | 'private_key_jwt';
type Way = (typeof fapiAlgorithms)[number] | TlsWay;
const tlsWays: readonly Way[] = ['tls_client_auth', 'self_signed_tls_client_auth', 'private_key_jwt'];
const ways: Way[] = [...fapiAlgorithms, ...tlsWays];
const isTls = (way: Way): way is TlsWay => tlsWays.includes(way);

describe('oauth: everything together (FAPI 2.0)', () => {
  let server: FapiServer;
  let dpopKey: string;
  let fetchFor: ReturnType<typeof waysWith>;
  before(async function () {
    this.timeout(30_000);
    server = await startFapiServer();
    fetchFor = waysWith(server.authority.certificate);
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    dpopKey = JSON.stringify(await exportJWK(privateKey));
  });
  after(() => server.close());

  const started = () => new OAuthClient({ fetchFor, now: Date.now, log: () => undefined });

  function clientBy(way: Way, fields: Record<string, unknown> = {}): Client {
    const common = { grant: 'authorization_code', issuer: server.issuer, scope: 'openid offline_access' };
    const security = { par: true, jar: true, jarm: true };
    if (isTls(way)) {
      const { clientId, privateKey, certificate } = server.certified[way];
      const clientCertificate = `${certificate.certificate}\n${certificate.key}`;
      return clientOf({ ...common, clientId, clientAuth: way, security, ...fields }, { privateKey, clientCertificate });
    }
    const { clientId, privateKey } = server.signers[way];
    const bound = { ...security, dpop: true };
    const made = { ...common, clientId, clientAuth: 'private_key_jwt', security: bound, ...fields };
    return { ...clientOf(made, { privateKey }), dpopKey: () => Promise.resolve(dpopKey) };
  }

  const browser = () => {
    const way = fetchFor({});
    return createVisitor((url, init) => way(String(url), init ?? {}));
  };

  async function signIn(oauth: OAuthClient, who: Client): Promise<{ url: URL; set: TokenSet }> {
    const login = await beginLogin(oauth, who, redirectUri);
    const { searchParams } = await browser().signIn(login.url, server.user);
    return { url: new URL(login.url), set: await login.finish(searchParams) };
  }

  const postsSince = (first: number) => server.requests.slice(first).filter(({ method }) => method === 'POST');
  const to = (first: number, path: string) => postsSince(first).filter((each) => each.path.endsWith(path));

  /** What every request of a client that authenticates by its key must be like. */
  function checkAssertions(first: number, alg: string): void {
    const sent = postsSince(first).flatMap(({ params }) => params.client_assertion ?? []);
    assert.ok(sent.length > 0);
    for (const assertion of sent) {
      const { header, claims } = decodeJwt(assertion) ?? assert.fail();
      assert.equal(header.alg, alg);
      assert.equal(claims.aud, server.issuer, 'one text, for each endpoint');
      assert.ok(Number(claims.exp) - Number(claims.iat) <= 300);
    }
    assert.equal(new Set(sent.map((each) => decodeJwt(each)?.claims.jti)).size, sent.length, 'none is used twice');
  }

  /** Whether the server takes the token as bound to the key or the certificate of its client. */
  async function checkBound(oauth: OAuthClient, who: Client, way: Way, { accessToken, tokenType }: TokenSet) {
    const { cnf } = (await oauth.ask(who, introspection(accessToken))) as { cnf?: Record<string, string> };
    assert.deepEqual([tokenType, Object.keys(cnf ?? {})], isTls(way) ? ['bearer', ['x5t#S256']] : ['dpop', ['jkt']]);
    if (isTls(way)) assert.equal(cnf?.['x5t#S256'], server.certified[way].thumbprint);
    return cnf;
  }

  for (const way of ways) {
    it(`a login, its renewal and what follows: ${way}`, async () => {
      const first = server.requests.length;
      const oauth = started();
      const who = clientBy(way);
      const { url, set } = await signIn(oauth, who);
      assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
      const [pushed] = to(first, '/request');
      assert.deepEqual(
        Object.keys(pushed?.params ?? {}).filter((name) => !name.startsWith('client_assertion')),
        ['request', 'client_id'],
      );
      const request = decodeJwt(String(pushed?.params.request))?.claims ?? {};
      assert.deepEqual([request.aud, request.code_challenge_method], [server.issuer, 'S256']);
      assert.ok(Number(request.exp) - Number(request.nbf) <= 60);
      const alg = isTls(way) ? 'ES256' : way;
      assert.equal(decodeProtectedHeader(set.idToken ?? '').alg, alg);
      const bound = await checkBound(oauth, who, way, set);
      let renewed = set;
      for (let count = 0; count < 2; count++) renewed = await oauth.refresh(who, renewed);
      assert.notEqual(renewed.accessToken, set.accessToken);
      assert.deepEqual(await checkBound(oauth, who, way, renewed), bound, 'the same key after renewals');
      assert.equal((await oauth.ask(who, userInfo(renewed.accessToken, undefined))).sub, server.user.subject);
      if (!way.endsWith('tls_client_auth')) checkAssertions(first, alg);
      assert.equal(to(first, '/token').filter(({ status }) => status === 200).length, 3, 'no code was used twice');
    }).timeout(20_000);

    it(`a token of a machine: ${way}`, async () => {
      const first = server.requests.length;
      const oauth = started();
      const who = clientBy(way, { grant: 'client_credentials', scope: undefined });
      await checkBound(oauth, who, way, await oauth.obtain(who));
      if (!way.endsWith('tls_client_auth')) checkAssertions(first, isTls(way) ? 'ES256' : way);
    });
  }

  it('goes on with each new nonce, wherever the server changes it', async () => {
    const oauth = started();
    const who = clientBy('ES256');
    const refusedAt: string[] = [];
    const step = async <T>(run: () => Promise<T>): Promise<T> => {
      const first = server.requests.length;
      server.turnNonces();
      const done = await run();
      refusedAt.push(
        ...server.requests.slice(first).flatMap(({ path, status }) => (status === 400 || status === 401 ? path : [])),
      );
      return done;
    };
    await signIn(oauth, who);
    const login = await step(() => beginLogin(oauth, who, redirectUri));
    const { searchParams } = await browser().signIn(login.url, server.user);
    const set = await step(() => login.finish(searchParams));
    const renewed = await step(() => oauth.refresh(who, set));
    await step(() => oauth.ask(who, userInfo(renewed.accessToken, undefined)));
    assert.deepEqual(refusedAt, ['/request', '/token', '/token', '/me']);
    const proofs = server.requests.flatMap(({ headers }) => headers.dpop ?? []);
    const ids = proofs.map((proof) => decodeJwt(proof)?.claims.jti);
    assert.equal(new Set(ids).size, ids.length, 'no proof is used twice');
  });

  it('opens the browser once more with a request that was not used yet', async () => {
    const first = server.requests.length;
    const oauth = started();
    const login = await beginLogin(oauth, clientBy('PS256'), redirectUri);
    await browser().open(login.url);
    const again = await login.again();
    assert.deepEqual([...new URL(again).searchParams.keys()].sort(), ['client_id', 'request_uri']);
    assert.notEqual(again, login.url);
    checkAssertions(first, 'PS256');
    const requests = to(first, '/request').flatMap(({ params }) => params.request ?? []);
    const [signed, signedAgain] = requests.slice(-2).map((request) => decodeJwt(request)?.claims ?? assert.fail());
    assert.notEqual(signedAgain?.jti, signed?.jti);
    assert.deepEqual([signedAgain?.state, signedAgain?.nonce], [signed?.state, signed?.nonce]);
    const { searchParams } = await browser().signIn(again, server.user);
    assert.equal((await login.finish(searchParams)).tokenType, 'dpop');
  });

  for (const security of [{ jar: true }, { par: true }])
    it(`is asked for what the profile leaves out: ${Object.keys(security).join()} alone`, async () => {
      const who = clientBy('ES256', { security: { ...security, dpop: true } });
      const run = signIn(started(), who);
      if (security.jar === true) return void assert.ok((await run).set.accessToken !== '', 'it is pushed by itself');
      assert.match((await faultOf(run)).message, /security\.jar/);
    });
});
