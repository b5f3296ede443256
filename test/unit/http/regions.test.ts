import assert from 'node:assert/strict';
import type { Dialect } from '../../../src/http/dialect';
import { linesOf } from '../../../src/http/lines';
import { Regions } from '../../../src/http/regions';

const regionsOf = (text: string, dialect: Dialect) => new Regions(linesOf(text), dialect);

describe('http: the regions of a file', () => {
  const text = '# a\n@x = y\nGET https://a.example\n\nbody\n###\n# only a comment\n### b\nGET https://b.example';

  it('are those with a request', () => {
    for (const dialect of ['rest-client', 'httpyac'] as const)
      assert.deepEqual(regionsOf(text, dialect).all(), [
        { start: 0, end: 5, request: 2, isClear: true },
        { start: 8, end: 9, request: 8, isClear: true },
      ]);
  });

  it('are found by any place in them, a delimiter included', () => {
    const regions = regionsOf(text, 'rest-client');
    assert.equal(regions.at(0)?.request, 2);
    assert.equal(regions.at(text.indexOf('body'))?.request, 2);
    assert.equal(regions.at(text.indexOf('only'))?.request, undefined);
    assert.equal(regions.at(text.indexOf('### b'))?.request, 8);
  });

  it('reach from one delimiter to the next', () => {
    const regions = regionsOf(text, 'rest-client');
    assert.deepEqual(regions.around(3), { start: 0, end: 5 });
    assert.deepEqual(regions.around(5), { start: 6, end: 7 });
    assert.deepEqual(regions.around(8), { start: 8, end: 9 });
  });

  const unclear: [what: string, text: string][] = [
    ['metadata that change the request', '# @proxy https://b.example\nGET https://a.example'],
    ['a second request without a delimiter', 'GET https://a.example\n\nGET https://b.example'],
  ];
  for (const [what, each] of unclear)
    it(`are not clear to httpYac with ${what}`, () => {
      assert.equal(regionsOf(each, 'httpyac').all()[0]?.isClear, false);
      assert.equal(regionsOf(each, 'rest-client').all()[0]?.isClear, true);
    });

  it('without a request change all others if they hold metadata that httpYac heeds', () => {
    const request = '###\nGET https://a.example';
    assert.equal(regionsOf(`# @proxy https://b.example\n${request}`, 'httpyac').changesAll(), true);
    assert.equal(regionsOf(`# @note\n${request}`, 'httpyac').changesAll(), false);
    assert.equal(regionsOf(request, 'httpyac').changesAll(), false);
  });
});
