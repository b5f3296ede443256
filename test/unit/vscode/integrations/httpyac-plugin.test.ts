import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/base/event';
import { cancelled, Fault } from '../../../../src/faults/fault';
import type { Recorder } from '../../../support/recorder';
import { openBeforeEach, type HttpYac } from './httpyac-sends';

describe('a request that httpYac sends', () => {
  const opened = openBeforeEach((machine) => [
    machine('prod'),
    machine('key', { headerName: 'X-Api-Key', headerPrefix: '' }),
  ]);
  const { machine, open } = opened;
  let api: Recorder;
  let other: Recorder;
  let yac: HttpYac;
  beforeEach(() => ({ api, other, yac } = opened));

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
      const { wasSent, kept } = await yac.sends(text.replace('{{api}}', api.origin), config);
      assert.deepEqual(yac.faults, []);
      assert.ok(wasSent);
      assert.equal(api.reached.length, 1);
      const sent = api.reached[0]?.headers ?? {};
      for (const [name, value] of Object.entries(headers)) assert.equal(String(sent[name]).trim(), value);
      if (!('authorization' in headers)) assert.equal(sent.authorization, undefined);
      // Neither a variable nor what httpYac shows or logs has it.
      assert.doesNotMatch(kept, /SECRET|U0VDUkVU/);
      assert.ok(kept.includes('/a.http'));
    });

  it('gets only the tokens that it uses, however many its variables hold', async () => {
    await yac.sends(
      `@a = {{$processEnv TOKEN_DECK_KEY}}\n@b = {{$processEnv TOKEN_DECK_NOBODY}}\nGET ${api.origin}/\nAuthorization: token-deck prod`,
    );
    assert.deepEqual([yac.faults, yac.got.length], [[], 1]);
  });

  it('does not hand a token on by what an earlier request sent', async () => {
    const first = `# @name first\nGET ${api.origin}/\nAuthorization: token-deck prod`;
    const variable = '{{firstResponse.request.headers.authorization}}';
    const second = `# @ref first\nGET ${other.origin}/\nAuthorization: ${variable}`;
    const { wasSent } = await yac.sends(`${first}\n\n###\n${second}`);
    assert.deepEqual([wasSent, api.reached.length, other.reached, yac.asked.length], [false, 1, [], 1]);
    yac.user.allows = true;
    await yac.sends(`${first}\n\n###\n${second}`);
    assert.equal(other.reached[0]?.headers.authorization, 'Bearer SECRET-prod');
  });

  it('has its token each time that it is repeated', async () => {
    const repeat = { repeat: { count: 3, type: 'parallel' } };
    await yac.sends(`GET ${api.origin}/\nAuthorization: token-deck prod`, {}, undefined, repeat);
    assert.deepEqual(
      api.reached.map(({ headers }) => headers.authorization),
      ['Bearer SECRET-prod', 'Bearer SECRET-prod', 'Bearer SECRET-prod'],
    );
    assert.equal(yac.got.length, 1);
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
    const sending = sends(`GET ${api.origin}/\nAuthorization: token-deck prod`, {}, progress);
    assert.equal((await login).aborted, false);
    assert.deepEqual(api.reached, []);
    cancel?.();
    assert.equal((await sending).wasSent, false);
    assert.deepEqual([faults, api.reached], [[], []]);
  });

  for (const [address, place] of [
    ['file:///a.http', { uri: 'file:///a.http', line: 0 }],
    ['untitled:a', undefined],
  ] as const)
    it(`is not sent once ${address} is closed, while its login goes on`, async () => {
      const close = new Emitter<string>();
      let issued: AbortSignal | undefined;
      let listeners = 0;
      const { sends, faults } = await open([machine('prod')], {
        closed: (uri, listener) => {
          listeners++;
          const { dispose } = close.event((each) => each === uri && listener());
          return { dispose: () => void (listeners--, dispose()) };
        },
        issue: (_profile, _destination, signal) => {
          issued = signal;
          queueMicrotask(() => ['file:///other.http', address].forEach((each) => close.fire(each)));
          return new Promise(() => undefined);
        },
      });
      const file = { scheme: 'file', toString: () => address };
      const { wasSent } = await sends(`GET ${api.origin}/\nAuthorization: token-deck prod`, {}, undefined, {}, file);
      assert.deepEqual([wasSent, api.reached, issued?.aborted, listeners], [false, [], false, 0]);
      assert.deepEqual(
        faults.map(({ code, place: at }) => [code, at]),
        [['request-changed', place]],
      );
    });

  it('is not sent where the login fails, which is told once', async () => {
    const failure = new Fault('login-refused', 'The user said no.');
    const { sends, faults } = await open([machine('prod')], { issue: () => Promise.reject(failure) });
    const { wasSent } = await sends(`GET ${api.origin}/\nAuthorization: token-deck prod`);
    assert.deepEqual([wasSent, faults, api.reached], [false, [failure], []]);
  });

  it('is sent as it is once the plugin was taken away', async () => {
    yac.over.abort();
    await yac.sends(`GET ${api.origin}/\nAuthorization: token-deck prod\nX: ${reference}`);
    assert.equal(api.reached[0]?.headers.authorization, 'token-deck prod');
    assert.deepEqual(yac.got, []);
  });
});
