import assert from 'node:assert/strict';
import { indented, readJson, repeatedNames } from '../../../../src/jwt/read/json-text';

/** What `JSON.parse` makes of it, as JSON again; undefined for what is none. */
function reference(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function ours(text: string): string | undefined {
  const node = readJson(text);
  return node.kind === 'none' ? undefined : JSON.stringify(JSON.parse(indented(node)));
}

describe('jwt: JSON as it is written', () => {
  const texts = [
    '{"a":[1,-2.5e+3,"x\\n\\u00e9\\"",{"b":null}],"":{},"c":[],"d":true}',
    ' [ 0 , -0 , 0.10 , 1E5 , false ] ',
    '"\\\\"',
    '[[],{}]',
    '01',
    '1.',
    '.5',
    '+1',
    '--1',
    '1e',
    'nul',
    'truefalse',
    '[1,]',
    '[,1]',
    '{"a":1,}',
    '{"a"}',
    '{"a" 1}',
    '{1:2}',
    '{"a":1 "b":2}',
    '[1}',
    '{"a":1]',
    '"\t"',
    '"\\x"',
    '"\\u12"',
    "'a'",
    '[1] [2]',
    '\u00a0[1]',
    '\ufeff[1]',
    '',
    ' ',
  ];
  for (const text of texts) {
    it(`${JSON.stringify(text)} is what JSON.parse takes it for`, () => assert.equal(ours(text), reference(text)));
  }
  it('every truncation and every change of one character, too', () => {
    for (const text of texts) {
      for (let i = 0; i <= text.length; i++) {
        assert.equal(ours(text.slice(0, i)), reference(text.slice(0, i)), text.slice(0, i));
        for (const char of ['"', '\\', '{', '}', '[', ']', ',', ':', '0', '.', 'e', ' ', '\n', '\u0000']) {
          const changed = `${text.slice(0, i)}${char}${text.slice(i + 1)}`;
          assert.equal(ours(changed), reference(changed), JSON.stringify(changed));
        }
      }
    }
  });

  const wrong: [text: string, at: number][] = [
    ['', 0],
    ['{"a":1', 6],
    ['{"a"', 4],
    ['{"a":', 5],
    ['{"a":"b', 7],
    ['{"a":"b\\', 8],
    ['{"a":"b\\u00', 11],
    ['{"a":tru', 8],
    ['{"a":tru}', 5],
    ['{"a":1}}', 7],
    ['{a:1}', 1],
    ['{"a":1,}', 7],
    ['["a\nb"]', 3],
    ['["a\\xb", 12345]', 3],
  ];
  for (const [text, at] of wrong) {
    it(`${JSON.stringify(text)} is wrong at ${at}`, () => assert.deepEqual(readJson(text), { kind: 'none', at }));
  }

  it('is not ended by depth or length', () => {
    const deep = '['.repeat(500_000);
    assert.deepEqual(readJson(deep), { kind: 'none', at: deep.length });
    assert.equal(readJson(`${deep}${']'.repeat(500_000)}`).kind, 'list');
    assert.equal(readJson(`"${'\\n'.repeat(2_000_000)}"`).kind, 'text');
    assert.equal(readJson('9'.repeat(1_000_000)).kind, 'literal');
  });
  it('takes nothing apart that lies very deep, and keeps it as it is written', () => {
    const text = `${'{"a":'.repeat(100)}{ "b" : [ 1.0 ] }${'}'.repeat(100)}`;
    const node = readJson(text);
    assert.ok(node.kind !== 'none');
    assert.equal(indented(node).replace(/\s/g, ''), text.replace(/\s/g, ''));
    assert.match(indented(node), /\{ "b" : \[ 1\.0 \] \}/);
  });

  const repeated: [text: string, names: string[]][] = [
    ['{"a":1,"b":2}', []],
    ['{"a":1,"b":2,"a":3,"a":4}', ['a']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    ['[{"a":{"c":1,"c":2}},{"a":1}]', ['c']],
  ];
  for (const [text, names] of repeated) {
    it(`${text} repeats ${names.join() || 'nothing'}`, () => {
      const node = readJson(text);
      assert.ok(node.kind !== 'none');
      assert.deepEqual(repeatedNames(node), names);
    });
  }
});
