import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describeUse } from '../../../src/profile/disclosed-texts';
import { parseProfile } from '../../../src/profile/parse';
import type { Settings } from '../../../src/profile/settings';
import { parseTeamFile } from '../../../src/profile/team-file';
import { undisclosable } from '../../../src/profile/undisclosable';
import { shapesRequest } from '../../../src/storage/keys';
import { settingsOf } from '../oauth/provider';
import { assertProperty } from '../../support/property';

const machine = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const x = (length: number) => 'x'.repeat(length);
const entries = (count: number, value: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]));
const list = (count: number, length: number) => Array.from({ length: count }, () => x(length));
const token = (length: number) => ({
  endpoints: { token: `https://a.example/${x(length - 'https://a.example/'.length)}` },
});

describe('profile: what the question about its use cannot show whole', () => {
  const rows: [what: string, fields: Record<string, unknown>, fieldsFound: string[]][] = [
    ['nothing of a usual profile', {}, []],
    ['nothing of a scope of 300 characters', { scope: x(300) }, []],
    ['a scope of 301', { scope: `read ${x(301)} admin` }, ['scope']],
    ['nothing of many scopes', { scope: list(14, 290).join(' ') }, []],
    ['the second of two audiences', { audience: ['a', x(301)] }, ['audience']],
    ['more resources than fit in a dialog', { resource: list(21, 290), audience: 'a' }, ['resource']],
    ['a client', { clientId: x(301) }, ['clientId']],
    ['an organization', { organization: 'a\u202eb' }, ['organization']],
    ['a user name', { username: x(301) }, ['username']],
    ['a redirect', { redirect: `loopback:80/${x(300)}` }, ['redirect']],
    ['a subject', { subject: { profile: x(300) } }, ['subject']],
    ['an actor and an assertion', { actor: { type: x(301) }, assertion: { issuer: x(301) } }, ['actor', 'assertion']],
    ['claims of an assertion', { assertion: { claims: { a: x(300) } } }, ['assertion']],
    ['a client assertion', { clientAssertion: { audience: x(300) } }, ['clientAssertion']],
    ['a requested token type', { requestedTokenType: x(301) }, ['requestedTokenType']],
    ['an issuer', { issuer: `https://a.example/${x(2048)}` }, ['issuer']],
    ['an issuer that is longer as it is sent to', { issuer: `https://a.example/${'€'.repeat(240)}` }, ['issuer']],
    ['nothing of an endpoint of 2048 characters', token(2048), []],
    ['an endpoint of 2049', token(2049), ['endpoints.token']],
    ['an origin', { origins: ['https://a.example', `https://${'sub.'.repeat(60)}${x(60)}.example`] }, ['origins']],
    ['nothing of 50 parameters', { params: { token: entries(50, 'v') } }, []],
    ['3000 parameters', { params: { token: entries(3000, 'v') } }, ['params']],
    ['the name of a parameter', { params: { token: { [x(61)]: 'v' } } }, [`params.token.${x(61)}`]],
    ['one of a parameter’s values', { params: { refresh: { a: ['b', x(301), x(302)] } } }, ['params.refresh.a']],
    ['what becomes too long as it is shown', { params: { token: { a: '$('.repeat(150) } } }, ['params.token.a']],
    ['nothing of marks on letters', { username: 'Việt नमस्ते' }, []],
    ...['\n', '\u202e', '\u200b', '\u2028', '\ufe0f', '\u3164', '\u2800', '\u00a0', '\u3000', '\u0301'.repeat(5)].map(
      (character): [string, Record<string, unknown>, string[]] => [
        JSON.stringify(character),
        { username: `a${character}b`, params: { token: { [`a${character}b`]: 'v' } } },
        ['username', `params.token.a${character}b`],
      ],
    ),
    ['nothing of a line break in JSON, which is escaped', { assertion: { claims: { a: 'a\nb' } } }, []],
  ];
  for (const [what, fields, expected] of rows)
    it(`is ${what}`, () => {
      const found = undisclosable(settingsOf({ ...machine, ...fields }));
      assert.deepEqual(
        found.map(({ path }) => path.join('.')),
        expected,
      );
    });

  it('is told by its field and the reason', () => {
    const [long] = undisclosable(settingsOf({ ...machine, scope: x(301) }));
    assert.deepEqual(long, {
      code: 'profile-invalid',
      path: ['scope'],
      message: '“scope” is too long to be shown in the question that allows a folder’s profile.',
    });
    const [hidden] = undisclosable(settingsOf({ ...machine, params: { token: { a: 'b\u202ec' } } }));
    assert.match(hidden?.message ?? '', /^“params\.token\.a” has characters that are not visible/);
  });

  it('makes a team profile unusable and leaves its neighbour, and a personal profile, as they are', () => {
    const long = { id: 'long', ...machine, scope: x(301) };
    const text = JSON.stringify({ version: 1, profiles: [long, { id: 'good', ...machine }] });
    const [first, second] = parseTeamFile(text, parseProfile).profiles;
    assert.ok(first && !first.parsed.ok && second?.parsed.ok);
    assert.deepEqual([first.id, first.parsed.id, first.parsed.problems.length], ['long', 'long', 1]);
    assert.ok(parseProfile(long).ok);
  });

  it('is nothing of a usable team profile: each value that shapes its request is in the question', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.constantFrom('read', 'a b', '](x', '$(x', '\u202e', '\n'),
      fc.integer({ min: 280, max: 320 }).map((length) => `${x(length)}END`),
    );
    const plainWord = fc.oneof(
      fc.constantFrom('read', 'a b', '](x', '$(x', 'ä'),
      fc.integer({ min: 1, max: 299 }).map(x),
    );
    const value = fc.oneof({ weight: 9, arbitrary: plainWord }, { weight: 1, arbitrary: word });
    const many = fc.array(value, { minLength: 1, maxLength: 30 });
    const address = fc
      .tuple(fc.constantFrom('https://a.example', 'https://b.example:8443'), fc.integer({ min: 0, max: 2100 }))
      .map(([origin, length]) => (length % 3 === 0 ? origin : `${origin}/t?a=${x(length)}&audience=END`));
    const parameters = fc.dictionary(value, fc.oneof(value, many), { maxKeys: 70 });
    const profile = fc.record(
      {
        id: fc.constant('p'),
        grant: fc.constantFrom('client_credentials', 'authorization_code', 'device_code'),
        issuer: fc.constant('https://sso.example.com'),
        endpoints: fc.dictionary(fc.constantFrom('token', 'authorization', 'revocation'), address),
        clientId: value,
        scope: many.map((scopes) => scopes.join(' ')),
        audience: fc.oneof(value, many),
        resource: many,
        organization: value,
        username: value,
        params: fc.dictionary(fc.constantFrom('authorization', 'token', 'refresh'), parameters),
      },
      { requiredKeys: ['id', 'grant', 'issuer', 'clientId'] },
    );
    const used = { usable: 0, refused: 0 };
    assertProperty(
      fc.property(profile, (input) => {
        const [read] = parseTeamFile(JSON.stringify({ version: 1, profiles: [input] }), parseProfile).profiles;
        if (!read?.parsed.ok) {
          used.refused++;
          return;
        }
        used.usable++;
        const { hosts, origins, facts } = describeUse(read.parsed.settings, []);
        const lines = [...hosts, ...origins, ...facts];
        assert.ok(lines.length <= 60 && lines.join('').length <= 6000, `${lines.length} lines`);
        // Only spaces may differ from how it is written.
        const shown = lines.join('\n').replaceAll(' ', '');
        for (const text of textsOf(read.parsed.settings)) assert.ok(shown.includes(text.replaceAll(' ', '')), text);
      }),
      { numRuns: 400 },
    );
    // The property says something: there are many of both.
    assert.ok(used.usable > 20 && used.refused > 20, JSON.stringify(used));
  });
});

/** Every text in the settings that shape a request, but for words that the schema lists. */
function textsOf(settings: Settings): string[] {
  const listed = new Set(['grant', 'clientAuth', 'basicEncoding', 'tokenRequestFormat', 'security']);
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).flatMap(texts);
  };
  const shaping = Object.entries(shapesRequest).flatMap(([name, does]) => (does && !listed.has(name) ? [name] : []));
  const names = Object.values(settings.params ?? {}).flatMap((leg) => Object.keys(leg));
  const scopes = settings.scope?.split(' ') ?? [];
  return [
    ...names,
    ...scopes,
    ...shaping.filter((name) => name !== 'scope').flatMap((name) => texts(settings[name as keyof Settings])),
  ];
}
