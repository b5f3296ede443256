import assert from 'node:assert/strict';
import { jwt } from '../../../support/jwts';
import { isCancelled, isFault } from '../../../../src/faults/fault';
import {
  parametersOfPasted,
  parametersOfUri,
  PendingLogins,
  present,
  stateOf,
  type Delivery,
} from '../../../../src/vscode/login/pending';

const never = new AbortController().signal;
const answer = (text: string) => new URLSearchParams(text);

describe('the state of a redirect', () => {
  const signed = (claims: object) => jwt(claims);
  const rows: [what: string, query: Record<string, string>, state: string | undefined][] = [
    ['its own', { state: 's', code: 'c' }, 's'],
    ['that in its signed response', { response: signed({ state: 's' }) }, 's'],
    ['its own before that in its response', { state: 's', response: signed({ state: 't' }) }, 's'],
    ['none in a response that is no JWT', { response: 'x.y.z' }, undefined],
    ['none in a response without one', { response: signed({ code: 'c' }) }, undefined],
    ['none in a response with a number', { response: signed({ state: 1 }) }, undefined],
    ['none where it is empty', { state: '', response: signed({ state: 's' }) }, undefined],
    ['none where there is nothing', {}, undefined],
  ];
  for (const [what, query, state] of rows)
    it(`is ${what}`, () => assert.equal(stateOf(new URLSearchParams(query)), state));

  it('is none where there are two responses', () => {
    const one = new URLSearchParams({ response: signed({ state: 's' }) });
    one.append('response', signed({ state: 's' }));
    assert.equal(stateOf(one), undefined);
  });

  it('finds the login of a signed response, also of one that is pasted', async () => {
    const pending = new PendingLogins();
    const waiting = pending.wait('s', 60_000, never);
    const pasted = parametersOfPasted(`http://127.0.0.1/callback?response=${signed({ state: 's' })}`);
    assert.ok(pasted);
    assert.equal(pending.deliver(pasted), 'taken');
    assert.ok((await waiting).has('response'));
  });
});

describe('a waiting login', () => {
  it('gets the redirect with its state, once', async () => {
    const pending = new PendingLogins();
    const waiting = pending.wait('s', 60_000, never);
    assert.equal(pending.deliver(answer('state=s&code=c')), 'taken');
    assert.equal((await waiting).get('code'), 'c');
    assert.equal(pending.deliver(answer('state=s&code=d')), 'unknown-state');
  });

  it('gets errors too', async () => {
    const pending = new PendingLogins();
    const waiting = pending.wait('s', 60_000, never);
    assert.equal(pending.deliver(answer('state=s&error=access_denied')), 'taken');
    assert.equal((await waiting).get('error'), 'access_denied');
  });

  const refused: [query: string, delivery: Delivery][] = [
    ['', 'no-state'],
    ['code=c', 'no-state'],
    ['state=&code=c', 'no-state'],
    ['state=s&state=s&code=c', 'no-state'],
    ['state=t&state=s&code=c', 'no-state'],
    ['state=t&code=c', 'unknown-state'],
    ['state=S&code=c', 'unknown-state'],
    ['state=s%20&code=c', 'unknown-state'],
    ['state=__proto__&code=c', 'unknown-state'],
  ];
  for (const [query, delivery] of refused) {
    it(`goes on waiting after the redirect “${query}”: ${delivery}`, async () => {
      const pending = new PendingLogins();
      const waiting = pending.wait('s', 60_000, never);
      assert.equal(pending.deliver(answer(query)), delivery);
      assert.equal(pending.deliver(answer('state=s&code=right')), 'taken');
      assert.equal((await waiting).get('code'), 'right');
    });
  }

  it('gets its own redirect when two wait, in any order', async () => {
    const pending = new PendingLogins();
    const [a, b] = [pending.wait('a', 60_000, never), pending.wait('b', 60_000, never)];
    pending.deliver(answer('state=b&code=2'));
    pending.deliver(answer('state=a&code=1'));
    assert.deepEqual([(await a).get('code'), (await b).get('code')], ['1', '2']);
  });

  it('ends as login-timeout if no redirect arrives', async () => {
    const pending = new PendingLogins();
    await assert.rejects(pending.wait('s', 1, never), (thrown) => isFault(thrown) && thrown.code === 'login-timeout');
    assert.equal(pending.deliver(answer('state=s&code=c')), 'unknown-state');
  });

  it('ends when it is cancelled, even before it began', async () => {
    const pending = new PendingLogins();
    const abort = new AbortController();
    const waiting = pending.wait('s', 60_000, abort.signal);
    abort.abort();
    await assert.rejects(waiting, isCancelled);
    assert.equal(pending.deliver(answer('state=s&code=c')), 'unknown-state');
    await assert.rejects(pending.wait('t', 60_000, AbortSignal.abort()), isCancelled);
    assert.equal(pending.deliver(answer('state=t&code=c')), 'unknown-state');
  });

  it('does not end a newer one under the same state when it ends', async () => {
    const pending = new PendingLogins();
    const abort = new AbortController();
    const first = pending.wait('s', 60_000, abort.signal);
    const second = pending.wait('s', 60_000, never);
    abort.abort();
    await assert.rejects(first, isCancelled);
    assert.equal(pending.deliver(answer('state=s&code=c')), 'taken');
    assert.equal((await second).get('code'), 'c');
  });
});

