import assert from 'node:assert/strict';
import { Disposables } from '../../../src/base/disposables';

describe('disposables', () => {
  const recording = () => {
    const disposed: string[] = [];
    return { disposed, named: (name: string) => ({ dispose: () => void disposed.push(name) }) };
  };

  it('are disposed once, in reverse order', () => {
    const { disposed, named } = recording();
    const store = new Disposables();
    store.add(named('a'), named('b'));
    store.add(named('c'));
    store.dispose();
    store.dispose();
    assert.deepEqual(disposed, ['c', 'b', 'a']);
  });

  it('are returned when they are added', () => {
    const { named } = recording();
    const one = named('one');
    assert.equal(new Disposables().add(one), one);
  });

  it('are disposed at once if they are added after the end', () => {
    const { disposed, named } = recording();
    const store = new Disposables();
    store.dispose();
    store.add(named('late'));
    assert.deepEqual(disposed, ['late']);
  });

  it('are all disposed even if one throws', () => {
    const { disposed, named } = recording();
    const store = new Disposables();
    const broken = new Error('broken');
    store.add(named('a'));
    store.add({
      dispose: () => {
        throw broken;
      },
    });
    store.add(named('b'));
    assert.throws(() => store.dispose(), broken);
    assert.deepEqual(disposed, ['b', 'a']);
  });
});
