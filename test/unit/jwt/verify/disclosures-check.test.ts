import assert from 'node:assert/strict';
import { disclosureProblems } from '../../../../src/jwt/verify/disclosures-check';
import { digestOf, jwt, part } from '../../../support/jwts';

describe('disclosureProblems', () => {
  const one = part(['salt', 'a', 1]);
  const item = part(['salt', 'x']);
  const outer = part(['salt', 'outer', { _sd: [digestOf(one)] }]);
  const sdJwt = (claims: unknown, ...disclosures: string[]) => `${[jwt(claims), ...disclosures].join('~')}~`;

  const right: [what: string, token: string][] = [
    ['no disclosures', sdJwt({ _sd: ['decoy', 'other'] })],
    ['a disclosed claim', sdJwt({ _sd: [digestOf(one)] }, one)],
    ['a disclosed element', sdJwt({ b: [{ '...': digestOf(item) }] }, item)],
    ['a disclosure within another', sdJwt({ _sd: [digestOf(outer)] }, outer, one)],
    ['a key binding', `${sdJwt({ _sd: [digestOf(one)] }, one)}${jwt({ nonce: 'n' })}`],
  ];
  for (const [what, token] of right)
    it(`finds none with ${what}`, async () => assert.deepEqual(await disclosureProblems(token), []));

  const wrong: [what: string, token: string, reasons: RegExp[]][] = [
    ['a disclosure that nothing refers to', sdJwt({}, one), [/^Nothing refers to its disclosure 1 \(“a”\): .*9901/]],
    ['an element that nothing refers to', sdJwt({ _sd: [digestOf(one)] }, one, item), [/refers to its disclosure 2:/]],
    ['a disclosure whose outer one is missing', sdJwt({ _sd: [digestOf(outer)] }, one), [/Nothing refers/]],
    ['a disclosure that is there twice', sdJwt({ _sd: [digestOf(one)] }, one, one), [/disclosure 2 .*appears twice/]],
    [
      'a digest that is there twice',
      sdJwt({ _sd: [digestOf(one), digestOf(one)] }, one),
      [/disclosure 1 .*twice/, /^A digest is in more than one place/],
    ],
    [
      'a digest without a disclosure that is there twice',
      sdJwt({ _sd: ['d'], b: { _sd: ['d'] } }),
      [/^A digest is in/],
    ],
    [
      'a digest among claims and in a list',
      sdJwt({ _sd: ['d'], b: [{ '...': 'd' }] }),
      [/^A digest is in more than one place/],
    ],
    ['a name clash', sdJwt({ a: 0, _sd: [digestOf(one)] }, one), [/disclosure 1 \(“a”\) has a name that is taken/]],
    ['a malformed disclosure', sdJwt({ _sd: [digestOf('YQ')] }, 'YQ'), [/disclosure 1 is malformed/]],
    ['an element in the place of a claim', sdJwt({ _sd: [digestOf(item)] }, item), [/of the wrong kind/]],
    ['an unknown algorithm', sdJwt({ _sd_alg: 'md5', _sd: ['x'] }, one), [/cannot be checked.*_sd_alg/]],
    ['too many disclosures', sdJwt({}, ...Array.from({ length: 1001 }, () => one)), [/more than 1000 disclosures/]],
    [
      'seven wrong disclosures, of which it names five',
      sdJwt({}, ...Array.from({ length: 7 }, (_, index) => part(['salt', `claim ${index}`, 1]))),
      [/“claim 0”/, /“claim 1”/, /“claim 2”/, /“claim 3”/, /“claim 4”/, /^2 more of its disclosures/],
    ],
  ];
  for (const [what, token, reasons] of wrong) {
    it(`names ${what}`, async () => {
      const problems = await disclosureProblems(token);
      assert.equal(problems.length, reasons.length, problems.join('\n'));
      for (const [index, reason] of reasons.entries()) assert.match(problems[index] ?? '', reason);
    });
  }
  it('shows a name on one line', async () => {
    const [problem = ''] = await disclosureProblems(sdJwt({}, part(['salt', 'a\n\u202eb', 1])));
    assert.doesNotMatch(problem, /[\n\u202e]/);
  });
});
