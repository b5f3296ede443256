import assert from 'node:assert/strict';
import { Answers, type Memory } from '../../../../src/vscode/access/answers';

/** Answers over a memory of the test, with a clock that it moves. */
function world(stored: Record<string, unknown> = {}) {
  const entries = new Map(Object.entries(stored));
  const writes: string[] = [];
  const memory: Memory = {
    keys: () => [...entries.keys()],
    get: (key) => entries.get(key),
    update: async (key, value) => {
      writes.push(key);
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
    },
  };
  const clock = { now: 1_000_000 };
  return { answers: new Answers(memory, () => clock.now), entries, writes, clock };
}

const hour = 60 * 60_000;
const allowed = { answer: 'allow', about: 'It may.', profile: 'team:app:p', folder: 'app' } as const;

describe('access: the answers', () => {
  it('are given for the same question and key only', async () => {
    const { answers } = world();
    await answers.remember('use', 'k', allowed);
    assert.equal(answers.given('use', 'k'), 'allow');
    assert.equal(answers.given('hosts', 'k'), undefined);
    assert.equal(answers.given('use', 'other'), undefined);
  });

  it('are listed with what they are about, since when, and when they were used last', async () => {
    const { answers, clock } = world();
    await answers.remember('use', 'k', allowed);
    await answers.remember('automation', 'a', { answer: 'deny', about: 'Programs.' });
    clock.now += 2 * hour;
    answers.given('use', 'k');
    answers.given('automation', 'a');
    assert.deepEqual(answers.list(), [
      { key: 'answer.use.k', question: 'use', ...allowed, since: 1_000_000, used: 1_000_000 + 2 * hour },
      { key: 'answer.automation.a', question: 'automation', answer: 'deny', about: 'Programs.', since: 1_000_000 },
    ]);
  });

  it('note a use once an hour at most', async () => {
    const { answers, writes, clock } = world();
    await answers.remember('use', 'k', allowed);
    clock.now += hour - 1;
    answers.given('use', 'k');
    assert.equal(writes.length, 1);
    clock.now += 1;
    answers.given('use', 'k');
    answers.given('use', 'k');
    assert.equal(writes.length, 2);
  });

  it('can be changed and taken back', async () => {
    const { answers, clock } = world();
    await answers.remember('use', 'k', { ...allowed, answer: 'deny' });
    const [listed] = answers.list();
    assert.ok(listed);
    clock.now += 5;
    await answers.change(listed, 'allow');
    assert.equal(answers.given('use', 'k'), 'allow');
    assert.equal(answers.list()[0]?.since, 1_000_005);
    await answers.change(listed, undefined);
    assert.equal(answers.given('use', 'k'), undefined);
    await answers.change(listed, 'allow');
    assert.deepEqual(answers.list(), [], 'what is gone is not brought back');
  });

  it('about a profile are forgotten with it, and no others', async () => {
    const old = { answer: 'allow', about: 'Programs.' };
    const { answers } = world({
      'answer.automation.team:app:p hash': old,
      'answer.automation.team:app:p2 hash': old,
    });
    await answers.remember('use', 'k', allowed);
    await answers.remember('use', 'other', { ...allowed, profile: 'team:app:p2' });
    await answers.forget('team:app:p');
    assert.deepEqual(
      answers
        .list()
        .map(({ key }) => key)
        .sort(),
      ['answer.automation.team:app:p2 hash', 'answer.use.other'],
    );
  });

  it('move to another key once, with whose they are, and replace none that is there', async () => {
    const old = { answer: 'deny', about: 'Programs.' };
    const { answers, entries } = world({ 'answer.automation.old k': old });
    const of = { profile: 'team:id:p', folder: 'app' };
    assert.deepEqual([answers.keysOf('automation'), answers.keysOf('use')], [['old k'], []]);
    await answers.move('automation', 'old k', 'new k', of);
    assert.deepEqual([...entries], [['answer.automation.new k', { ...old, ...of }]]);
    assert.deepEqual(answers.keysOf('automation'), ['new k']);
    entries.set('answer.automation.old k', { ...old, answer: 'allow' });
    await answers.move('automation', 'old k', 'new k', of);
    await answers.move('automation', 'none', 'new k', of);
    assert.deepEqual([...entries], [['answer.automation.new k', { ...old, ...of }]]);
  });

  it('to the old question about a stored secret are dropped', async () => {
    const old = { answer: 'allow', about: 'A secret.' };
    const { answers, entries } = world({ 'answer.consent.k': old, 'answer.keys.https://k.example': old, list: [1] });
    await answers.dropOld();
    assert.deepEqual([...entries.keys()], ['answer.keys.https://k.example', 'list']);
  });

  for (const garbled of [null, 'allow', 7, {}, { answer: 'yes' }, []]) {
    it(`are none where ${JSON.stringify(garbled)} is stored`, () => {
      const { answers } = world({ 'answer.use.k': garbled, 'answer.surprise.k': allowed });
      assert.equal(answers.given('use', 'k'), undefined);
      assert.deepEqual(answers.list(), []);
    });
  }
});
