import assert from 'node:assert/strict';
import { networkFault } from '../../../src/oauth/network-fault';

/** As Node's `fetch` fails: the reason is in the causes. */
const failed = (code: string) =>
  new TypeError('fetch failed', { cause: new AggregateError([Object.assign(new Error('x'), { code })]) });

describe('oauth: a connection that fails', () => {
  const rows: [code: string, fault: string, words: RegExp][] = [
    ['ENOTFOUND', 'unreachable', /was not found/],
    ['EAI_AGAIN', 'unreachable', /was not found/],
    ['ECONNREFUSED', 'unreachable', /refused the connection/],
    ['ECONNRESET', 'unreachable', /closed the connection/],
    ['UND_ERR_SOCKET', 'unreachable', /closed the connection/],
    ['ETIMEDOUT', 'unreachable', /did not answer/],
    ['EHOSTUNREACH', 'unreachable', /cannot be reached/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-untrusted', /authority that this machine doesn’t trust/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-untrusted', /authority that this machine doesn’t trust/],
    ['CERT_HAS_EXPIRED', 'certificate-untrusted', /expired/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-untrusted', /another host/],
    ['CERT_REVOKED', 'certificate-untrusted', /cannot be trusted/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'key-unusable', /the client’s TLS certificate, or wants one/],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'key-unusable', /does not accept the client’s TLS certificate/],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'key-unusable', /does not accept the client’s TLS certificate/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'key-unusable', /does not accept the client’s TLS certificate/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'unreachable', /does not use TLS/],
    ['EPROTO', 'unreachable', /does not use TLS/],
    ['ESOMETHING', 'unreachable', /The connection to sso\.example\.com failed/],
  ];
  for (const [code, fault, words] of rows) {
    it(`with ${code} is ${fault}, in words that name host and code`, () => {
      const found = networkFault(failed(code), 'sso.example.com');
      assert.equal(found.code, fault);
      assert.match(found.what, words);
      assert.ok(found.what.includes('sso.example.com') && found.what.includes(`(${code})`), found.what);
    });
  }

  it('without a code is told without one', () => {
    assert.equal(networkFault(new Error('x'), 'sso.example.com').what, 'The connection to sso.example.com failed.');
  });
});
