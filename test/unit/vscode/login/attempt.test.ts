import assert from 'node:assert/strict';
import { Fault, isFault } from '../../../../src/faults/fault';
import type { FaultCode } from '../../../../src/faults/table';
import type { TokenSet } from '../../../../src/storage/token-set';
import { attempt, type LoginSteps } from '../../../../src/vscode/login/attempt';
import { PendingLogins } from '../../../../src/vscode/login/pending';

const tokens: TokenSet = { accessToken: 'a', tokenType: 'bearer', obtainedAt: 0 };
const never = () => new Promise<never>(() => undefined);
const code = (expected: FaultCode) => (thrown: unknown) => isFault(thrown) && thrown.code === expected;

/** A login that succeeds, with some steps changed, and a record of the steps that ran. */
function login(changes: Partial<LoginSteps> = {}, patience = 60_000) {
  const done: string[] = [];
  const pending = new PendingLogins();
  const abort = new AbortController();
  const noted = <K extends keyof LoginSteps>(name: K, step: LoginSteps[K]): LoginSteps[K] =>
    ((...given: unknown[]) => {
      done.push(name);
      return ((changes[name] ?? step) as (...given: unknown[]) => unknown)(...given);
    }) as LoginSteps[K];
  const steps: LoginSteps = {
    open: noted('open', () =>
      Promise.resolve({ redirectUri: 'http://127.0.0.1:1/callback', close: () => void done.push('close') }),
    ),
    begin: noted('begin', async (openRedirect) => {
      await openRedirect();
      const url = 'https://sso.example.com/authorize';
      return { endsBy: 'redirect', url, again: never, state: 's', finish: () => Promise.resolve(tokens) };
    }),
    wait: noted('wait', (state, ended) => pending.wait(state, patience, ended)),
    browse: noted('browse', () => Promise.resolve(true)),
    notOpened: noted('notOpened', () => undefined),
    showCode: noted('showCode', () => undefined),
    browsing: noted('browsing', () => void pending.deliver(new URLSearchParams({ state: 's', code: 'c' }))),
  };
  const run = () => attempt(steps, abort.signal);
  return { done, pending, abort, run };
}

