import assert from 'node:assert/strict';
import type { Recorder } from '../../../support/recorder';
import { team } from '../../storage/profiles-of';
import { openBeforeEach, type HttpYac } from './httpyac-sends';

describe('a request that httpYac is about to send', () => {
  const opened = openBeforeEach((machine) => [
    machine('prod'),
    machine('bound', { security: { dpop: true } }),
    machine('twice'),
    machine('twice', {}, team('app')),
  ]);
  let api: Recorder;
  let other: Recorder;
  let yac: HttpYac;
  beforeEach(() => ({ api, other, yac } = opened));

  const reference = '{{$processEnv TOKEN_DECK_PROD}}';
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
      const file = text.replaceAll('{{api}}', api.origin).replaceAll('{{other}}', other.origin);
      const { wasSent, responses } = await yac.sends(file, config);
      assert.deepEqual(
        yac.faults.map((fault) => fault.code),
        code === undefined ? [] : [code],
      );
      assert.equal(yac.asked.length, code === undefined ? 1 : 0);
      assert.deepEqual([wasSent, api.reached, other.reached, responses], [false, [], [], []]);
      assert.deepEqual(yac.got, []);
    });

  it('has a token in its address or body where it follows no redirects', async () => {
    await yac.sends(`# @no-redirect\nPOST ${api.origin}/?t=${reference}\nContent-Type: text/plain\n\n${reference}`);
    assert.equal(api.reached[0]?.path, '/?t=SECRET-prod');
  });
});
