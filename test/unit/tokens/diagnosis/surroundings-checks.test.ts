import assert from 'node:assert/strict';
import { Fault } from '../../../../src/faults/fault';
import type { Facts, Surroundings } from '../../../../src/tokens/diagnosis/diagnosis-facts';
import { surroundingsChecks } from '../../../../src/tokens/diagnosis/surroundings-checks';
import { plainSurroundings } from './diagnosed';
import { factsOf } from './facts-of';

const found = (more: Partial<Facts>, surroundings: Partial<Surroundings> = {}) => {
  const facts = factsOf({}, { ...more, surroundings: { ...plainSurroundings, ...surroundings } });
  return surroundingsChecks.flatMap((check) => check(facts) ?? []);
};
const failure = new Fault('scope-refused', 'The scope is unknown.');

describe('what stands around a profile', () => {
  it('is nothing where there is nothing', () => assert.deepEqual(found({}), []));

  it('is what failed last, with its next step', () => {
    const [finding] = found({ failure });
    assert.match(finding?.what ?? '', /failed \(scope-refused\)\. The scope is unknown\./);
    assert.equal(finding?.next, failure.next);
  });

  it('is not what failed last, once a request was tried', () => {
    assert.deepEqual(found({ failure, trial: {} }), []);
    assert.equal(found({ failure, trial: { fault: new Fault('timeout', 'No answer.') } })[0]?.what, 'No answer.');
  });

  it('is a check of certificates that is turned off', () => {
    const [finding] = found({}, { unchecked: ['http.proxyStrictSSL'] });
    assert.equal(finding?.severity, 'warning');
    assert.match(finding.what, /turned off \(http\.proxyStrictSSL\)/);
  });

  it('is a proxy, by the name of its setting', () => {
    assert.match(found({}, { proxies: ['http.proxy'] })[0]?.what ?? '', /proxy \(http\.proxy\)/);
  });
});
