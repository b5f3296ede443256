import assert from 'node:assert/strict';
import { getNodeValue, type ParseError } from 'jsonc-parser';
import { shallow, treeOf } from '../../../src/profile/json-tree';

describe('profile: the tree of a JSON text', () => {
  const valueOf = (text: string) => {
    const { root } = treeOf(text);
    return root && (structuredClone(getNodeValue(root)) as unknown);
  };

  it('has comments and trailing commas left out, and begins after a byte order mark', () => {
    assert.deepEqual(valueOf('\uFEFF{ // one\n "a": [1, /* two */ 2,], }'), { a: [1, 2] });
    assert.equal(valueOf(''), undefined);
  });

  it('is read once for each of many questions about one text', () => {
    const text = '{"a":1}';
    assert.equal(treeOf(text).root, treeOf(text).root);
    assert.notEqual(treeOf('{"a":2}').root, treeOf(text).root);
  });

  it('tells what is wrong with the text', () => {
    const errors: ParseError[] = [];
    assert.ok(treeOf('{"a":1,,}', errors).root);
    assert.equal(errors[0]?.offset, 7);
  });

  it('has what is nested too deeply blanked out, with every offset as it was', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}7${']'.repeat(depth)}`;
    assert.deepEqual(shallow(nested(100)), { text: nested(100), deep: [] });
    const text = `{"a":${nested(50_000)},"b":1}`;
    const { text: readable, deep } = shallow(text);
    assert.deepEqual([readable.length, deep.length], [text.length, 1]);
    assert.equal((valueOf(text) as { b: number }).b, 1);
    assert.equal(readable.slice(deep[0]?.offset, (deep[0]?.offset ?? 0) + (deep[0]?.length ?? 0)).trim(), '');
  });

  it('ends where brackets that are never closed are nested too deeply', () => {
    const text = '['.repeat(50_000);
    assert.equal(treeOf(text).deep.at(-1)?.length, text.length - 101);
  });
});
