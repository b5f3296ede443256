import assert from 'node:assert/strict';
import { Fault, isFault } from '../../../../src/faults/fault';
import { publicCommands, runPublic, type PublicParts } from '../../../../src/vscode/commands/public';

/** Parts whose every method records its name and arguments, and returns its name. */
function recording() {
  const calls: unknown[][] = [];
  const method =
    (name: string) =>
    (...given: unknown[]) => {
      calls.push([name, ...given]);
      return name;
    };
  const all = new Proxy({}, { get: (_target, name) => (name === 'then' ? undefined : method(String(name))) });
  const own = { decodeJwt: method('decodeJwt'), compareJwts: method('compareJwts'), showLog: method('showLog') };
  const made = async () => all;
  const loaded = { tokenCommands: made, providerCommands: made, profileCommands: made, jwtCommands: made };
  return { calls, parts: { ...loaded, ...own } as unknown as PublicParts };
}

const parts = recording().parts;

describe('a public command', () => {
  for (const [id, command] of Object.entries(publicCommands)) {
    it(`calls the function of its name, and returns its answer: ${id}`, async () => {
      const name = id.replace('tokenDeck.', '');
      const { calls, parts } = recording();
      const argument = { profile: 'prod' };
      const answer = await runPublic(command, async () => parts, argument);
      if (name === 'showLog') return assert.deepEqual(calls, [['showLog']]);
      assert.equal(answer, name);
      const [[called, given, ...more] = []] = calls;
      assert.equal(calls.length, 1);
      assert.equal(called, name);
      assert.equal(given, argument);
      // A program that inserts a token obeys `tokenDeck.automation`.
      assert.deepEqual(more, name === 'insertAuthorizationHeader' ? ['program'] : []);
    });
  }

  it('rejects with the fault that was thrown', async () => {
    const fault = new Fault('profile-not-found', 'No.');
    const run = runPublic(
      () => Promise.reject(fault),
      async () => parts,
      undefined,
    );
    await assert.rejects(run, fault);
  });

  const unforeseen: [what: string, command: () => unknown, loaded: () => Promise<PublicParts>][] = [
    ['an error', () => Promise.reject(new TypeError('hunter2')), async () => parts],
    [
      'an error that is thrown at once',
      () => {
        throw new RangeError('hunter2');
      },
      async () => parts,
    ],
    ['code that cannot be loaded', () => undefined, () => Promise.reject(new Error('hunter2'))],
  ];
  for (const [what, command, loaded] of unforeseen) {
    it(`rejects with a fault that has a code, and not the message, for ${what}`, async () => {
      await assert.rejects(
        runPublic(command, loaded, undefined),
        (thrown) => isFault(thrown) && thrown.code === 'internal' && !thrown.message.includes('hunter2'),
      );
    });
  }
});
