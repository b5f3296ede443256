import assert from 'node:assert/strict';
import * as v from 'valibot';
import { knownFields, profileSchema } from '../../../src/profile/schema';
import { schemaProblems } from '../../../src/profile/schema-problems';

const valid = { id: 'prod', grant: 'static' };

/** What is told of an input, as `path: message`. */
function told(input: unknown): string[] {
  const { issues = [] } = v.safeParse(profileSchema, input);
  return schemaProblems(input, issues).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('profile: what the schema finds', () => {
  const rows: [what: string, input: unknown, told: string[]][] = [
    ['nothing', valid, []],
    ['a text', 'x', [': The profile must be an object.']],
    ['nothing at all', undefined, [': The profile must be an object.']],
    ['an unknown field', { ...valid, a: 1 }, ['a: “a” is an unknown field.']],
    [
      'every unknown field',
      { ...valid, a: 1, endpoints: { b: 1, c: 1 } },
      [
        'a: “a” is an unknown field.',
        'endpoints.b: “endpoints.b” is an unknown field.',
        'endpoints.c: “endpoints.c” is an unknown field.',
      ],
    ],
    ['a missing field', { grant: 'static' }, ['id: “id” is missing.']],
    ['an odd id', { ...valid, id: 'A' }, ['id: “id” must match [a-z0-9][a-z0-9._-]{0,63}.']],
    ['an empty text', { ...valid, name: '' }, ['name: “name” is empty.']],
    ['a long text', { ...valid, name: 'x'.repeat(201) }, ['name: “name” must have at most 200 characters.']],
    ['a number for a text', { ...valid, name: 7 }, ['name: “name” must be a string.']],
    [
      'a number for a text or a list',
      { ...valid, audience: 7 },
      ['audience: “audience” must be a string or a list of strings.'],
    ],
    ['a number for an object', { ...valid, actor: 7 }, ['actor: “actor” must be an object.']],
    ['a text for a list', { ...valid, origins: 'x' }, ['origins: “origins” must be a list.']],
    ['a long list', { ...valid, origins: Array(101).fill('x') }, ['origins: “origins” must have at most 100 entries.']],
    ['an empty list', { ...valid, resource: [] }, ['resource: “resource” is empty.']],
    [
      'a text for a switch',
      { ...valid, security: { par: 'x' } },
      ['security.par: “security.par” must be true or false.'],
    ],
    ['a text for a number', { ...valid, refreshAhead: 'x' }, ['refreshAhead: “refreshAhead” must be a number.']],
    ['an odd choice', { ...valid, use: 'both' }, ['use: “use” must be one of access_token, id_token.']],
    [
      'a number that is too small',
      { ...valid, refreshAhead: -1 },
      ['refreshAhead: “refreshAhead” must be at least 0.'],
    ],
    [
      'a number that is too large',
      { ...valid, refreshAhead: 86_401 },
      ['refreshAhead: “refreshAhead” must be at most 86400.'],
    ],
    [
      'an odd redirect',
      { ...valid, redirect: 'x' },
      ['redirect: “redirect” must be auto, uri-handler, loopback, loopback:PORT/path or paste.'],
    ],
    ['an odd header', { ...valid, headerName: 'a b' }, ['headerName: “headerName” must be a header’s name.']],
    ['an odd prefix', { ...valid, headerPrefix: 'a b' }, ['headerPrefix: “headerPrefix” must be one word.']],
    [
      'a prefix with a variable',
      { ...valid, headerPrefix: '{{$processEnv' },
      ['headerPrefix: “headerPrefix” must have no braces: an .http file would read {{…}} as a variable.'],
    ],
    [
      'a value that is not JSON',
      { ...valid, assertion: { claims: { a: 1n } } },
      ['assertion.claims: “assertion.claims” must be JSON without deep nesting.'],
    ],
    ['a list for an object', { ...valid, security: [] }, ['security: “security” must be an object.']],
    ['a list for a leg', { ...valid, params: { token: [] } }, ['params.token: “params.token” must be an object.']],
  ];
  for (const [what, input, expected] of rows)
    it(`in ${what} is told as ${expected.join(' ') || 'nothing'}`, () => assert.deepEqual(told(input), expected));

  for (const [object, fields] of Object.entries(knownFields))
    for (const field of fields)
      it(`in an odd value of ${[object, field].filter(Boolean).join('.')} is told without words of the schema library`, () => {
        for (const odd of [7, -1, true, null, '', [], [7], {}, { a: 7 }, { a: { b: 7 } }]) {
          const shown = told({ ...valid, ...(object === '' ? { [field]: odd } : { [object]: { [field]: odd } }) });
          for (const each of shown) assert.doesNotMatch(each, /another value|Array|Object|[|<>!=]/, each);
        }
      });
});
