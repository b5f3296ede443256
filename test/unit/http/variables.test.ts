import assert from 'node:assert/strict';
import type { Dialect } from '../../../src/http/dialect';
import { linesOf } from '../../../src/http/lines';
import { Regions } from '../../../src/http/regions';
import { authority, variablesIn, Variables } from '../../../src/http/variables';

function variablesOf(text: string, dialect: Dialect): Variables {
  const lines = linesOf(text);
  return new Variables(lines, dialect, new Regions(lines, dialect));
}

describe('http: the variables of a file', () => {
  const resolved: [what: string, text: string, address: string | undefined][] = [
    ['one with a plain value', '@h = https://a.example', 'https://a.example/x'],
    ['one through another', '@i = a.example\n@h = https://{{i}}', 'https://a.example/x'],
    ['one that is not there', '', undefined],
    ['one with two definitions', '@h = https://a.example\n@h = https://b.example', undefined],
    ['one that a question fills', '# @prompt h\n@h = https://a.example', undefined],
    ['one that refers to itself', '@h = {{h}}', undefined],
  ];
  for (const dialect of ['rest-client', 'httpyac'] as const)
    for (const [what, text, address] of resolved)
      it(`${dialect}: replace ${what}`, () => assert.equal(variablesOf(text, dialect).resolve('{{h}}/x', 99), address));

  it('do not matter behind the authority', () =>
    assert.equal(variablesOf('', 'httpyac').resolve('https://a.example/{{x}}', 0), 'https://a.example/'));

  it('httpyac: are not replaced above their definition, nor in another request', () => {
    const text = '@h = https://a.example\nGET https://b.example\n###\nGET {{h}}';
    assert.equal(variablesOf(text, 'httpyac').resolve('{{h}}', 0), undefined);
    assert.equal(variablesOf(text, 'httpyac').resolve('{{h}}', 1), 'https://a.example');
    assert.equal(variablesOf(text, 'httpyac').resolve('{{h}}', 3), undefined);
    assert.equal(variablesOf(text, 'rest-client').resolve('{{h}}', 3), 'https://a.example');
  });

  it('are not followed for long: what is not read counts as hidden', () => {
    const count = 20_000;
    const chain = Array.from({ length: count }, (_, index) => `@v${index} = {{v${index + 1}}}`);
    const variables = variablesOf([...chain, `@v${count} = {{$processEnv TOKEN_DECK_X}}`].join('\n'), 'rest-client');
    assert.deepEqual(variables.reachedBy(`v${count - 100}`), { names: new Set(['TOKEN_DECK_X']), hides: false });
    const start = performance.now();
    for (let index = 0; index < count; index++) variables.reachedBy(`v${index}`);
    assert.deepEqual(variables.reachedBy('v0'), { names: new Set(), hides: true });
    const took = performance.now() - start;
    assert.ok(took < 5000, `${took} ms`);
  });

  it('bring along the tokens of the variables that they name', () => {
    const variables = variablesOf('@a = {{b}}\n@b = {{$processEnv TOKEN_DECK_X}} {{a}}\n@c = x\\ny', 'rest-client');
    assert.deepEqual(variables.reachedBy('a'), { names: new Set(['TOKEN_DECK_X']), hides: false });
    assert.deepEqual(variables.reachedBy('c'), { names: new Set(), hides: true });
    assert.deepEqual(variables.reachedBy('d'), { names: new Set(), hides: false });
  });

  const headers: [value: string, isPlain: boolean][] = [
    ['Bearer x', true],
    ['{{plain}} x', true],
    ['{{odd}} x', false],
    ['{{twice}} x', false],
  ];
  for (const [value, isPlain] of headers)
    it(`tell whether an Authorization is sent as it is: ${value}`, () => {
      const text = '@plain = Bearer\n@odd = COGNITO\n@twice = Bearer\n@twice = Basic';
      assert.equal(variablesOf(text, 'rest-client').isPlainAuthorization(`Authorization: ${value}`), isPlain);
    });

  it('are told with each line that defines one', () =>
    assert.deepEqual(variablesOf('@a = b\nGET x\n@c = d\n@a = e', 'httpyac').definingLines(), [
      '@a = b',
      '@a = e',
      '@c = d',
    ]));
});

describe('http: the variables of a line', () => {
  it('are the names in braces, those of the system aside', () =>
    assert.deepEqual(variablesIn('{{a}} {{ b-c }} {{%d}} {{$guid}} {{e f}} {g}'), ['a', 'b-c', 'd']));

  it('are, of a request that was sent before, its request, whatever of it is used', () =>
    assert.deepEqual(variablesIn('{{a.request.headers.X}} {{ b.request.body.$.c[?(@.d)] }} {{e.response.body.f}}'), [
      'a.request',
      'b.request',
      'e.response.body.f',
    ]));
});

describe('http: the authority of an address', () => {
  const rows: [address: string, found: string | undefined][] = [
    ['https://a.example:80/x', 'https://a.example:80'],
    ['ws://[::1]?x', 'ws://[::1]'],
    ['https://a@b.example/', undefined],
    ['https://a.example\\b', undefined],
    ['ftp://a.example/', undefined],
  ];
  for (const [address, found] of rows)
    it(`of ${address} is ${found}`, () => assert.equal(authority.exec(address)?.[0], found));
});
