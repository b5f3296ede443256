import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';

describe('an emitter', () => {
  it('calls every listener with the value, in the order in which they subscribed', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`a ${value}`));
    emitter.event((value) => heard.push(`b ${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['a 1', 'b 1', 'a 2', 'b 2']);
  });

  it('does not call a listener that was disposed', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const subscription = emitter.event((value) => heard.push(value));
    subscription.dispose();
    subscription.dispose();
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });

  it('calls the listeners that were there when it fired, even if they subscribe and dispose while they are called', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => {
      heard.push(`first ${value}`);
      first.dispose();
      emitter.event((later) => heard.push(`added ${later}`));
    });
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    assert.deepEqual(heard, ['first 1', 'second 1']);
    emitter.fire(2);
    assert.deepEqual(heard.slice(2), ['second 2', 'added 2']);
  });
});
