import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { checkIssuer, dropIssuer, redirectOf } from '../../../../src/oauth/grants/redirect-answer';

const issuer = 'https://sso.example.com';

describe('oauth: a redirect', () => {
  it('is read for OAuth’s own parameters, whatever a server adds', () => {
    const answer = new URLSearchParams('code=c&state=s&x=1&x=2&session_state=y&error_description=d');
    assert.equal(redirectOf(answer).searchParams.toString(), 'code=c&state=s&error_description=d');
  });

  for (const query of [
    'code=a&code=b',
    'code=a&state=s&state=s',
    'error=a&error=b',
    'code=a&iss=x&iss=x',
    'state=s',
    '',
  ]) {
    it(`${query === '' ? 'without anything' : query} is refused`, () =>
      assert.throws(
        () => redirectOf(new URLSearchParams(query)),
        (thrown) => isFault(thrown) && thrown.code === 'login-mismatch',
      ));
  }

  const rows: [iss: string, promised: boolean, ok: boolean][] = [
    [`?iss=${encodeURIComponent(issuer)}`, true, true],
    ['?iss=https://other.example', false, false],
    ['', false, true],
    ['', true, false],
    ['?iss=', true, false],
  ];
  for (const [query, promised, ok] of rows) {
    it(`${query === '' ? 'without an issuer' : query}${promised ? ', which is promised,' : ''} is ${ok ? 'taken' : 'refused'}`, () => {
      const metadata = { issuer, ...(promised && { authorization_response_iss_parameter_supported: true }) };
      const check = () => checkIssuer(new URL(`http://127.0.0.1/${query}`), metadata);
      if (ok) return check();
      assert.throws(check, (thrown) => isFault(thrown) && thrown.code === 'issuer-mismatch');
    });
  }

  it('whose issuer cannot be checked loses it, and the log says so', () => {
    const lines: string[] = [];
    const redirect = new URL('http://127.0.0.1/?code=c&iss=x');
    dropIssuer(redirect, (line) => lines.push(line));
    assert.equal(redirect.search, '?code=c');
    assert.match(lines.join(), /iss/);
    dropIssuer(redirect, (line) => lines.push(line));
    assert.equal(lines.length, 1);
  });
});
