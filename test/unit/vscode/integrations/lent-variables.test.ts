import assert from 'node:assert/strict';
import { LentVariables } from '../../../../src/vscode/integrations/lent-variables';

describe('lent variables', () => {
  it('are set, then removed again', () => {
    const environment: Record<string, string | undefined> = { OTHER: 'o' };
    const giveBack = new LentVariables(environment).lend([['A', 'token']]);
    assert.deepEqual(environment, { OTHER: 'o', A: 'token' });
    giveBack();
    assert.deepEqual(environment, { OTHER: 'o' });
  });

  it('get their old value back', () => {
    const environment: Record<string, string | undefined> = { A: 'mine' };
    const giveBack = new LentVariables(environment).lend([['A', 'token']]);
    giveBack();
    assert.deepEqual(environment, { A: 'mine' });
  });

  for (const order of ['first', 'last']) {
    for (const before of [undefined, 'mine']) {
      it(`leave no token behind when two uses overlap and the ${order} ends first, with ${before ?? 'nothing'} before`, () => {
        const environment: Record<string, string | undefined> = before === undefined ? {} : { A: before };
        const variables = new LentVariables(environment);
        const ends = [variables.lend([['A', 'one']]), variables.lend([['A', 'two']])];
        assert.equal(environment.A, 'two');
        const [now, later] = order === 'first' ? ends : ends.reverse();
        now?.();
        assert.notEqual(environment.A, before, 'the other still needs it');
        later?.();
        assert.deepEqual(environment, before === undefined ? {} : { A: before });
      });
    }
  }

  it('are restored once, and not while another use needs them', () => {
    const environment: Record<string, string | undefined> = {};
    const variables = new LentVariables(environment);
    const giveBack = variables.lend([
      ['A', 'one'],
      ['B', 'one'],
    ]);
    const other = variables.lend([['A', 'two']]);
    giveBack();
    giveBack();
    assert.deepEqual(environment, { A: 'two' });
    other();
    assert.deepEqual(environment, {});
  });

  it('count once if one use names them twice', () => {
    const environment: Record<string, string | undefined> = {};
    const values = [
      ['A', 'one'],
      ['A', 'one'],
    ] as const;
    new LentVariables(environment).lend(values)();
    assert.deepEqual(environment, {});
  });

  it('work with this process’s environment', () => {
    const giveBack = new LentVariables(process.env).lend([['TOKEN_DECK_UNIT_TEST', 'x']]);
    assert.equal(process.env.TOKEN_DECK_UNIT_TEST, 'x');
    giveBack();
    assert.ok(!('TOKEN_DECK_UNIT_TEST' in process.env));
  });
});
