import assert from 'node:assert/strict';
import { referenceTo } from '../../../../src/http/reference';
import { sentRequests } from '../../../../src/http/sent';
import { offersFor } from '../../../../src/vscode/integrations/request-offers';
import { team, usableProfile } from '../../storage/profiles-of';

const fields = { grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const profiles = [
  usableProfile({ ...fields, id: 'prod' }),
  usableProfile({ ...fields, id: 'test' }),
  usableProfile({ ...fields, id: 'both' }),
  usableProfile({ ...fields, id: 'both' }, team('app')),
];
const get = (name: string, ...headers: string[]) => [`GET https://a.example/${name}`, ...headers, '', ''].join('\n');
const use = (id: string) => `Authorization: Bearer ${referenceTo(id)}`;

describe('what is offered above requests', () => {
  const cases: [what: string, requests: string[], offers: string[]][] = [
    ['a reference to a profile that is picked', [get('a')], ['authorize']],
    ['the same for all, above the first', [get('a'), get('b')], ['authorize authorize-all', 'authorize']],
    ['to send where there is a reference', [get('a', use('prod'))], ['send:prod']],
    ['the profile that the file uses', [get('a', use('prod')), get('b')], ['send:prod', 'authorize:prod']],
    [
      'to pick where the file uses two',
      [get('a', use('prod')), get('b', use('test')), get('c')],
      ['send:prod', 'send:test', 'authorize'],
    ],
    [
      'to pick where a click replaces a header',
      [get('a', use('prod')), get('b', 'Authorization: Basic x')],
      ['send:prod', 'authorize'],
    ],
    ['to send with two profiles', [get('a', use('prod'), `X-Key: ${referenceTo('test')}`)], ['send:prod,test']],
    ['nothing by name where two profiles fit', [get('a', use('both'))], ['authorize']],
    [
      'nothing by name where one of two references fits none',
      [get('a', use('prod'), `X: ${referenceTo('gone')}`)],
      ['authorize'],
    ],
    [
      'to send where a variable has the reference',
      [`@auth = Bearer ${referenceTo('prod')}\n`, get('a', 'Authorization: {{auth}}')],
      ['send:prod'],
    ],
    ['nothing above words', ['Some words about this file.\n', get('a')], ['authorize']],
  ];
  for (const [what, requests, expected] of cases)
    it(`is ${what}`, () => {
      for (const dialect of ['rest-client', 'httpyac'] as const) {
        const text = requests.join('###\n');
        const found = offersFor(sentRequests(text, dialect), profiles, { dialect }).map(({ offers }) =>
          offers
            .map((offer) => {
              if (offer.kind === 'send') return `send:${offer.profiles.map(({ id }) => id).join(',')}`;
              return offer.kind === 'authorize' && offer.profile ? `authorize:${offer.profile.id}` : offer.kind;
            })
            .join(' '),
        );
        assert.deepEqual(found, expected, dialect);
      }
    });

  for (const [named, kinds] of [
    ['prod', ['send']],
    ['personal:prod', ['send']],
    ['both', ['authorize']],
    ['gone', ['authorize']],
  ] as const)
    it(`is to send, with httpYac alone, where the header names one profile: ${named}`, () => {
      const text = get('a', `Authorization: token-deck ${named}`);
      const kindsIn = (dialect: 'httpyac' | 'rest-client') =>
        offersFor(sentRequests(text, dialect), profiles, { dialect }).flatMap(({ offers }) =>
          offers.map(({ kind }) => kind),
        );
      assert.deepEqual(kindsIn('httpyac'), kinds);
      assert.deepEqual(kindsIn('rest-client'), ['authorize']);
    });

  it('is the same above requests that only httpYac tells apart', () => {
    const text = `${get('a', use('prod'))}${get('b')}`;
    const found = offersFor(sentRequests(text, 'httpyac'), profiles, { dialect: 'httpyac' });
    assert.deepEqual(
      found.map(({ offers }) => offers.map(({ kind }) => kind)),
      [['send'], ['authorize']],
    );
  });
});