/** Resolves once pending callbacks have run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a login attempt', () => {
  it('runs its steps in order, and closes the way back', async () => {
    const { done, run } = login();
    assert.equal(await run(), tokens);
    await turn();
    assert.deepEqual(done, ['begin', 'open', 'wait', 'browse', 'browsing', 'close']);
  });

  it('takes a redirect that arrives while VS Code still asks about the address', async () => {
    const { pending, run } = login({ browse: never });
    const running = run();
    await turn();
    pending.deliver(new URLSearchParams({ state: 's', code: 'c' }));
    assert.equal(await running, tokens);
  });

  const waiting: [step: keyof LoginSteps, changes: Partial<LoginSteps>, done: string[]][] = [
    ['open', { open: never }, ['begin', 'open']],
    ['begin', { begin: never }, ['begin']],
    ['browse', { browse: never }, ['begin', 'open', 'wait', 'browse', 'close']],
    ['browsing', { browsing: () => undefined }, ['begin', 'open', 'wait', 'browse', 'browsing', 'close']],
  ];
  for (const [step, changes, expected] of waiting) {
    it(`ends at once when the user cancels during “${step}”, and runs no further step`, async () => {
      const { done, abort, run } = login(changes);
      const running = run();
      await turn();
      abort.abort();
      await assert.rejects(running, code('cancelled'));
      await turn();
      assert.deepEqual(done, expected);
    });
  }

  it('does nothing if it was cancelled before it began', async () => {
    const { done, abort, run } = login();
    abort.abort();
    await assert.rejects(run(), code('cancelled'));
    assert.deepEqual(done, []);
  });

  it('never opens the browser if discovery ends after the user cancelled', async () => {
    let discovered = (): void => undefined;
    const begin: LoginSteps['begin'] = async (openRedirect) => {
      await openRedirect();
      await new Promise<void>((resolve) => (discovered = resolve));
      return { endsBy: 'redirect', url: 'u', again: never, state: 's', finish: () => Promise.resolve(tokens) };
    };
    const { done, abort, run } = login({ begin });
    const running = run();
    await turn();
    abort.abort();
    await assert.rejects(running, code('cancelled'));
    discovered();
    await turn();
    assert.deepEqual(done, ['begin', 'open', 'close']);
  });

  it('opens no way back if discovery ends after the user cancelled', async () => {
    let discovered = (): void => undefined;
    const begin: LoginSteps['begin'] = async (openRedirect) => {
      await new Promise<void>((resolve) => (discovered = resolve));
      return assert.fail(await openRedirect());
    };
    const { done, abort, run } = login({ begin });
    const running = run();
    await turn();
    abort.abort();
    await assert.rejects(running, code('cancelled'));
    discovered();
    await turn();
    assert.deepEqual(done, ['begin']);
  });

  it('closes a way back that is opened only after the user cancelled', async () => {
    let opened = (): void => undefined;
    let closed = false;
    const open = () =>
      new Promise<never>((resolve) => {
        opened = () => resolve({ redirectUri: 'u', close: () => (closed = true) } as never);
      });
    const { abort, run } = login({ open });
    const running = run();
    abort.abort();
    await assert.rejects(running, code('cancelled'));
    opened();
    await turn();
    assert.ok(closed);
  });

  it('runs no further step if VS Code’s question is answered after the end', async () => {
    let answer = (_opened: boolean): void => undefined;
    const browse = () => new Promise<boolean>((resolve) => (answer = resolve));
    const { done, abort, run } = login({ browse });
    const running = run();
    await turn();
    abort.abort();
    await assert.rejects(running, code('cancelled'));
    answer(true);
    await turn();
    assert.ok(!done.includes('browsing'));
  });

  it('times out while VS Code still asks about the address', async () => {
    const { done, run } = login({ browse: never }, 1);
    await assert.rejects(run(), code('login-timeout'));
    await turn();
    assert.equal(done.at(-1), 'close');
  });

  const failing: [what: string, changes: Partial<LoginSteps>, expected: FaultCode][] = [
    ['the user declines to open the browser', { browse: () => Promise.resolve(false) }, 'cancelled'],
    ['the port is taken', { open: () => Promise.reject(new Fault('port-in-use', 'No.')) }, 'port-in-use'],
    ['discovery fails', { begin: () => Promise.reject(new Fault('unreachable', 'No.')) }, 'unreachable'],
  ];
  for (const [what, changes, expected] of failing) {
    it(`ends as ${expected} if ${what}`, async () => {
      const { done, pending, run } = login(changes);
      await assert.rejects(run(), code(expected));
      await turn();
      assert.equal(done.includes('close'), !('open' in changes || 'begin' in changes));
      assert.equal(pending.deliver(new URLSearchParams({ state: 's' })), 'unknown-state', 'it no longer waits');
    });
  }

  describe('that ends by polling', () => {
    const shown = { url: 'https://sso.example.com/device', code: 'ABCD-EFGH' };
    const polled = (finish: (signal: AbortSignal) => Promise<TokenSet>): Partial<LoginSteps> => ({
      begin: () => Promise.resolve({ endsBy: 'polling', ...shown, isInUrl: false, expiresAt: Infinity, finish }),
    });

    it('shows the code, opens nothing, and gives the token that polling got', async () => {
      const seen: unknown[] = [];
      const { done, run } = login({
        ...polled(() => Promise.resolve(tokens)),
        showCode: ({ url, code }) => void seen.push({ url, code }),
      });
      assert.equal(await run(), tokens);
      assert.deepEqual(done, ['begin', 'showCode']);
      assert.deepEqual(seen, [shown]);
    });

    it('stops polling when the user cancels', async () => {
      let isOver = (): boolean => false;
      const { abort, run } = login(polled((signal) => ((isOver = () => signal.aborted), never())));
      const running = run();
      await turn();
      assert.ok(!isOver());
      abort.abort();
      await assert.rejects(running, code('cancelled'));
      assert.ok(isOver());
    });

    it('fails as polling does', async () => {
      const { run } = login(polled(() => Promise.reject(new Fault('login-refused', 'No.'))));
      await assert.rejects(run(), code('login-refused'));
    });
  });

  it('waits on where the browser cannot be opened: the user can open the link themselves', async () => {
    const { done, run } = login({ browse: () => Promise.reject(new TypeError('no')) });
    assert.equal(await run(), tokens);
    assert.deepEqual(done.slice(0, 6), ['begin', 'open', 'wait', 'browse', 'notOpened', 'browsing']);
  });

  it('says nothing of the browser if it cannot be opened after the end', async () => {
    let fail = (_error: Error): void => undefined;
    const browse = () => new Promise<boolean>((_resolve, reject) => (fail = reject));
    const { done, abort, run } = login({ browse });
    const running = run();
    await turn();
    abort.abort();
    await assert.rejects(running, code('cancelled'));
    fail(new TypeError('no'));
    await turn();
    assert.ok(!done.includes('notOpened'));
  });
});
