import assert from 'node:assert/strict';
import { Fault } from '../../../../src/faults/fault';
import { Ways } from '../../../../src/vscode/login/ways';

const web = { ui: 'web', remote: true, inFragment: false } as const;
const unregistered = new Fault('registration-refused', 'No.', { reason: 'redirect-unregistered' });
const unreachable = new Fault('redirect-unavailable', 'No address.');

/** The ways of a login at a provider where it can be done with a code. */
function ways(redirect = 'auto', not?: string[]): Ways {
  const all = new Ways(web, redirect, not);
  all.offersCode = true;
  return all;
}

describe('the ways of one login', () => {
  const cases: [what: string, redirect: string, thrown: unknown, isWanted: boolean, first: string][] = [
    ['goes on with a code where no browser can come back', 'auto', unreachable, false, 'device'],
    ['stays where the profile names the way', 'uri-handler', unreachable, false, 'external-uri'],
    ['goes on with a code where the way back is not registered', 'auto', unregistered, false, 'device'],
    ['stays with another fault', 'auto', new Fault('login-refused', 'No.'), false, 'external-uri'],
    ['goes on where the user wants it', 'auto', new Fault('cancelled', 'Cancelled.'), true, 'device'],
  ];
  for (const [what, redirect, thrown, isWanted, first] of cases)
    it(what, () => {
      const all = ways(redirect);
      assert.equal(all.goOn(thrown, isWanted), first !== 'external-uri');
      assert.equal(all.first, first);
    });

  it('ends with the last one', () => {
    const all = ways('auto', ['external-uri', 'device']);
    assert.equal(all.goOn(unreachable, true), false);
    assert.equal(all.first, 'paste');
  });

  it('has no code where the provider offers none', () => {
    const all = new Ways(web, 'auto');
    assert.ok(all.goOn(unreachable, false));
    assert.equal(all.first, 'paste');
  });

  it('tells a fault what was tried, while another way is left', () => {
    const all = ways('auto', ['external-uri']);
    assert.deepEqual(all.tried(), {}, 'nothing has begun');
    all.begun = 'device';
    assert.deepEqual(all.tried(), { tried: ['external-uri', 'device'] });
    all.goOn(undefined, true);
    all.begun = 'paste';
    assert.deepEqual(all.tried(), {});
  });
});
