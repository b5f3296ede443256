import assert from 'node:assert/strict';
import { Probe } from '../../../../src/vscode/wizard/probe';
import { eventually } from '../../../support/eventually';

/** A probe whose looks are answered by hand, and what its view shows. */
function open() {
  const answers = new Map<string, (found: string | undefined) => void>();
  const view = { isBusy: false, shown: [] as string[] };
  const look = (value: string) => new Promise<string | undefined>((resolve) => answers.set(value, resolve));
  const probe = new Probe<string>(
    look,
    { busy: (isBusy) => (view.isBusy = isBusy), show: (found) => view.shown.push(found) },
    0,
  );
  const asked = (value: string) => eventually(`a look into ${value}`, () => Promise.resolve(answers.get(value)));
  return { probe, view, answers, asked };
}

describe('wizard: a probe', () => {
  it('is under way until it is answered', async () => {
    const { probe, view, asked } = open();
    probe.begin('a');
    const answer = await asked('a');
    assert.ok(view.isBusy);
    answer('found');
    await eventually('the end', () => Promise.resolve(!view.isBusy));
    assert.deepEqual(view.shown, ['found']);
  });

  it('is no longer under way once its value is dropped, and its answer is not shown', async () => {
    const { probe, view, asked } = open();
    probe.begin('a');
    const answer = await asked('a');
    probe.drop();
    assert.ok(!view.isBusy);
    answer('late');
    await Promise.resolve();
    assert.deepEqual(view, { isBusy: false, shown: [] });
  });

  it('shows only what was found of the latest value', async () => {
    const { probe, view, asked } = open();
    probe.begin('a');
    const first = await asked('a');
    probe.begin('b');
    const second = await asked('b');
    first('of a');
    await Promise.resolve();
    assert.deepEqual(view, { isBusy: true, shown: [] });
    second('of b');
    await eventually('the end', () => Promise.resolve(!view.isBusy));
    assert.deepEqual(view.shown, ['of b']);
  });

  it('does not begin where its value is dropped before typing rests', async () => {
    const { probe, answers, asked } = open();
    probe.begin('a');
    probe.drop();
    probe.begin('b');
    await asked('b');
    assert.deepEqual([...answers.keys()], ['b']);
  });

  it('touches nothing once it has ended', async () => {
    const { probe, view, asked } = open();
    probe.begin('a');
    const answer = await asked('a');
    probe.end();
    answer('late');
    await Promise.resolve();
    assert.deepEqual(view, { isBusy: true, shown: [] });
  });
});
