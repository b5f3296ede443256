import assert from 'node:assert/strict';
import { challengesIn } from '../../../src/http/challenges';

describe('http: the challenges of WWW-Authenticate', () => {
  const cases: [header: string, challenges: [scheme: string, params: Record<string, string>][]][] = [
    ['', []],
    ['Bearer', [['bearer', {}]]],
    ['Bearer realm="example"', [['bearer', { realm: 'example' }]]],
    [
      'Bearer realm="a, b=c", error="invalid_token", error_description="The \\"token\\" expired"',
      [['bearer', { realm: 'a, b=c', error: 'invalid_token', error_description: 'The "token" expired' }]],
    ],
    ['bearer SCOPE = "a b",error=insufficient_scope', [['bearer', { scope: 'a b', error: 'insufficient_scope' }]]],
    [
      'Basic realm="x", Bearer error="invalid_token", DPoP algs="ES256"',
      [
        ['basic', { realm: 'x' }],
        ['bearer', { error: 'invalid_token' }],
        ['dpop', { algs: 'ES256' }],
      ],
    ],
    [
      'Basic, Bearer',
      [
        ['basic', {}],
        ['bearer', {}],
      ],
    ],
    ['Bearer error="not closed', [['bearer', { error: '' }]]],
    ['"?"', []],
  ];
  for (const [header, challenges] of cases)
    it(`are read: ${header}`, () =>
      assert.deepEqual(
        challengesIn(header).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]),
        challenges,
      ));

  it('are read in no time from any header', () => {
    const start = performance.now();
    for (const header of ['a'.repeat(1e6), 'a="'.repeat(1e5), 'a=\\'.repeat(1e5), ', '.repeat(1e5), '"\\'.repeat(1e5)])
      challengesIn(`Bearer ${header}`);
    assert.ok(performance.now() - start < 200);
  });
});
