import assert from 'node:assert/strict';
import { WaitingRequests } from '../../../../src/vscode/integrations/waiting-requests';

describe('requests that wait for their tokens', () => {
  const [first, second] = [
    { uri: 'file:///a.http', line: 1 },
    { uri: 'file:///b.http', line: 2 },
  ];
  const memoryOf = (entries: Map<string, unknown>) => ({
    get: (key: string) => entries.get(key),
    update: async (key: string, value: unknown) => void entries.set(key, value),
  });
  /** What the next start finds. */
  const leftIn = (entries: Map<string, unknown>) => new WaitingRequests(memoryOf(new Map(entries))).left;

  it('are told of where the window ends before that, the last one alone, and once', async () => {
    const entries = new Map<string, unknown>();
    const requests = new WaitingRequests(memoryOf(entries));
    assert.equal(requests.left, undefined);
    void requests.until(first, new Promise(() => undefined));
    void requests.until(second, new Promise(() => undefined));
    assert.deepEqual(new WaitingRequests(memoryOf(entries)).left, second);
    assert.equal(leftIn(entries), undefined);
  });

  it('are forgotten once they have a token or cannot get one', async () => {
    const entries = new Map<string, unknown>();
    const requests = new WaitingRequests(memoryOf(entries));
    let refuse: (reason: Error) => void = () => undefined;
    const waiting = requests.until(first, new Promise((_, reject) => (refuse = reject)));
    assert.equal(await requests.until(second, Promise.resolve('token')), 'token');
    assert.deepEqual(leftIn(entries), first);
    refuse(new Error('refused'));
    await assert.rejects(waiting, /refused/);
    assert.equal(leftIn(entries), undefined);
  });

  it('have no place where their file was never saved', async () => {
    const entries = new Map<string, unknown>();
    void new WaitingRequests(memoryOf(entries)).until(undefined, new Promise(() => undefined));
    assert.equal(leftIn(entries), undefined);
  });

  for (const stored of [null, 7, 'x', [], { uri: 1, line: 1 }, { uri: 'file:///a.http' }, { uri: 'a', line: -1 }])
    it(`are none where ${JSON.stringify(stored)} is stored`, () => {
      assert.equal(leftIn(new Map([['waitingRequest', stored]])), undefined);
    });
});
