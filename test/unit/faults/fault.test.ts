import assert from 'node:assert/strict';
import { config } from '@vscode/l10n';
import { cancelled, Fault, isCancelled, isFault, toFault, type FaultDetails } from '../../../src/faults/fault';
import { faults } from '../../../src/faults/table';

const token = `${'eyJhbGciOiJub25lIn0'}.eyJzdWIiOiJhIn0.c2ln`;

describe('faults: the message', () => {
  const next = faults.timeout();
  const cases: [what: string, details: FaultDetails, message: string][] = [
    ['ends with the next step of the table', {}, `It took too long. ${next}`],
    ['ends with another next step', { next: 'Try again.' }, 'It took too long. Try again.'],
    ['ends with no next step', { next: '' }, 'It took too long.'],
    ['begins with the profile', { profile: 'Prod', next: '' }, 'Prod: It took too long.'],
    ['makes the profile’s name plain', { profile: '$(x)\n[a](b)', next: '' }, '$ (x) [a] (b): It took too long.'],
    ['takes braces in a name as they are', { profile: '{what}', next: '' }, '{what}: It took too long.'],
    ['does not name what is for programs', { reference: 'personal:a', tried: ['paste'] }, `It took too long. ${next}`],
  ];
  for (const [what, details, message] of cases)
    it(what, () => assert.equal(new Fault('timeout', 'It took too long.', details).message, message));

  it('is in the language that is set when the fault is made', () => {
    config({ contents: { [next]: 'Noch einmal.', '{profile}: {what}': '{profile} – {what}' } });
    try {
      assert.equal(new Fault('timeout', 'Zu lang.', { profile: 'Prod' }).message, 'Prod – Zu lang. Noch einmal.');
    } finally {
      config({ contents: {} });
    }
  });
});

describe('faults: the fields', () => {
  it('are those that were given', () => {
    const details = { profile: 'Prod', reference: 'personal:prod', tried: ['paste'], error: 'invalid_grant' };
    const fault = new Fault('grant-refused', 'The code was refused.', { ...details, next: 'Begin again.' });
    const { name, code, what, next, profile, reference, tried, error } = fault;
    assert.deepEqual({ profile, reference, tried, error }, details);
    assert.deepEqual([name, code, what], ['TokenDeckFault', 'grant-refused', 'The code was refused.']);
    assert.equal(next, 'Begin again.');
  });

  it('keep of a cause its name and code, and nothing that it says', () => {
    const cause = Object.assign(new TypeError(token), { code: 'ERR_X', body: token, cause: { token } });
    const fault = new Fault('internal', 'It failed.', { cause });
    assert.deepEqual(fault.cause, { name: 'TypeError', code: 'ERR_X' });
    for (const odd of [token, { name: { token } }, [token], null])
      assert.doesNotMatch(JSON.stringify(new Fault('internal', 'x', { cause: odd }).cause), /eyJ/);
    assert.equal('cause' in new Fault('internal', 'It failed.'), false);
  });
});

describe('faults: telling one', () => {
  it('from other errors, also from those that look alike', () => {
    assert.ok(isFault(new Fault('timeout', 'x')));
    const alike = Object.assign(new Error('x'), { name: 'TokenDeckFault', code: 'timeout' });
    for (const other of [alike, new Error('x'), { code: 'timeout' }, 'timeout', null, undefined])
      assert.equal(isFault(other), false);
  });

  it('that says it was cancelled from those that say something else', () => {
    assert.ok(isCancelled(cancelled()));
    assert.equal(cancelled().message, 'Cancelled.');
    for (const other of [new Fault('timeout', 'x'), new DOMException('x', 'AbortError'), undefined])
      assert.equal(isCancelled(other), false);
  });
});

describe('faults: any thrown value as a fault', () => {
  const unforeseen: [what: string, thrown: unknown, message: RegExp][] = [
    ['an error', new RangeError(token), /^Something unforeseen happened \(RangeError\)\. /],
    ['a text', token, /^Something unforeseen happened \(string\)\. /],
    ['nothing', undefined, /^Something unforeseen happened \(undefined\)\. /],
    ['a hostile name', Object.assign(new Error('x'), { name: '[a](b)\n$(c)' }), /\(\[a\] \(b\) \$ \(c\)\)\. /],
  ];
  for (const [what, thrown, message] of unforeseen) {
    it(`${what} is internal, and is not quoted`, () => {
      const fault = toFault(thrown);
      assert.equal(fault.code, 'internal');
      assert.match(fault.message, message);
      assert.doesNotMatch(fault.message, /eyJ/);
      assert.match(toFault(thrown, 'Prod').message, /^Prod: Something/);
    });
  }

  const bare = () => new Fault('timeout', 'It took too long.', { tried: ['paste'], error: 'e', next: 'n', cause: 'c' });
  const named = (reference?: string) => new Fault('timeout', 'It took too long.', { profile: 'Prod', reference });

  it('gets the profile’s name, and its reference where one is given', () => {
    assert.equal(toFault(bare(), 'Prod').message, 'Prod: It took too long. n');
    const { profile, reference } = toFault(bare(), { name: 'Prod', reference: 'personal:prod' });
    assert.deepEqual([profile, reference], ['Prod', 'personal:prod']);
    const internal = toFault('x', { name: 'Prod', reference: 'personal:prod' });
    assert.deepEqual([internal.profile, internal.reference], ['Prod', 'personal:prod']);
  });

  it('keeps its other fields when it gets a name', () => {
    const { code, what, next, tried, error, cause } = toFault(bare(), 'Prod');
    assert.deepEqual([code, what, next], ['timeout', 'It took too long.', 'n']);
    assert.deepEqual([tried, error, cause], [['paste'], 'e', { name: 'string' }]);
  });

  it('with a name gets the reference of that profile', () => {
    const fault = toFault(named(), { name: 'Prod', reference: 'personal:prod' });
    assert.equal(fault.reference, 'personal:prod');
    assert.match(fault.message, /^Prod: It/);
  });

  it('is left as it is where there is nothing to add, or it happened to another profile', () => {
    const cases: [Fault, Parameters<typeof toFault>[1]][] = [
      [bare(), undefined],
      [named(), undefined],
      [named(), 'Prod'],
      [named(), 'Other'],
      [named(), { name: 'Other', reference: 'personal:other' }],
      [named('personal:prod'), { name: 'Prod' }],
      [named('personal:prod'), { name: 'Prod', reference: 'team:a:prod' }],
    ];
    for (const [fault, profile] of cases) assert.equal(toFault(fault, profile), fault);
  });
});
