import assert from 'node:assert/strict';
import { WaitingLogins, type WaitingLogin } from '../../../../src/vscode/login/waiting';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const fields = { grant: 'authorization_code', clientId: 'c', issuer: 'https://sso.example.com' };
const one = usableProfile({ ...fields, id: 'one' }, personal);
const sameElsewhere = usableProfile({ ...fields, id: 'one' }, team('app'));

const login = (profile = one, url = 'https://sso.example.com/authorize'): WaitingLogin => ({
  profile,
  url: () => Promise.resolve(url),
  openAgain: () => Promise.resolve(),
  cancel: () => undefined,
});

describe('logins that wait for the browser', () => {
  it('are found by their profile until they end', () => {
    const waiting = new WaitingLogins();
    const end = new AbortController();
    const mine = login();
    waiting.add(mine, end.signal);
    assert.equal(waiting.of(one), mine);
    assert.equal(waiting.of(sameElsewhere), undefined);
    end.abort();
    assert.equal(waiting.of(one), undefined);
  });

  it('are the last one begun where a profile has several', () => {
    const waiting = new WaitingLogins();
    const second = new AbortController();
    const [a, b] = [login(one, 'https://a.example/'), login(one, 'https://b.example/')];
    waiting.add(a, new AbortController().signal);
    waiting.add(b, second.signal);
    assert.equal(waiting.of(one), b);
    second.abort();
    assert.equal(waiting.of(one), a);
  });

  it('tell when they begin and end', () => {
    const waiting = new WaitingLogins();
    const told: number[] = [];
    waiting.onDidChange(() => told.push(waiting.all().length));
    const end = new AbortController();
    waiting.add(login(), end.signal);
    end.abort();
    assert.deepEqual(told, [1, 0]);
  });

  it('that have ended before are not added', () => {
    const waiting = new WaitingLogins();
    waiting.add(login(), AbortSignal.abort());
    assert.deepEqual(waiting.all(), []);
  });
});
