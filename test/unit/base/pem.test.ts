import assert from 'node:assert/strict';
import { bytesOfBlock, pemBlocks, pemOf } from '../../../src/base/pem';

const pem = `-----BEGIN A B-----\n${'A'.repeat(64)}\nAAAA\n-----END A B-----\n`;

describe('a PEM', () => {
  it('has its blocks in their order, whatever is between them', () => {
    const labels = (text: string) => pemBlocks(text).map(({ label }) => label);
    assert.deepEqual(labels(`x${pem}y-----BEGIN C-----AAAA-----END C-----`), ['A B', 'C']);
    assert.deepEqual(labels('-----BEGIN C-----AAAA'), []);
    assert.deepEqual(labels('-----BEGIN C-----AAAA-----END D-----'), []);
  });
  it('is written with line breaks, however it was given', () => {
    const [block] = pemBlocks(pem.replace(/\n/g, ' '));
    assert.ok(block);
    assert.equal(pemOf(block), pem);
  });
  it('has bytes where it is base64', () => {
    assert.equal(bytesOfBlock({ label: 'C', body: 'AA AA\n' })?.length, 3);
    assert.equal(bytesOfBlock({ label: 'C', body: 'DEK-Info: x\n\nAAAA' }), undefined);
  });
});
