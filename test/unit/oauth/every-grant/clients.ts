import assert from 'node:assert/strict';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { decodeJwt } from '../../../../src/jwt/read/decode';
import { OAuthClient, type Client } from '../../../../src/oauth/client';
import type { Credentials } from '../../../../src/oauth/credentials';
import { introspection } from '../../../../src/oauth/endpoints/introspection';
import { userInfo } from '../../../../src/oauth/endpoints/userinfo';
import { grants } from '../../../../src/profile/grants/table';
import type { TokenSet } from '../../../../src/storage/token-set';
import type { Duty, Method, WantedClient } from '../../../server/every-client';
import { resources, startEveryGrantServer, type EveryGrantServer, type SeenRequest } from '../../../server/every-grant';
import { first } from '../../../server/listener';
import { createVisitor } from '../../../server/visitor';
import { caseName, type Case } from './table';
import { clientOf, redirectUri } from '../provider';
import { waysWith } from '../ways-with';

/** What another profile than the fitting one has. */
export interface Changes {
  fields?: Record<string, unknown>;
  credentials?: Credentials;
}

/** A person who signs in, and what they do then. */
export interface Login {
  button?: 'allow' | 'deny';
  /** What happens before the client goes on, perhaps with another answer in the redirect. */
  meanwhile?: (answer: URLSearchParams, clients: Clients, who: Client) => unknown;
  /** Where the browser is to come back. */
  redirect?: string;
}

/** The client of a case, whose name has characters that Basic has to encode. */
export function wantedFor(each: Case): WantedClient {
  const { grant, method, duties } = each;
  const { grantType = '', renewal } = grants[grant];
  const renews = renewal === 'refresh-token' ? ['refresh_token'] : [];
  return { clientId: caseName(each).replaceAll(' ', ''), method, grantTypes: [grantType, ...renews], duties };
}

/** Whose tokens are exchanged. */
const subject: Case = { grant: 'password', method: 'client_secret_post', duties: [] };

/** Starts the server with the clients of the cases, and gets the token that some of them exchange. */
export async function startClients(cases: readonly Case[]): Promise<Clients> {
  const wanted = new Map([...cases, subject].map(wantedFor).map((each) => [each.clientId, each]));
  const clients = new Clients(await startEveryGrantServer([...wanted.values()]));
  const from = clients.of(subject, { fields: { resource: resources.exchanging } });
  clients.subjectToken = (await clients.get(from)).set.accessToken;
  return clients;
}

/** Clients at the server, as the product has them. */
export class Clients {
  readonly oauth: OAuthClient;
  /** What clients exchange. */
  subjectToken = '';

  constructor(readonly server: EveryGrantServer) {
    const fetchFor = waysWith(server.authority.certificate);
    this.oauth = new OAuthClient({ fetchFor, now: Date.now, log: () => undefined });
  }

  /** The client of a case, by the profile that fits it. */
  of(each: Case, { fields = {}, credentials = {} }: Changes = {}): Client {
    const { grant, method, duties } = each;
    const { server } = this;
    const { clientId, clientSecret, privateKey, certificate } = server.client(wantedFor(each).clientId);
    const { fay } = server.people;
    const has = (duty: Duty) => duties.includes(duty);
    const profile = {
      ...{ grant, clientId, clientAuth: method, issuer: server.issuer },
      security: { dpop: has('DPoP'), par: has('PAR'), jar: has('JAR'), jarm: has('JARM') },
      ...(grants[grant].tokenOf === 'profile' && { scope: 'openid offline_access' }),
      ...(grant === 'password' && { username: fay.username }),
      ...(grant === 'jwt_bearer' && { assertion: { subject: fay.subject } }),
      ...fields,
    };
    const known: Credentials = {
      ...{ clientSecret, privateKey, password: fay.password, subjectToken: this.subjectToken },
      ...(certificate && { clientCertificate: `${certificate.certificate}\n${certificate.key}` }),
      ...credentials,
    };
    // Each has a key of its own, where it has one at all.
    let dpopKey: Promise<string> | undefined;
    return { ...clientOf(profile, known), dpopKey: () => (dpopKey ??= newKey()) };
  }

