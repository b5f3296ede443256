import assert from 'node:assert/strict';
import { indented, readJson, repeatedNames } from '../../../../src/jwt/read/json-text';

/** What `JSON.parse` makes of a text, as JSON again; undefined where it throws. */
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

describe('readJson', () => {
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
    it(`reads ${JSON.stringify(text)} as JSON.parse does`, () => assert.equal(ours(text), reference(text)));
  }
  it('reads every truncation, and every text with one character replaced, as JSON.parse does', () => {
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
    it(`tells that ${JSON.stringify(text)} is wrong at ${at}`, () =>
      assert.deepEqual(readJson(text), { kind: 'none', at }));
  }

  it('survives depth and length', () => {
    const deep = '['.repeat(500_000);
    assert.deepEqual(readJson(deep), { kind: 'none', at: deep.length });
    assert.equal(readJson(`${deep}${']'.repeat(500_000)}`).kind, 'list');
    assert.equal(readJson(`"${'\\n'.repeat(2_000_000)}"`).kind, 'text');
    assert.equal(readJson('9'.repeat(1_000_000)).kind, 'literal');
  });
  it('keeps what lies very deep as it is written', () => {
    const text = `${'{"a":'.repeat(100)}{ "b" : [ 1.0 ] }${'}'.repeat(100)}`;
    const node = readJson(text);
    assert.ok(node.kind !== 'none');
    assert.equal(indented(node).replace(/\s/g, ''), text.replace(/\s/g, ''));
    assert.match(indented(node), /\{ "b" : \[ 1\.0 \] \}/);
  });
});

describe('indented', () => {
  const rows: [what: string, text: string, expected: string][] = [
    ['an object', '{"a":1,"b":[true,null]}', '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}'],
    ['white space', ' {\r\n\t"a" :1 }\n', '{\n  "a": 1\n}'],
    ['repeated names', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ['digits', '[1.0,1e2,12345678901234567890,-0]', '[\n  1.0,\n  1e2,\n  12345678901234567890,\n  -0\n]'],
    ['escapes', '["\\u0041\\/\\ud800"]', '[\n  "\\u0041\\/\\ud800"\n]'],
    ['empty objects and lists', '{"a":{},"b":[]}', '{\n  "a": {},\n  "b": []\n}'],
    ['a text', '"a"', '"a"'],
  ];
  for (const [what, text, expected] of rows) {
    it(`writes ${what}`, () => {
      const node = readJson(text);
      assert.ok(node.kind !== 'none');
      assert.equal(indented(node), expected);
    });
  }
  it('keeps what is very deep on one line', () => {
    const text = `{"a":${'[{"b":'.repeat(50_000)}1${'}]'.repeat(50_000)}}`;
    const node = readJson(text);
    assert.ok(node.kind !== 'none');
    const pretty = indented(node);
    assert.ok(pretty.length < text.length + 10_000, `${pretty.length}`);
    assert.equal(pretty.replace(/\s/g, ''), text);
  });
});

describe('repeatedNames', () => {
  const repeated: [text: string, names: string[]][] = [
    ['{"a":1,"b":2}', []],
    ['{"a":1,"b":2,"a":3,"a":4}', ['a']],
    ['{"__proto__":1,"__proto__":2}', ['__proto__']],
    ['[{"a":{"c":1,"c":2}},{"a":1}]', ['c']],
  ];
  for (const [text, names] of repeated) {
    it(`of ${text}: ${names.join() || 'none'}`, () => {
      const node = readJson(text);
      assert.ok(node.kind !== 'none');
      assert.deepEqual(repeatedNames(node), names);
    });
  }
});
