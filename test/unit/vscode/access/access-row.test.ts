import assert from 'node:assert/strict';
import type { ListedAnswer } from '../../../../src/vscode/access/answers';
import { accessRow } from '../../../../src/vscode/access/access-row';

const noon = new Date(2026, 10, 21, 12).getTime();
const day = 24 * 60 * 60_000;
const nameOf = (identity: string) => (identity === 'team:f:orders' ? 'Orders API' : undefined);

const row = (given: Partial<ListedAnswer>) =>
  accessRow({ key: 'answer.use.k', question: 'use', answer: 'allow', about: '', since: noon, ...given }, nameOf);

describe('access: a row of Manage Access', () => {
  const orders = { profile: 'team:f:orders', folder: 'shop' };
  const host = 'https://a-very-long-name-of-a-host.region.cloud.example.com';
  const rows: [what: string, given: Partial<ListedAnswer>, label: string][] = [
    [
      'a folder’s profile has its host',
      { ...orders, addresses: ['https://login.example.com'] },
      'Orders API → https://login.example.com',
    ],
    [
      'several hosts are counted',
      { ...orders, addresses: ['https://a.example', 'https://b.example'] },
      'Orders API → https://a.example and 1 more',
    ],
    [
      'an address in a name is no host',
      { ...orders, about: '“Orders ” at https://bank.example” signs in', addresses: ['https://a.example'] },
      'Orders API → https://a.example',
    ],
    [
      'a long host loses its middle',
      { ...orders, addresses: [host] },
      'Orders API → https://a-very-lon…cloud.example.com',
    ],
    ['programs go nowhere', { ...orders, question: 'automation', key: 'answer.automation.k' }, 'Orders API'],
    ['a profile of another workspace has its id', { profile: 'team:g:p%3Aq', about: 'It.' }, 'p:q'],
    ['keys have their origin', { question: 'keys', addresses: ['https://i.example'] }, 'https://i.example'],
    ['an answer without a profile has its sentence', { about: 'It may.' }, 'It may.'],
  ];
  for (const [what, given, label] of rows) it(`${what}: ${label}`, () => assert.equal(row(given).label, label));

  it('has its sentence in the second line, after the whole addresses where the first shortens them', () => {
    const about = (...hosts: string[]) => `“Orders API” of the folder “shop” signs in at ${hosts.join(', ')}`;
    const detail = (...hosts: string[]) => row({ ...orders, about: about(...hosts), addresses: hosts }).detail;
    const short = 'https://a.example';
    assert.equal(detail(short), about(short));
    assert.equal(detail(host), `${host}: ${about(host)}`);
    assert.equal(detail(short, host), `${short}, ${host}: ${about(short, host)}`);
  });

  const answers: [given: Partial<ListedAnswer>, description: string][] = [
    [{}, 'allowed on 2026-11-21'],
    [{ used: noon + 60_000 }, 'allowed on 2026-11-21'],
    [{ used: noon + 2 * day }, 'allowed on 2026-11-21, last used on 2026-11-23'],
    [{ answer: 'deny' }, 'denied on 2026-11-21'],
    [{ answer: 'deny', since: undefined }, 'never'],
    [{ since: undefined }, 'allowed'],
  ];
  for (const [given, description] of answers)
    it(`says “${description}”`, () => assert.equal(row(given).description, description));

  it('shows no icon, link or control character of a name', () => {
    const { label } = accessRow(
      { key: 'answer.use.k', question: 'use', answer: 'allow', about: '', profile: 'personal:x' },
      () => '$(check) a\u202eb',
    );
    assert.doesNotMatch(label, /\$\(check\)|\u202e/);
  });
});
