import assert from 'node:assert/strict';
import { addressProblem, isLoopback, isSecure, type AddressProblem } from '../../../src/profile/address';

describe('profile: addresses', () => {
  const loopback: [address: string, is: boolean][] = [
    ['http://localhost', true],
    ['http://LOCALHOST:8080/x', true],
    ['http://127.0.0.1', true],
    ['http://127.0.0.2:3000', true],
    ['http://127.255.255.254', true],
    ['http://[::1]:8080', true],
    ['http://[0:0:0:0:0:0:0:1]', true],
    // Other spellings of the same addresses, as a URL reads them.
    ['http://2130706433', true],
    ['http://0x7f000001', true],
    ['http://0x7f.1', true],
    ['http://0177.0.0.1', true],
    ['http://127.1', true],
    ['http://１２７.0.0.1', true],
    // Look-alikes.
    ['http://127.0.0.1.evil.com', false],
    ['http://127.0.0.1.nip.io', false],
    ['http://localhost.evil.com', false],
    ['http://evil.com/localhost', false],
    ['http://localhost@evil.com', false],
    ['http://127.0.0.1@evil.com', false],
    ['http://evil.com#127.0.0.1', false],
    ['http://notlocalhost', false],
    ['http://localhost.', false],
    ['http://a.localhost', false],
    ['http://128.0.0.1', false],
    ['http://126.255.255.255', false],
    ['http://2147483648', false],
    ['http://0x80000001', false],
    ['http://0.0.0.0', false],
    ['http://10.0.0.1', false],
    ['http://169.254.169.254', false],
    ['http://[::2]', false],
    ['http://[::]', false],
    ['http://[::ffff:127.0.0.1]', false],
    ['http://[fe80::1]', false],
  ];
  for (const [address, is] of loopback) {
    it(`${address} is ${is ? '' : 'not '}this machine`, () => {
      const url = new URL(address);
      assert.equal(isLoopback(url), is);
      assert.equal(isSecure(url), is, 'http: only on loopback');
      assert.equal(isSecure(new URL(address.replace('http:', 'https:'))), true);
      assert.equal(isSecure(new URL(address.replace('http:', 'ws:'))), false);
    });
  }

  const problems: [address: string, asIssuer: AddressProblem | undefined, asEndpoint: AddressProblem | undefined][] = [
    ['https://a.example', undefined, undefined],
    ['https://a.example:8443/b/c', undefined, undefined],
    ['http://127.0.0.2:3000/x', undefined, undefined],
    ['https://a.example./x', undefined, undefined],
    ['https://a.example:443/x', undefined, undefined],
    ['https://[2001:db8::1]:8443/x', undefined, undefined],
    ['https://1.2.3.4./x', 'spelling', 'spelling'],
    ['https://a.example:/x', 'spelling', 'spelling'],
    ['https://a.example:0443', 'spelling', 'spelling'],
    ['https://@a.example', 'spelling', 'spelling'],
    ['https://a..b', 'not-a-url', 'not-a-url'],
    ['https://..', 'not-a-url', 'not-a-url'],
    ['https://./x', 'not-a-url', 'not-a-url'],
    ['https://%2e%2e/x', 'not-a-url', 'not-a-url'],
    ['https://a..example', 'not-a-url', 'not-a-url'],
    ['https://a.example/?b=c', 'query', undefined],
    ['https://a.example/?', 'query', undefined],
    ['https://a.example/#b', 'fragment', 'fragment'],
    ['https://a.example/#', 'fragment', 'fragment'],
    ['https://me@a.example/', 'credentials', 'credentials'],
    ['https://me:pass@a.example/', 'credentials', 'credentials'],
    ['https://:pass@a.example/', 'credentials', 'credentials'],
    ['https://a.example/.well-known/x', 'well-known', undefined],
    ['https://a.example/b/.well-known/openid-configuration', 'well-known', undefined],
    ['https://a.example/.well-known', 'well-known', undefined],
    ['https://a.example/%2ewell-known/x', 'well-known', undefined],
    ['https://a.example/b/../.WELL-known/x', 'well-known', undefined],
    ['https://a.example/b.well-known/x', undefined, undefined],
    ['https://a.example/.well-known-not/x', undefined, undefined],
    ['https://.well-known.example/x', undefined, undefined],
    ['http://a.example', 'insecure', 'insecure'],
    ['http://127.0.0.1.evil.com', 'insecure', 'insecure'],
    ['ftp://a.example', 'not-a-url', 'not-a-url'],
    ['file:///etc/passwd', 'not-a-url', 'not-a-url'],
    ['javascript:alert(1)', 'not-a-url', 'not-a-url'],
    ['data:text/html,x', 'not-a-url', 'not-a-url'],
    ['a.example', 'not-a-url', 'not-a-url'],
    ['//a.example', 'not-a-url', 'not-a-url'],
    ['https://', 'not-a-url', 'not-a-url'],
    ['https://a b.example', 'not-a-url', 'not-a-url'],
    ['', 'not-a-url', 'not-a-url'],
  ];
  for (const [address, asIssuer, asEndpoint] of problems) {
    it(`“${address}”: ${asIssuer ?? 'fine'} as an issuer, ${asEndpoint ?? 'fine'} as an endpoint`, () => {
      assert.equal(addressProblem(address, 'issuer'), asIssuer);
      assert.equal(addressProblem(address, 'endpoint'), asEndpoint);
    });
  }
});