  /** Gets a token as the grant says, with a person who signs in where it has one. */
  async get(
    who: Client,
    { button = 'allow', meanwhile, redirect = redirectUri }: Login = {},
  ): Promise<{ set: TokenSet; redirect?: URL }> {
    const { oauth, server } = this;
    const { fay } = server.people;
    if (grants[who.settings.grant].obtained === 'request') return { set: await oauth.obtain(who) };
    const login = await oauth.beginLogin(who, { openRedirect: () => Promise.resolve(redirect) });
    const visitor = createVisitor();
    if (login.endsBy === 'polling') {
      await visitor.enterCode(login.url, login.code, fay, button);
      await meanwhile?.(new URLSearchParams(), this, who);
      return { set: await login.finish(new AbortController().signal) };
    }
    let visit = await visitor.open(login.url);
    if (visit.forms['login'])
      visit = await visitor.press(visit, 'login', { username: fay.username, password: fay.password });
    if (visit.forms[button]) visit = await visitor.press(visit, button);
    assert.equal(visit.html === '' || visit.status === 303, true, `the login ended on a page: ${visit.html}`);
    const answer = new URLSearchParams(visit.url.search || visit.url.hash.slice(1));
    await meanwhile?.(answer, this, who);
    return { set: await login.finish(answer), redirect: visit.url };
  }

  /** Runs a case, and holds what the server received, issued and takes against it. */
  async run(each: Case): Promise<void> {
    const { server, oauth } = this;
    const from = server.requests.length;
    const who = this.of(each);
    const { set, redirect } = await this.get(who);
    this.checkLogin(each, from, redirect);
    await this.checkIssued(each, who, set);
    let last = set;
    if (grants[each.grant].renewal === 'refresh-token') {
      const renewed = await oauth.refresh(who, set);
      assert.notEqual(renewed.accessToken, set.accessToken);
      assert.notEqual(renewed.refreshToken, set.refreshToken, 'it is good for one use');
      await this.checkIssued(each, who, renewed);
      last = renewed;
    } else assert.equal(set.refreshToken, undefined);
    await this.checkUse(each, who, last);
    this.checkRequests(each, from);
    await this.checkProofs(each, who, from);
  }

  /** What the browser was sent to, and what it came back with. */
  private checkLogin({ grant, duties }: Case, from: number, redirect: URL | undefined): void {
    if (redirect === undefined) return;
    const has = (duty: Duty) => duties.includes(duty);
    const asked = this.server.requests.slice(from).find(({ path }) => path === '/auth')?.params ?? assert.fail();
    const pushed = this.server.requests.slice(from).findLast(({ path }) => path === '/request')?.params;
    assert.equal(pushed !== undefined, has('PAR'));
    if (has('PAR')) assert.deepEqual(Object.keys(asked).sort(), ['client_id', 'request_uri']);
    const sent = pushed ?? asked;
    const request = has('JAR') ? (decodeJwt(String(sent.request))?.claims ?? assert.fail()) : sent;
    if (has('JAR')) {
      assert.deepEqual([request.aud, request.iss], [this.server.issuer, request.client_id]);
      assert.ok(sent.state === undefined && sent.redirect_uri === undefined, 'what is signed is not said again');
    }
    assert.equal(request.code_challenge_method, grant === 'implicit' ? undefined : 'S256');
    assert.equal(request.response_mode, has('JARM') ? 'jwt' : undefined);
    const answer = new URLSearchParams(grant === 'implicit' ? redirect.hash.slice(1) : redirect.search);
    if (has('JARM')) assert.deepEqual([...answer.keys()], ['response']);
    else if (grant !== 'implicit') assert.equal(answer.get('iss'), this.server.issuer);
    assert.ok(redirect.href.startsWith(redirectUri));
  }

  private subjectOf({ grant }: Case): string | undefined {
    return grants[grant].tokenOf === 'client' ? undefined : this.server.people.fay.subject;
  }

  /** What a token of the case is bound to, as the server says it (RFC 7800). */
  private async bindingOf({ duties }: Case, who: Client): Promise<Record<string, string | undefined>> {
    if (duties.includes('DPoP')) return { jkt: await thumbprintOfKey(who) };
    const { certificate } = this.server.client(who.settings.clientId ?? '');
    return duties.includes('certificate') ? { 'x5t#S256': certificate?.thumbprint } : {};
  }

  /** Whose token it is to the server, and what it is bound to. */
  private async checkIssued(each: Case, who: Client, { accessToken, tokenType }: TokenSet): Promise<void> {
    const kept = (await this.server.issued(accessToken)) ?? assert.fail('the server knows no such token');
    assert.deepEqual([kept.clientId, kept.accountId], [who.settings.clientId, this.subjectOf(each)]);
    const { jkt, 'x5t#S256': x5t } = await this.bindingOf(each, who);
    assert.deepEqual([kept.jkt, kept['x5t#S256']], [jkt, x5t]);
    assert.equal(tokenType, jkt === undefined ? 'bearer' : 'dpop');
  }

