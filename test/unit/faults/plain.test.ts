import assert from 'node:assert/strict';
import { plain, redact, redactBeginning } from '../../../src/faults/plain';

describe('faults: plain text', () => {
  const cases: [what: string, text: string, expected: string][] = [
    ['nothing', '', ''],
    ['words', 'a b', 'a b'],
    ['lines', 'a\r\nb\n\n\nc', 'a b c'],
    ['line separators of Unicode', 'a\u2028b\u2029c\u0085d', 'a b c d'],
    ['control characters', 'a\u0000\u001b[31mb\u007f', 'a [31mb'],
    ['bidirectional characters', 'a\u202e\u2066b\u2069\u200f\u061cc', 'a b c'],
    ['zero width characters', 'a\u200bb\u200d\ufeffc\u00ad', 'a b c'],
    ['other spaces, and letters that look like them', 'a\u00a0\u3000b\u2003c\u2800\u3164d', 'a b c d'],
    ['marks that pile up', `a${'\u0336'.repeat(50)}b`, `a${'\u0336'.repeat(4)}b`],
    ['tags', 'a\u{e0041}\u{e0042}b', 'a b'],
    ['half characters', 'a\ud83db\ude00', 'a b'],
    ['whole characters', 'ä 😀 日本', 'ä 😀 日本'],
    ['a link', '[x](command:a.b)', '[x] (command:a.b)'],
    ['a link that is put together by what is removed', '[x]\u200b(command:a.b)', '[x] (command:a.b)'],
    ['a link over two lines', '[x]\n(https://evil.example)', '[x] (https://evil.example)'],
    ['an icon', '$(error) a', '$ (error) a'],
    ['an icon that is put together by what is removed', '$\u200d(error)', '$ (error)'],
    ['money', '$5 (five)', '$5 (five)'],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.equal(plain(text), expected));

  it('a text as long as the limit stays, a longer one is cut', () => {
    assert.equal(plain('a'.repeat(10), 10), 'a'.repeat(10));
    assert.equal(plain('a'.repeat(11), 10), `${'a'.repeat(9)}…`);
    assert.equal(plain('a'.repeat(300)).length, 200);
  });
  it('a cut never divides a character', () => {
    for (let limit = 1; limit < 12; limit++) {
      const cut = plain('a😀b😀😀c😀', limit);
      assert.ok(cut.isWellFormed(), cut);
      assert.ok(cut.length <= limit, cut);
    }
  });
  it('the limit counts only characters that remain', () => assert.equal(plain(`${'\u200b'.repeat(300)}ab`, 2), 'ab'));
});

