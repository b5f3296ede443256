import assert from 'node:assert/strict';
import { urlOf } from '../../../src/base/url';

describe('base: URLs', () => {
  it('are parsed, or undefined', () => {
    assert.equal(urlOf('https://API.example.com:443/x')?.href, 'https://api.example.com/x');
    for (const text of ['', '/x', 'api.example.com', 'https://', 'https://a b.example'])
      assert.equal(urlOf(text), undefined, text);
  });

  it('with letters beyond ASCII are parsed however often others were', () => {
    for (let count = 0; count < 200_000; count++) urlOf('https://a.example/');
    assert.equal(urlOf('https://bücher.example/')?.host, 'xn--bcher-kva.example');
  });
});
