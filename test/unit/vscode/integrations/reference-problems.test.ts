import assert from 'node:assert/strict';
import { referenceTo } from '../../../../src/http/reference';
import { sentRequests } from '../../../../src/http/sent';
import { nameProblems, referenceProblems } from '../../../../src/vscode/integrations/reference-problems';
import { team, usableProfile } from '../../storage/profiles-of';

const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const profiles = [
  usableProfile({ ...fields, id: 'prod' }),
  usableProfile({ ...fields, id: 'a.b' }),
  usableProfile({ ...fields, id: 'a-b' }),
  usableProfile({ ...fields, id: 'both' }),
  usableProfile({ ...fields, id: 'both' }, team('app')),
];

describe('references that stand for no token', () => {
  const cases: [what: string, text: string, marked: [text: string, fitting: number][]][] = [
    ['are none where one profile fits', `Authorization: Bearer ${referenceTo('prod')}`, []],
    ['name no profile', `X: y\nAuthorization: ${referenceTo('gone')}`, [[referenceTo('gone'), 0]]],
    ['have the name of two ids', `Authorization: ${referenceTo('a-b')}`, [[referenceTo('a.b'), 2]]],
    ['have an id of two homes', `Authorization: ${referenceTo('both')}`, [[referenceTo('both'), 2]]],
    [
      'are marked in variables and bodies',
      `@a = ${referenceTo('gone')}\n{"x": "${referenceTo('gone')}"}`,
      [
        [referenceTo('gone'), 0],
        [referenceTo('gone'), 0],
      ],
    ],
    [
      'are not marked in comments',
      `# ${referenceTo('gone')} ${referenceTo('gone')}\r\n// ${referenceTo('gone')}\r`,
      [],
    ],
    ['are marked below a comment', `# ${referenceTo('gone')}\n${referenceTo('gone')}`, [[referenceTo('gone'), 0]]],
    ['are not other variables', '{{$processEnv HOME}} {{TOKEN_DECK_GONE}} TOKEN_DECK_GONE', []],
  ];
  for (const [what, text, marked] of cases)
    it(what, () =>
      assert.deepEqual(
        referenceProblems(text, profiles, 200).map(({ offset, length, fitting }) => [
          text.slice(offset, offset + length),
          fitting.length,
        ]),
        marked,
      ),
    );

  it('are no more than asked for, and a file of one long line takes no longer than others', () => {
    const many = `${referenceTo('gone')} `.repeat(100_000);
    assert.equal(referenceProblems(many, profiles, 200).length, 200);
    const start = performance.now();
    assert.deepEqual(referenceProblems(`#${many}`, profiles, 200), []);
    assert.ok(performance.now() - start < 1000);
  });

  for (const [name, fitting] of [
    ['prod', undefined],
    ['team:app:both', undefined],
    ['both', 2],
    ['gone', 0],
  ] as const)
    it(`are marked where a header names ${fitting ?? 'one'} of the profiles: ${name}`, () => {
      const text = `GET https://a.example\nAuthorization: token-deck ${name}\n\nAuthorization: token-deck gone\n`;
      const found = nameProblems(sentRequests(text, 'httpyac'), profiles, 10);
      const marked = found.map((each) => [text.slice(each.offset, each.offset + each.length), each.fitting.length]);
      assert.deepEqual(marked, fitting === undefined ? [] : [[name, fitting]]);
    });
});
