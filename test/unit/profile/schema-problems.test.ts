import assert from 'node:assert/strict';
import * as v from 'valibot';
import { profileSchema } from '../../../src/profile/schema';
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
    ['a long text', { ...valid, name: 'x'.repeat(201) }, ['name: “name” must be <=200.']],
    ['a number for a text', { ...valid, name: 7 }, ['name: “name” must be string.']],
    ['an odd choice', { ...valid, use: 'both' }, ['use: “use” must be one of ("access_token" | "id_token").']],
    ['a number that is too small', { ...valid, refreshAhead: -1 }, ['refreshAhead: “refreshAhead” must be >=0.']],
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
      'what is no JSON',
      { ...valid, assertion: { a: 1n } },
      ['assertion: “assertion” must be JSON, not nested deeply.'],
    ],
    ['a list for an object', { ...valid, security: [] }, ['security: “security” must be an object.']],
    ['a list for a leg', { ...valid, params: { token: [] } }, ['params.token: “params.token” must be an object.']],
  ];
  for (const [what, input, expected] of rows) it(`in ${what}`, () => assert.deepEqual(told(input), expected));
});