describe('the log line about a redirect', () => {
  const cases: [query: string, words: string][] = [
    ['', 'none'],
    ['code=SECRET&state=SECRET', 'code, state'],
    ['iss=SECRET&error=SECRET&error_description=SECRET', 'iss, error, error_description'],
    ['SECRET=SECRET', 'none'],
  ];
  for (const [query, words] of cases) it(`“${query}”: ${words}`, () => assert.equal(present(answer(query)), words));
});

describe('the parameters of a URI that VS Code passes on', () => {
  // VS Code has already decoded the query.
  const cases: [what: string, query: string, parameters: Record<string, string>][] = [
    ['none', '', {}],
    ['code and state', 'code=c&state=s', { code: 'c', state: 's' }],
    ['a plus sign', 'code=a+b/c==&state=s', { code: 'a+b/c==', state: 's' }],
    ['a percent sign', 'code=a%2Bb%&state=s', { code: 'a%2Bb%', state: 's' }],
    ['an ampersand in a value', 'code=a&b&state=s', { code: 'a&b', state: 's' }],
    ['an ampersand at the end of a value', 'code=a&&state=s', { code: 'a&', state: 's' }],
    ['an equals sign in a value', 'code=a=b&state=s', { code: 'a=b', state: 's' }],
    ['an address in a value', 'iss=https://a.example/x?y&code=c', { iss: 'https://a.example/x?y', code: 'c' }],
    [
      'words in a value',
      'error=e&error_description=not now, later',
      { error: 'e', error_description: 'not now, later' },
    ],
    ['an empty value', 'code=&state=s', { code: '', state: 's' }],
    ['what VS Code adds', 'windowId=2&code=c&state=s', { windowId: '2', code: 'c', state: 's' }],
    ['a hash in a value', 'code=a#b&state=s', { code: 'a#b', state: 's' }],
    ['no name', '=x', {}],
    ['no value', 'code', {}],
    ['names that objects have', '__proto__=x&state=s', { ['__proto__']: 'x', state: 's' }],
  ];
  for (const [what, query, parameters] of cases) {
    it(what, () => assert.deepEqual([...parametersOfUri(query)], Object.entries(parameters)));
  }
  it('keep a repeated state, so that it is refused', () => {
    assert.deepEqual(parametersOfUri('state=a&code=c&state=b').getAll('state'), ['a', 'b']);
  });
});

describe('the parameters of a pasted text', () => {
  const both = { code: 'a+b', state: 's' };
  const cases: [what: string, text: string, parameters: Record<string, string> | undefined][] = [
    ['an address', 'http://127.0.0.1/callback?code=a%2Bb&state=s', both],
    ['an address with white space around it', ' \n http://127.0.0.1/callback?code=a%2Bb&state=s\r\n', both],
    ['an address of VS Code', 'vscode://token-deck.token-deck/callback?code=a%2Bb&state=s', both],
    ['an address without its scheme', '127.0.0.1/callback?code=a%2Bb&state=s', both],
    ['an address without its scheme, with a port', '127.0.0.1:8080/callback?code=a%2Bb&state=s', both],
    ['localhost without its scheme', 'localhost:8080/callback?code=a%2Bb&state=s', both],
    ['a query with its mark', '?code=a%2Bb&state=s', both],
    ['only a query', 'code=a%2Bb&state=s', both],
    ['a fragment', 'https://a.example/cb#code=a%2Bb&state=s', both],
    ['a fragment after another query', 'https://a.example/cb?x=1#code=a%2Bb&state=s', both],
    ['a token in a fragment', 'http://127.0.0.1/#access_token=t&state=s', { access_token: 't', state: 's' }],
    ['only a fragment with a token', 'access_token=t&state=s', { access_token: 't', state: 's' }],
    ['a token in a query, where none may be', 'http://127.0.0.1/?access_token=t&id_token=i&state=s', undefined],
    ['a query before a fragment', 'https://a.example/cb?code=a%2Bb&state=s#_=_', both],
    ['an error', 'http://127.0.0.1/callback?error=access_denied&state=s', { error: 'access_denied', state: 's' }],
    ['nothing', '', undefined],
    ['white space', '  ', undefined],
    ['words', 'I do not know', undefined],
    ['the address of the login page', 'https://a.example/authorize?client_id=c&state=s', undefined],
    ['an address that only has code in its path', 'https://a.example/code=1', undefined],
    ['broken encoding', 'http://127.0.0.1/?code=%E0%A4%A&state=s', { code: '\ufffd%A', state: 's' }],
  ];
  for (const [what, text, parameters] of cases) {
    it(what, () => {
      const found = parametersOfPasted(text);
      assert.deepEqual(found && Object.fromEntries(found), parameters);
    });
  }
});
