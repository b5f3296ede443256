import assert from 'node:assert/strict';
import type { FaultCode } from '../../../../src/faults/table';
import { deviceAuthorizationEndpoint } from '../../../../src/oauth/endpoints/device-authorization';
import { isFault } from '../../../../src/faults/fault';
import { answerOf } from './answers';

const json = {
  ...{ device_code: 'd', user_code: 'ABCD-EFGH', verification_uri: 'https://sso.example.com/device', expires_in: 600 },
  interval: 5,
};
const read = (more: object = {}, status = 200) =>
  deviceAuthorizationEndpoint(['s']).read(answerOf({ status, json: { ...json, ...more } }));

describe('oauth: the device authorization endpoint', () => {
  it('answers with the code, and where it is entered', () => assert.deepEqual(read(), json));

  const kept: [what: string, more: object, expected: object][] = [
    [
      'an address with the code in it',
      { verification_uri_complete: 'https://sso.example.com/device?code=A' },
      { verification_uri_complete: 'https://sso.example.com/device?code=A' },
    ],
    [
      'the name of a draft',
      { verification_uri: undefined, verification_url: 'https://www.example.com/device' },
      { verification_uri: 'https://www.example.com/device' },
    ],
    ['no life', { expires_in: undefined }, { expires_in: 600 }],
    ['numbers as text', { expires_in: '60', interval: '7' }, { expires_in: 60, interval: 7 }],
    ['an interval of an hour', { interval: 3600 }, { interval: 60 }],
  ];
  for (const [what, more, expected] of kept)
    it(`may answer with ${what}`, () => {
      const answer = read(more) as unknown as Record<string, unknown>;
      for (const [name, value] of Object.entries(expected)) assert.equal(answer[name], value);
    });

  it('may leave the interval out', () => assert.ok(!('interval' in read({ interval: undefined }))));

  const refused: [what: string, more: object, code: FaultCode, status?: number][] = [
    ['no device code', { device_code: undefined }, 'response-invalid'],
    ['a user code that is a number', { user_code: 1 }, 'response-invalid'],
    ['no address', { verification_uri: '' }, 'response-invalid'],
    ['an address without encryption', { verification_uri: 'http://sso.example.com/device' }, 'insecure-endpoint'],
    ['a command for an address', { verification_uri: 'command:workbench.action.quit' }, 'insecure-endpoint'],
    ['such an address with the code', { verification_uri_complete: 'file:///etc/passwd' }, 'insecure-endpoint'],
    ['an error', { error: 'unauthorized_client' }, 'client-unauthorized', 400],
    ['a failure', {}, 'server-error', 503],
  ];
  for (const [what, more, code, status] of refused)
    it(`fails on ${what}: ${code}`, () =>
      assert.throws(
        () => read(more, status),
        (thrown) => isFault(thrown) && thrown.code === code,
      ));
});