  /** What the server says of a token, and that it takes it with what it is bound to. */
  private async checkUse(each: Case, who: Client, { accessToken }: TokenSet): Promise<void> {
    const subject = this.subjectOf(each);
    const about = await this.oauth.ask(who, introspection(accessToken));
    assert.deepEqual([about.active, about.client_id, about.sub], [true, who.settings.clientId, subject]);
    assert.deepEqual(about.cnf ?? {}, await this.bindingOf(each, who));
    if (subject === undefined) return;
    assert.equal((await this.oauth.ask(who, userInfo(accessToken, undefined))).sub, subject);
  }

  /** How the client showed itself, in each request in which it had to. */
  private checkRequests(each: Case, from: number): void {
    const { server } = this;
    const { clientId } = wantedFor(each);
    const posts = server.requests.slice(from).filter(authenticates);
    assert.ok(posts.length > 0);
    const own = server.client(clientId).certificate?.thumbprint;
    for (const post of posts) {
      assert.equal(post.certificate, own, 'a certificate is shown by its client, and each time');
      assert.equal(methodIn(post), each.method.endsWith('tls_client_auth') ? 'none' : each.method);
    }
    const assertions = posts.flatMap(({ params }) => params.client_assertion ?? []);
    const read = assertions.map((assertion) => decodeJwt(assertion) ?? assert.fail());
    for (const { claims, header } of read)
      assert.deepEqual(
        [claims.aud, claims.iss, claims.sub, header.alg],
        [server.issuer, clientId, clientId, each.method === 'client_secret_jwt' ? 'HS256' : 'ES256'],
      );
    assert.equal(new Set(read.map(({ claims }) => claims.jti)).size, read.length, 'none is used twice');
  }

  /** The proofs of the key: in each request for a token, and with a token; made for that request, once, with a nonce. */
  private async checkProofs({ duties }: Case, who: Client, from: number): Promise<void> {
    const proven = this.server.requests.slice(from).filter(({ headers }) => headers.dpop !== undefined);
    const isBound = duties.includes('DPoP');
    if (!isBound) return void assert.deepEqual(proven, []);
    const jkt = await thumbprintOfKey(who);
    for (const { headers, path } of proven) {
      const { header, claims } = decodeJwt(String(headers.dpop)) ?? assert.fail();
      assert.equal(await calculateJwkThumbprint(header.jwk as JWK), jkt);
      assert.equal(new URL(String(claims.htu)).pathname, path);
    }
    const ids = proven.map(({ headers }) => decodeJwt(String(headers.dpop))?.claims.jti);
    assert.equal(new Set(ids).size, ids.length, 'no proof is used twice');
    const refused = proven.filter(({ status }) => status === 400 || status === 401);
    assert.deepEqual(refused.length, 1, 'a nonce is asked for once, and used from then on');
    const all = this.server.requests.slice(from).filter(({ path }) => ['/token', '/request', '/me'].includes(path));
    assert.equal(proven.length, all.length);
  }
}

async function newKey(): Promise<string> {
  const made = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify(await exportJWK(made.privateKey));
}

async function thumbprintOfKey({ dpopKey }: Client): Promise<string> {
  return calculateJwkThumbprint(JSON.parse((await dpopKey?.()) ?? '') as JWK);
}

/** Whether a client has to authenticate in a request. */
const authenticates = ({ method, path }: SeenRequest) =>
  method === 'POST' && ['/token', '/request', '/device/auth', '/token/introspection'].includes(path);

/** The one method by which a request itself shows its client; `none` with its id alone. */
function methodIn({ headers, params }: SeenRequest): Method {
  const shown: Method[] = [];
  if (headers.authorization?.startsWith('Basic ') === true) shown.push('client_secret_basic');
  if (params.client_secret !== undefined) shown.push('client_secret_post');
  const alg = decodeJwt(first(params.client_assertion) ?? '')?.header.alg;
  if (alg !== undefined) shown.push(alg === 'HS256' ? 'client_secret_jwt' : 'private_key_jwt');
  assert.ok(shown.length < 2, shown.join());
  return shown[0] ?? 'none';
}
