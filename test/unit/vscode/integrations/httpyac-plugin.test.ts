import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { cancelled, Fault } from '../../../../src/faults/fault';
import type { UsableProfile } from '../../../../src/profile/known';
import { startRecorder, type Recorder } from '../../../support/recorder';
import { personal, team, usableProfile } from '../../storage/profiles-of';
import { openHttpYac } from './httpyac-sends';

type Opened = Awaited<ReturnType<typeof openHttpYac>>;

describe('a request that httpYac sends', () => {
  let [api, other]: Recorder[] = [];
  let yac: Opened;
  const machine = (id: string, more = {}, home = personal): UsableProfile =>
    usableProfile(
      {
        id,
        grant: 'client_credentials',
        clientId: 'c',
        issuer: 'https://sso.example.com',
        origins: [api?.origin],
        ...more,
      },
      home,
    );
  const opened: Opened[] = [];
  const open = async (...given: Parameters<typeof openHttpYac>) => {
    const one = await openHttpYac(...given);
    opened.push(one);
    return one;
  };

  before(async () => {
    [api, other] = [await startRecorder(), await startRecorder()];
  });
  beforeEach(async () => {
    for (const each of [api, other]) each?.reached.splice(0);
    yac = await open([
      machine('prod'),
      machine('key', { headerName: 'X-Api-Key', headerPrefix: '' }),
      machine('bound', { security: { dpop: true } }),
      machine('nowhere', { origins: ['http://127.0.0.1:1'] }),
      machine('twice'),
      machine('twice', {}, team('app')),
    ]);
  });
  afterEach(() => opened.splice(0).forEach(({ close }) => close()));
  after(() => Promise.all([api?.close(), other?.close()]));

  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const reference = '{{$processEnv TOKEN_DECK_PROD}}';
  const bearer = { authorization: 'Bearer SECRET-prod' };
  const rows: [text: string, headers: Record<string, string>, config?: object][] = [
    ['GET {{api}}/\nAuthorization: token-deck prod', bearer],
    ['GET {{api}}/\nauthorization:   TOKEN-DECK   personal:prod ', bearer],
    [`GET {{api}}/\nAuthorization: Bearer ${reference}`, bearer],
    [`GET {{api}}/\nAuthorization: Custom ${reference}`, { authorization: 'Custom SECRET-prod' }],
    ['@auth = Bearer {{$processEnv TOKEN_DECK_PROD}}\nGET {{api}}/\nAuthorization: {{auth}}', bearer],
    ['@token := {{$processEnv TOKEN_DECK_PROD}}\nGET {{api}}/\nAuthorization: Bearer {{token}}', bearer],
    ['@auth = token-deck prod\n\n###\nGET {{api}}/\nAuthorization: {{auth}}', bearer],
    ['@id = prod\nGET {{api}}/\nAuthorization: token-deck {{id}}', bearer],
    ["{{\n  exports.id = 'prod';\n}}\nGET {{api}}/\nAuthorization: token-deck {{ id }}", bearer],
    ['GET {{api}}/', bearer, { defaultHeaders: { Authorization: 'token-deck prod' } }],
    [`GET {{api}}/\nAuthorization: Basic user:${reference}`, { authorization: basic('user:SECRET-prod') }],
    [`GET {{api}}/\nAuthorization: Basic user ${reference}`, { authorization: basic('user:SECRET-prod') }],
    [`GET {{api}}/\nX-Token: a ${reference} b`, { 'x-token': 'a SECRET-prod b' }],
    ['GET {{api}}/\nAuthorization: token-deck key', { 'x-api-key': 'SECRET-key' }],
    ['GET {{api}}/\nx-api-key: token-deck key', { 'x-api-key': 'SECRET-key' }],
    ['GET {{api}}/\nAuthorization: Bearer abc', { authorization: 'Bearer abc' }],
    ['GET {{api}}/\nAuthorization: Bearer {{$processEnv TOKEN_DECKS}}', { authorization: 'Bearer' }],
    ['GET {{api}}/\nUser-Agent: token-deck 1.0', { 'user-agent': 'token-deck 1.0' }],
    ['GET {{api}}/\nX-Other: token-deck prod', { 'x-other': 'token-deck prod' }],
  ];
  for (const [text, headers, config] of rows)
    it(`has ${JSON.stringify(headers)} of ${JSON.stringify(text)}`, async () => {
      const { wasSent, kept } = await yac.sends(text.replace('{{api}}', api?.origin ?? ''), config);
      assert.deepEqual(yac.faults, []);
      assert.ok(wasSent);
      assert.equal(api?.reached.length, 1);
      const sent = api?.reached[0]?.headers ?? {};
      for (const [name, value] of Object.entries(headers)) assert.equal(String(sent[name]).trim(), value);
      if (!('authorization' in headers)) assert.equal(sent.authorization, undefined);
      // Neither a variable nor what httpYac shows or logs has it.
      assert.doesNotMatch(kept, /SECRET|U0VDUkVU/);
      assert.ok(kept.includes('/a.http'));
    });

  it('gets only the tokens that it uses, however many its variables hold', async () => {
    await yac.sends(
      `@a = {{$processEnv TOKEN_DECK_KEY}}\n@b = {{$processEnv TOKEN_DECK_NOBODY}}\nGET ${api?.origin}/\nAuthorization: token-deck prod`,
    );
    assert.deepEqual([yac.faults, yac.got.length], [[], 1]);
  });

  const refused: [what: string, text: string, code: string | undefined, config?: object][] = [
    ['an unknown profile', 'GET {{api}}/\nAuthorization: token-deck nobody', 'profile-not-found'],
    ['an unknown reference', 'GET {{api}}/\nAuthorization: Bearer {{$processEnv TOKEN_DECK_NO}}', 'profile-not-found'],
    ['a name for two profiles', 'GET {{api}}/\nAuthorization: token-deck twice', 'profile-ambiguous'],
    ['a token in the address', `GET {{api}}/?t=${reference}`, 'redirect-unsafe'],
    ['a token in the body', `POST {{api}}/\nContent-Type: text/plain\n\n${reference}`, 'redirect-unsafe'],
    ['a token that is hashed', `GET {{api}}/\nAuthorization: Digest user ${reference}`, 'grant-unsupported'],
    ['a bound token in the address', 'GET {{api}}/?{{$processEnv TOKEN_DECK_BOUND}}', 'redirect-unsafe'],
    [
      'a bound token without redirects',
      '# @no-redirect\nGET {{api}}/?{{$processEnv TOKEN_DECK_BOUND}}',
      'grant-unsupported',
    ],
    ['an event stream and another header', `SSE {{api}}/\nX-Token: ${reference}`, 'grant-unsupported'],
    ['another origin', 'GET {{other}}/\nAuthorization: token-deck prod', undefined],
    ['another origin by a variable', '@h = {{other}}\nGET {{h}}/\nAuthorization: token-deck prod', undefined],
    [
      'another origin by a script',
      "GET {{api}}/\nAuthorization: token-deck prod\n\n{{@request\n  request.url = '{{other}}/';\n}}",
      undefined,
    ],
    ['another host on the address', 'GET {{api}}/\nHost: b.example\nAuthorization: token-deck prod', undefined],
    ['a proxy', '# @proxy {{other}}\nGET {{api}}/\nAuthorization: token-deck prod', undefined],
    [
      'a proxy of the folder',
      'GET {{api}}/\nAuthorization: token-deck prod',
      undefined,
      { proxy: 'http://127.0.0.1:9' },
    ],
    [
      'a certificate that is not checked',
      '# @noRejectUnauthorized\nGET https://a.example/\nAuthorization: token-deck prod',
      undefined,
    ],
    ['no encryption', 'GET http://a.example/\nAuthorization: token-deck prod', undefined],
  ];
  for (const [what, text, code, config] of refused)
    it(`is not sent with ${what}, ${code === undefined ? 'where the user says no' : `but fails: ${code}`}`, async () => {
      const file = text.replaceAll('{{api}}', api?.origin ?? '').replaceAll('{{other}}', other?.origin ?? '');
      const { wasSent, responses } = await yac.sends(file, config);
      assert.deepEqual(
        yac.faults.map((fault) => fault.code),
        code === undefined ? [] : [code],
      );
      assert.equal(yac.asked.length, code === undefined ? 1 : 0);
      assert.deepEqual([wasSent, api?.reached, other?.reached, responses], [false, [], [], []]);
      assert.deepEqual(yac.got, []);
    });

  it('has a token in its address or body where it follows no redirects', async () => {
    await yac.sends(`# @no-redirect\nPOST ${api?.origin}/?t=${reference}\nContent-Type: text/plain\n\n${reference}`);
    assert.equal(api?.reached[0]?.path, '/?t=SECRET-prod');
  });

  it('does not hand a token on by what an earlier request sent', async () => {
    const first = `# @name first\nGET ${api?.origin}/\nAuthorization: token-deck prod`;
    const variable = '{{firstResponse.request.headers.authorization}}';
    const second = `# @ref first\nGET ${other?.origin}/\nAuthorization: ${variable}`;
    const { wasSent } = await yac.sends(`${first}\n\n###\n${second}`);
    assert.deepEqual([wasSent, api?.reached.length, other?.reached, yac.asked.length], [false, 1, [], 1]);
    yac.user.allows = true;
    await yac.sends(`${first}\n\n###\n${second}`);
    assert.equal(other?.reached[0]?.headers.authorization, 'Bearer SECRET-prod');
  });

  it('has its token each time that it is repeated', async () => {
    const repeat = { repeat: { count: 3, type: 'parallel' } };
    await yac.sends(`GET ${api?.origin}/\nAuthorization: token-deck prod`, {}, undefined, repeat);
    assert.deepEqual(
      api?.reached.map(({ headers }) => headers.authorization),
      ['Bearer SECRET-prod', 'Bearer SECRET-prod', 'Bearer SECRET-prod'],
    );
    assert.equal(yac.got.length, 1);
  });

  it('leaves no token behind where nobody answers', async () => {
    const { kept } = await yac.sends('GET http://127.0.0.1:1/\nAuthorization: token-deck nowhere');
    assert.match(kept, /ECONNREFUSED/);
    assert.doesNotMatch(kept, /SECRET/);
  });

  it('waits for a login, and is cancelled with it', async () => {
    let cancel: (() => void) | undefined;
    const progress = { isCanceled: () => false, register: (run: () => void) => ((cancel = run), () => undefined) };
    let noteLogin: (signal: AbortSignal) => void = () => undefined;
    const login = new Promise<AbortSignal>((resolve) => (noteLogin = resolve));
    const { sends, faults } = await open([machine('prod')], {
      issue: (_profile, _destination, signal) => {
        noteLogin(signal);
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(cancelled())));
      },
    });
    const sending = sends(`GET ${api?.origin}/\nAuthorization: token-deck prod`, {}, progress);
    assert.equal((await login).aborted, false);
    assert.deepEqual(api?.reached, []);
    cancel?.();
    assert.equal((await sending).wasSent, false);
    assert.deepEqual([faults, api?.reached], [[], []]);
  });

  it('is not sent where the login fails, which is told once', async () => {
    const failure = new Fault('login-refused', 'The user said no.');
    const { sends, faults } = await open([machine('prod')], { issue: () => Promise.reject(failure) });
    const { wasSent } = await sends(`GET ${api?.origin}/\nAuthorization: token-deck prod`);
    assert.deepEqual([wasSent, faults, api?.reached], [false, [failure], []]);
  });

  it('is sent as it is once the plugin was taken away', async () => {
    yac.over.abort();
    await yac.sends(`GET ${api?.origin}/\nAuthorization: token-deck prod\nX: ${reference}`);
    assert.equal(api?.reached[0]?.headers.authorization, 'token-deck prod');
    assert.deepEqual(yac.got, []);
  });

  it('is not sent where a script leads it elsewhere at the last moment', async () => {
    const script = `{{@request\n  request.options = { hooks: { beforeRequest: [(o) => { o.url = new URL('${other?.origin}'); }] } };\n}}`;
    const { wasSent } = await yac.sends(`GET ${api?.origin}/\nAuthorization: token-deck prod\n\n${script}`);
    assert.deepEqual([wasSent, api?.reached, other?.reached], [false, [], []]);
  });

  describe('and that is answered', () => {
    /** Answers with what is next, or with `{}`. */
    const next: { status: number; headers?: Record<string, string> }[] = [];
    const reached: { url: string; headers: Record<string, unknown> }[] = [];
    const server = createServer(({ url = '', headers }, response) => {
      reached.push({ url, headers });
      const { status, headers: more = {} } = next.shift() ?? { status: 200 };
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end('{}');
    });
    let origin: string;
    let answered: Opened;
    before(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(async () => {
      reached.splice(0);
      next.splice(0);
      answered = await open([
        machine('prod', { origins: [origin] }),
        machine('key', { origins: [origin], headerName: 'X-Api-Key', headerPrefix: '' }),
        machine('bound', { origins: [origin], security: { dpop: true } }),
      ]);
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it('keeps its token at a redirect to the same origin', async () => {
      next.push({ status: 302, headers: { location: '/next' } });
      const { kept } = await answered.sends(`GET ${origin}/\nAuthorization: token-deck prod`);
      assert.deepEqual(
        reached.map(({ headers }) => headers.authorization),
        ['Bearer SECRET-prod', 'Bearer SECRET-prod'],
      );
      assert.doesNotMatch(kept, /SECRET/);
    });

    for (const id of ['prod', 'key', 'bound'])
      it(`loses the token of “${id}” at a redirect to another origin, also where that one redirects back`, async () => {
        const away = createServer((request, response) => {
          assert.doesNotMatch(JSON.stringify(request.headers), /SECRET|proof/);
          response.writeHead(302, { location: `${origin}/back` }).end();
        });
        away.listen(0, '127.0.0.1');
        await once(away, 'listening');
        next.push({ status: 302, headers: { location: `http://127.0.0.1:${(away.address() as AddressInfo).port}/` } });
        await answered.sends(`GET ${origin}/\nAuthorization: token-deck ${id}`);
        away.closeAllConnections();
        away.close();
        assert.deepEqual(
          reached.map(({ url, headers }) => [url, /SECRET/.test(JSON.stringify(headers))]),
          [
            ['/', true],
            ['/back', false],
          ],
        );
        assert.deepEqual(answered.answers, []);
      });

    for (const status of [200, 401, 403])
      it(`tells of ${status}`, async () => {
        next.push({ status, headers: { 'www-authenticate': 'Bearer error="x"' } });
        await answered.sends(`GET ${origin}/\nAuthorization: token-deck prod`);
        const [answer] = answered.answers;
        assert.deepEqual(
          [answer?.status, answer?.token, answer?.challenge, `http://${answer?.host}`],
          [status, 'SECRET-prod', 'Bearer error="x"', origin],
        );
      });

    it('has a proof of its own each time (DPoP), with the nonce that the API wants', async () => {
      const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n1' };
      next.push({ status: 401, headers: challenge });
      const text = `POST ${origin}/path?q=1\nAuthorization: token-deck bound`;
      const { responses } = await answered.sends(text);
      await answered.sends(text);
      const all = `proof POST ${origin}/path?q=1`;
      assert.deepEqual(
        reached.map(({ headers }) => [headers.authorization, headers.dpop]),
        [`${all} undefined`, `${all} n1`, `${all} n1`].map((proof) => ['DPoP SECRET-bound', proof]),
      );
      assert.equal(responses[0]?.statusCode, 200);
      assert.deepEqual(
        answered.answers.map(({ status }) => status),
        [200, 200],
      );
    });

    it('is not sent again for a nonce that did not help', async () => {
      const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n2' };
      next.push({ status: 401, headers: challenge }, { status: 401, headers: challenge });
      await answered.sends(`GET ${origin}/\nAuthorization: token-deck bound`);
      assert.equal(reached.length, 2);
      assert.equal(answered.answers[0]?.status, 401);
    });
  });
});
