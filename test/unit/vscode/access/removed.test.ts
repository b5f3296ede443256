import assert from 'node:assert/strict';
import { Answers, type ListedAnswer, type Memory } from '../../../../src/vscode/access/answers';
import { dropRemoved, isRemoved, profileOf } from '../../../../src/vscode/access/removed';

const present = new Map([
  ['personal', new Set(['personal:prod'])],
  ['team:f1', new Set(['team:f1:sync'])],
  ['team:file:///app', new Set(['team:file:///app:sync'])],
  ['team:empty', new Set<string>()],
]);

const about = (profile: string | undefined, key = 'answer.use.k'): ListedAnswer => ({
  key,
  question: key.split('.')[1] as ListedAnswer['question'],
  answer: 'allow',
  about: '',
  ...(profile !== undefined && { profile }),
});

describe('access: an answer about a profile that is gone', () => {
  const rows: [what: string, answer: ListedAnswer, removed: boolean][] = [
    ['a personal profile that is there', about('personal:prod'), false],
    ['a personal profile that was removed', about('personal:old'), true],
    ['a team profile that is in its file', about('team:f1:sync'), false],
    ['a team profile that was taken out of its file', about('team:f1:old'), true],
    ['a team profile whose file was deleted', about('team:empty:sync'), true],
    ['a team profile of a folder that is not open, or whose file cannot be read', about('team:f2:sync'), false],
    ['a profile that version 0.1 named in the key', about(undefined, 'answer.automation.personal:old consent.x'), true],
    ['a folder that version 0.1 named by its address', about('team:file:///app:old'), true],
    ['the keys of a token', about(undefined, 'answer.keys.https://a.example'), false],
  ];
  for (const [what, answer, removed] of rows)
    it(`${what}: ${removed ? 'is known' : 'is kept'}`, () => assert.equal(isRemoved(answer, present), removed));

  it('is dropped, not hidden: the profile is asked about again when it is back', async () => {
    const entries = new Map<string, unknown>();
    const memory: Memory = {
      keys: () => [...entries.keys()],
      get: (key) => entries.get(key),
      update: async (key, value) => void (value === undefined ? entries.delete(key) : entries.set(key, value)),
    };
    const answers = new Answers(memory, () => 0);
    await answers.remember('use', 'a', { answer: 'allow', about: '', profile: 'team:f1:old' });
    await answers.remember('use', 'b', { answer: 'deny', about: '', profile: 'team:f1:sync' });
    const left = await dropRemoved(answers, present);
    assert.deepEqual(
      left.map(({ profile }) => profile),
      ['team:f1:sync'],
    );
    assert.equal(answers.given('use', 'a'), undefined);
    assert.equal(answers.given('use', 'b'), 'deny');
  });

  it('has its profile in the key where version 0.1 wrote it, also in a folder with a space in its address', () => {
    assert.equal(
      profileOf(about(undefined, 'answer.automation.team:file:///my app:sync consent.x')),
      'team:file:///my app:sync',
    );
    assert.equal(profileOf(about(undefined, 'answer.use.consent.x')), undefined);
  });
});
