import assert from 'node:assert/strict';
import { Answers } from '../../../../src/vscode/access/answers';
import { automationKey, bringAutomation } from '../../../../src/vscode/access/automation-answers';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const fields = { id: 'p', grant: 'static' };
const app = usableProfile(fields, team('app', 'file:///app', 'id-1'));
const asBefore = usableProfile(fields, team('app', 'file:///app', 'file:///app'));

/** What version 0.1 kept in `globalState`, for these profiles. */
async function world(...profiles: (typeof app)[]) {
  const entries = new Map<string, unknown>();
  for (const profile of profiles)
    entries.set(`answer.automation.${await automationKey(profile)}`, { answer: 'allow', about: 'Programs.' });
  const reads = { count: 0 };
  const memory = {
    keys: () => {
      reads.count++;
      return [...entries.keys()];
    },
    get: (key: string) => entries.get(key),
    update: async (key: string, value: unknown) =>
      void (value === undefined ? entries.delete(key) : entries.set(key, value)),
  };
  return { answers: new Answers(memory, () => 1), entries, reads };
}

describe('access: the answers about programs', () => {
  it('that version 0.1 filed under a folder’s address are given for the folder’s id', async () => {
    const { answers } = await world(asBefore);
    assert.equal(answers.given('automation', await automationKey(app)), undefined);
    await bringAutomation(answers, [app]);
    assert.equal(answers.given('automation', await automationKey(app)), 'allow');
    assert.equal(answers.given('automation', await automationKey(asBefore)), undefined);
    assert.deepEqual(
      answers.list().map(({ profile, folder }) => ({ profile, folder })),
      [{ profile: 'team:id-1:p', folder: 'app' }],
    );
  });

  it('do not move where the profile asks for something else, or is another', async () => {
    const { answers, entries } = await world(asBefore, usableProfile(fields, personal));
    const before = new Map(entries);
    for (const other of [
      { ...fields, scope: 'more' },
      { ...fields, id: 'p2' },
    ])
      await bringAutomation(answers, [usableProfile(other, app.home)]);
    await bringAutomation(answers, [usableProfile(fields, personal)]);
    assert.deepEqual(entries, before);
  });

  it('are looked up once for all profiles of a file', async () => {
    const { answers, reads } = await world(asBefore);
    const others = ['a', 'b', 'c'].map((id) => usableProfile({ ...fields, id }, app.home));
    await bringAutomation(answers, [...others, app]);
    assert.equal(reads.count, 1);
    assert.equal(answers.given('automation', await automationKey(app)), 'allow');
  });

  it('are those of one of two folders of one address', async () => {
    const { answers } = await world(asBefore);
    const other = usableProfile(fields, team('app', 'file:///app', 'id-2'));
    await bringAutomation(answers, [app]);
    await bringAutomation(answers, [other]);
    assert.equal(answers.given('automation', await automationKey(other)), undefined);
  });
});