describe('faults: redacting', () => {
  const secret = 'p+s/w=r d&"\\ä😀';
  const spellings: [string, string][] = [
    ['as it is', secret],
    ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in a URL', encodeURIComponent(secret)],
    ['in a URL, in small letters', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON that escapes slashes', JSON.stringify(secret).slice(1, -1).replace(/\//g, '\\/')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ...['i', 'id', 'ids', 'client'].map((id): [string, string] => [
      `in HTTP Basic after “${id}:”`,
      Buffer.from(`${id}:${secret}`).toString('base64'),
    ]),
    ['in base64 before something', Buffer.from(`${secret}, and more`).toString('base64')],
  ];
  for (const [what, spelling] of spellings) {
    it(`a secret ${what} is removed`, () => {
      assert.equal(redact(`before ${spelling} after`, [secret]), 'before ••• after');
    });
  }
  it('every occurrence is removed', () => assert.equal(redact('abcd abcdabcd', ['abcd']), '••• ••••••'));
  it('every secret is removed', () => assert.equal(redact('one1 two2', ['one1', 'two2']), '••• •••'));
  for (const secrets of [
    ['abcd', 'xxabcdyy'],
    ['xxabcdyy', 'abcd'],
  ]) {
    it(`${secrets.join(' and ')} are removed whole`, () => assert.equal(redact('a xxabcdyy b', secrets), 'a ••• b'));
  }
  it('secrets with special characters of patterns are removed', () => {
    assert.equal(redact('a .*+?^${}()|[] b', ['.*+?^${}()|[]']), 'a ••• b');
    assert.equal(redact('a $&$1 b', ['$&$1']), 'a ••• b');
  });
  it('values as short as words stay', () => {
    assert.equal(redact('an abc', ['', 'a', 'abc']), 'an abc');
  });
  it('other words stay', () => assert.equal(redact('invalid_client: no', ['s3cret-s3cret']), 'invalid_client: no'));

  const jwts: [string, string][] = [
    ['a JWT', `${'eyJhbGciOiJIUzI1NiJ9'}.eyJzdWIiOiJhIn0.c2ln`],
    ['a JWT without a signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'],
    ['a JWE', 'eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn'],
  ];
  for (const [what, jwt] of jwts) {
    it(`${what} is removed without being named`, () =>
      assert.equal(redact(`token ${jwt} refused`, []), 'token ••• refused'));
  }
  const others: [string, string][] = [
    ['a JWT behind a hyphen', 'jwt-eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln'],
    ['a JWT behind other words with dots', 'see.eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln'],
  ];
  for (const [what, text] of others) {
    it(`${what} is removed`, () => assert.doesNotMatch(redact(text, []), /eyJ/));
  }
  it('hosts and words that begin like a JWT stay', () => {
    for (const text of ['keycloak-production.example.com', 'eyebrow-raising-words.txt', 'v1.2.3.']) {
      assert.equal(redact(text, []), text);
    }
  });

  const slow: [string, string][] = [
    ['beginnings of JWTs in a row', '-ey'.repeat(80_000)],
    ['the same with dots', '-ey.'.repeat(60_000)],
    ['a long word', 'a'.repeat(240_000)],
    ['dots', '.'.repeat(240_000)],
    ['a header without an end', `ey${'a-'.repeat(120_000)}`],
    ['equals signs', '='.repeat(240_000)],
  ];
  for (const [what, text] of slow) {
    it(`${what} take no time`, () => {
      const started = performance.now();
      redact(text, ['s3cret-s3cret']);
      assert.ok(performance.now() - started < 1000);
    });
  }

  it('odd texts and secrets do not throw', () => {
    for (const text of ['\ud83d', 'a\ud83db', '\u0000'.repeat(9), 'x'.repeat(500_000)]) {
      assert.ok(!redact(`a ${text} b`, [text, 'aaaa\udc00']).includes('x'));
    }
  });
});

describe('faults: redacting the beginning of a text', () => {
  const secrets = ['correct horse "battery" staple', 's3cret-s3cret'];
  it('a short text is redacted as a whole', () => {
    assert.equal(redactBeginning('a s3cret-s3cret b', secrets, 100), 'a ••• b');
    assert.equal(redactBeginning('a s3cret-s3cret', secrets, 15), 'a •••');
  });
  it('the beginning of a longer text is kept', () => {
    const words = 'one two three '.repeat(100);
    const beginning = redactBeginning(words, secrets, 500);
    assert.ok(words.startsWith(beginning) && beginning.length > 200, beginning);
    assert.equal(redactBeginning('x'.repeat(1000), [], 500), '');
  });

  const spellings: [string, string][] = [
    ...secrets.flatMap((secret): [string, string][] => [
      ['as it is', secret],
      ['in a URL', encodeURIComponent(secret)],
      ['in JSON', JSON.stringify(secret)],
      ['in base64', Buffer.from(`client:${secret}`).toString('base64')],
    ]),
    ['a JWT', `eyJhbGciOiJub25lIn0.${'eyJzdWIiOiJhIn0'.repeat(20)}.c2ln`],
  ];
  for (const [what, spelling] of spellings) {
    it(`no part of a secret, ${what}, is left wherever the text is cut`, () => {
      const text = `before ${spelling} after`;
      for (let limit = 0; limit <= text.length; limit++) {
        const shown = redactBeginning(text, secrets, limit);
        assert.match(shown, /^(b?e?f?o?r?e? ?|before "?•••"?( a?f?t?e?r?)?)$/);
      }
    });
  }
});
