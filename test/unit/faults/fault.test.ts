import assert from 'node:assert/strict';
import { config } from '@vscode/l10n';
import { cancelled, Fault, isCancelled, isFault, toFault, type FaultDetails } from '../../../src/faults/fault';
import { faults } from '../../../src/faults/table';

const token = `${'eyJhbGciOiJub25lIn0'}.eyJzdWIiOiJhIn0.c2ln`;

describe('faults: the message', () => {
  const next = faults.timeout();
  const cases: [what: string, details: FaultDetails, message: string][] = [
    ['the message ends with the next step of the table', {}, `It took too long. ${next}`],
    ['the message ends with another next step', { next: 'Try again.' }, 'It took too long. Try again.'],
    ['the message has no next step', { next: '' }, 'It took too long.'],
    ['the message begins with the profile', { profile: 'Prod', next: '' }, 'Prod: It took too long.'],
    ['the profile’s name is made plain', { profile: '$(x)\n[a](b)', next: '' }, '$ (x) [a] (b): It took too long.'],
    ['braces in a name stay', { profile: '{what}', next: '' }, '{what}: It took too long.'],
    [
      'fields for programs are not in the message',
      { reference: 'personal:a', tried: ['paste'] },
      `It took too long. ${next}`,
    ],
  ];
  for (const [what, details, message] of cases)
    it(what, () => assert.equal(new Fault('timeout', 'It took too long.', details).message, message));

  it('the message is in the language that is set when the fault is made', () => {
    config({ contents: { [next]: 'Noch einmal.', '{profile}: {what}': '{profile} – {what}' } });
    try {
      assert.equal(new Fault('timeout', 'Zu lang.', { profile: 'Prod' }).message, 'Prod – Zu lang. Noch einmal.');
    } finally {
      config({ contents: {} });
    }
  });
});

describe('faults: the fields', () => {
  it('the fields are those that were given', () => {
    const details = { profile: 'Prod', reference: 'personal:prod', tried: ['paste'], error: 'invalid_grant' };
    const fault = new Fault('grant-refused', 'The code was refused.', { ...details, next: 'Begin again.' });
    const { name, code, what, next, profile, reference, tried, error } = fault;
    assert.deepEqual({ profile, reference, tried, error }, details);
    assert.deepEqual([name, code, what], ['TokenDeckFault', 'grant-refused', 'The code was refused.']);
    assert.equal(next, 'Begin again.');
  });

  it('a cause is kept as its name and code, without its message', () => {
    const cause = Object.assign(new TypeError(token), { code: 'ERR_X', body: token, cause: { token } });
    const fault = new Fault('internal', 'It failed.', { cause });
    assert.deepEqual(fault.cause, { name: 'TypeError', code: 'ERR_X' });
    for (const odd of [token, { name: { token } }, [token], null])
      assert.doesNotMatch(JSON.stringify(new Fault('internal', 'x', { cause: odd }).cause), /eyJ/);
    assert.equal('cause' in new Fault('internal', 'It failed.'), false);
  });
});

describe('faults: guards', () => {
  it('a fault differs from other errors, even from those that look alike', () => {
    assert.ok(isFault(new Fault('timeout', 'x')));
    const alike = Object.assign(new Error('x'), { name: 'TokenDeckFault', code: 'timeout' });
    for (const other of [alike, new Error('x'), { code: 'timeout' }, 'timeout', null, undefined])
      assert.equal(isFault(other), false);
  });

  it('the fault of a cancelled request differs from other faults', () => {
    assert.ok(isCancelled(cancelled()));
    assert.equal(cancelled().message, 'Cancelled.');
    for (const other of [new Fault('timeout', 'x'), new DOMException('x', 'AbortError'), undefined])
      assert.equal(isCancelled(other), false);
  });
});

describe('faults: any thrown value', () => {
  const unforeseen: [what: string, thrown: unknown, message: RegExp][] = [
    ['an error', new RangeError(token), /^An unexpected error occurred \(RangeError\)\. /],
    ['a text', token, /^An unexpected error occurred \(string\)\. /],
    ['undefined', undefined, /^An unexpected error occurred \(undefined\)\. /],
    ['a hostile name', Object.assign(new Error('x'), { name: '[a](b)\n$(c)' }), /\(\[a\] \(b\) \$ \(c\)\)\. /],
  ];
  for (const [what, thrown, message] of unforeseen) {
    it(`${what} becomes an internal fault and is not quoted`, () => {
      const fault = toFault(thrown);
      assert.equal(fault.code, 'internal');
      assert.match(fault.message, message);
      assert.doesNotMatch(fault.message, /eyJ/);
      assert.match(toFault(thrown, 'Prod').message, /^Prod: An unexpected error/);
    });
  }

  const details = { tried: ['paste'], error: 'e', retryAfter: 5, next: 'n', cause: 'c' };
  const bare = () => new Fault('timeout', 'It took too long.', details);
  const named = (reference?: string) => new Fault('timeout', 'It took too long.', { profile: 'Prod', reference });

  it('a fault gets the profile’s name, and its reference if one is given', () => {
    assert.equal(toFault(bare(), 'Prod').message, 'Prod: It took too long. n');
    const { profile, reference } = toFault(bare(), { name: 'Prod', reference: 'personal:prod' });
    assert.deepEqual([profile, reference], ['Prod', 'personal:prod']);
    const internal = toFault('x', { name: 'Prod', reference: 'personal:prod' });
    assert.deepEqual([internal.profile, internal.reference], ['Prod', 'personal:prod']);
  });

  it('a fault keeps its other fields when it gets a name', () => {
    const { code, what, next, tried, error, retryAfter, cause } = toFault(bare(), 'Prod');
    assert.deepEqual([code, what, next, retryAfter], ['timeout', 'It took too long.', 'n', 5]);
    assert.deepEqual([tried, error, cause], [['paste'], 'e', { name: 'string' }]);
  });

  it('a fault with other details keeps the rest, and is left as it was', () => {
    const fault = named('personal:prod');
    const changed = fault.with({ tried: ['loopback'] });
    assert.deepEqual(changed.tried, ['loopback']);
    assert.equal(fault.tried, undefined);
    const { code, message, profile, reference } = fault;
    assert.deepEqual(
      { ...{ code, message, profile, reference } },
      {
        ...{ code: changed.code, message: changed.message, profile: changed.profile, reference: changed.reference },
      },
    );
    assert.deepEqual(bare().with({ profile: 'Prod' }).cause, { name: 'string' });
  });

  it('a fault with a name gets the reference of that profile', () => {
    const fault = toFault(named(), { name: 'Prod', reference: 'personal:prod' });
    assert.equal(fault.reference, 'personal:prod');
    assert.match(fault.message, /^Prod: It/);
  });

  it('a fault stays as it is if nothing is to be added, or if it names another profile', () => {
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
