import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { duplicateName } from '../../../../src/jwt/read/json-object';
import { verifyJwt } from '../../../../src/jwt/verify/verify';
import { check, found, hmac, jwt, now, part, raw } from '../tokens';

const secret = 'a secret that is thirty-two bytes';
const good = hmac(secret);
const [head, body, tail] = good.split('.') as [string, string, string];
const header = { alg: 'HS256' };
const disclosure = raw('["salt","name","value"]');

describe('verifying a JWT: its format', () => {
  const rows: [what: string, token: string, ok: boolean, reason: RegExp][] = [
    ['a JWT', good, true, /A JWT in compact form: alg “HS256”/],
    ['white space around it', ` \n${good}\t\n`, true, /compact/],
    ['“Bearer” before it', `Bearer ${good}`, true, /compact/],
    ['“bearer” before it', `bearer  ${good}`, true, /compact/],
    ['nothing', '', false, /no token/],
    ['white space', ' \n', false, /no token/],
    ['one part', 'abc', false, /one part; a JWT has three/],
    ['two parts', `${head}.${body}`, false, /two parts/],
    ['four parts', `${good}.`, false, /four parts/],
    ['a hundred thousand parts', '.'.repeat(100_000), false, /more than five parts/],
    ['five parts that are no JWE', `${good}.a.b`, false, /five parts/],
    ['JSON', JSON.stringify({ protected: head, payload: body, signature: tail }), false, /JSON/],
    ['a space in its header', `${head} .${body}.${tail}`, false, /header \(first part\) has white space/],
    ['a line break in its payload', `${head}.${body}\n.${tail}`, false, /payload \(second part\) has white space/],
    ['padding', `${head}=.${body}.${tail}`, false, /header \(first part\) is padded/],
    ['base64', `${head}.${body}.a+/a`, false, /signature \(third part\) is base64 rather than base64url/],
    ['another character', `${head}.${body}.ab*d`, false, /character 3/],
    ['an impossible length', `${head}.${body}.abcde`, false, /signature \(third part\) is cut short/],
    ['bits left over', `${head}.${body}.AB`, false, /bits left over/],
    ['two parts that are wrong', `${head}=.${body}.a+`, false, /first part.*third part/],
    ['an empty header', `.${body}.${tail}`, false, /header \(first part\) is empty/],
    ['a header that is no UTF-8', `${raw(Buffer.from([0x7b, 0xff, 0x7d]))}.${body}.${tail}`, false, /no valid UTF-8/],
    ['a header with a byte order mark', `${raw('\uFEFF{"alg":"HS256"}')}.${body}.${tail}`, false, /no JSON/],
    ['a header that is no JSON', `${raw('{"alg"')}.${body}.${tail}`, false, /header \(first part\) is no JSON/],
    ['a header that is a list', jwt([header], {}), false, /header \(first part\) is JSON, but no object/],
    ['a header that is null', jwt(null, {}), false, /no object/],
    ['a header without alg', jwt({ typ: 'JWT' }, {}), false, /no “alg”/],
    ['an alg that is a number', jwt({ alg: 1 }, {}), false, /“alg” is no text/],
    ['an alg that is empty', jwt({ alg: '' }, {}), false, /“alg” is no text/],
    ['an alg that is inherited', jwt(JSON.parse('{"__proto__":{"alg":"HS256"}}'), {}), false, /no “alg”/],
    ['a name twice in the header', `${raw('{"alg":"HS256","alg":"none"}')}.${body}.${tail}`, false, /“alg” twice/],
    ['one of them escaped', `${raw('{"alg":"HS256","\\u0061lg":"none"}')}.${body}.${tail}`, false, /“alg” twice/],
    ['a name twice in the payload', `${head}.${raw('{"sub":"a","sub":"b"}')}.${tail}`, false, /payload.*“sub” twice/],
    ['a payload that is no JSON', `${head}.${raw('Payload')}.${tail}`, false, /a JWS, but no JWT: its payload/],
    ['a payload that is a list', jwt(header, []), false, /a JWS, but no JWT/],
    ['an empty payload', `${head}..${tail}`, false, /a JWS, but no JWT.*empty/],
    ['an empty signature', `${head}.${body}.`, true, /compact/],
    ['an encrypted one', `${part({ alg: 'dir', enc: 'A128GCM' })}..aXY.Y2lwaGVy.dGFn`, false, /encrypted: decrypt it/],
    ['an SD-JWT', `${good}~${disclosure}~`, true, /SD-JWT/],
    ['an SD-JWT without disclosures', `${good}~`, true, /SD-JWT/],
    ['an SD-JWT bound to a key', `${good}~${disclosure}~${good}`, true, /SD-JWT/],
    ['an SD-JWT whose disclosures are none', `${good}~a+b~`, false, /no disclosures/],
    ['very deep claims', `${head}.${raw(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)}.${tail}`, true, /compact/],
    ['markup in its typ', jwt({ alg: 'HS256', typ: '[x](command:y)\n' }, {}), true, /“\[x\] \(command:y\)”/],
  ];
  for (const [what, token, ok, reason] of rows) {
    it(`${what}: ${ok}`, async () => found(await check('format', token), ok, reason));
  }

  it('a payload that is no claims set is checked for its signature all the same', async () => {
    const input = `${head}.${raw('Payload')}`;
    const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    const { valid, checks } = await verifyJwt(token, { key: secret }, { scope: 'a', issuer: 'b' }, now);
    assert.equal(valid, false);
    assert.deepEqual(
      checks.map(({ ok }) => ok),
      [false, true, false, false],
    );
  });

  it('a token that cannot be read has a signature that is wrong only where a key was given', async () => {
    found(await check('signature', `${good}x.`), null);
    found(await check('signature', `${good}x.`, { key: secret }), false, /could not be read/);
  });

  it('an encrypted one has no signature to check, whatever the key', async () => {
    const token = `${part({ alg: 'dir', enc: 'A128GCM' })}..aXY.Y2lwaGVy.dGFn`;
    found(await check('signature', token, { key: secret }), null, /decrypt/);
  });

  it('never throws, however a token is cut or changed', async () => {
    for (let at = 0; at <= good.length; at++) {
      for (const token of [good.slice(0, at), `${good.slice(0, at)}\0${good.slice(at)}`, good.slice(at)]) {
        const { valid } = await verifyJwt(token, { key: secret }, { scope: 'a' }, now);
        assert.equal(valid, false);
      }
    }
  });

  it('every other spelling of a signature’s last character is refused', async () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    const results = await Promise.all(
      letters.map((letter) => verifyJwt(good.slice(0, -1) + letter, { key: secret }, {}, now)),
    );
    assert.deepEqual(
      letters.filter((_, index) => results[index]?.valid),
      [good.at(-1)],
    );
  });
});

describe('names that stand twice in JSON', () => {
  const rows: [string, string | undefined][] = [
    ['{}', undefined],
    ['{"a":1,"b":1}', undefined],
    ['{"a":1,"a":1}', 'a'],
    ['{ "a" : 1 , "a"\n: 1 }', 'a'],
    ['{"a":"a","b":"a"}', undefined],
    ['{"a":{"b":1},"b":2}', undefined],
    ['{"a":{"b":1,"b":2}}', undefined],
    ['{"a":["b","b"],"b":"\\"a\\":"}', undefined],
    ['{"a\\\\":1,"a\\\\":2}', 'a\\'],
    ['{"a\\"":1,"b":"}","a\\"":2}', 'a"'],
    ['{"\\u0061":1,"a":2}', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ];
  for (const [json, expected] of rows) it(json, () => assert.equal(duplicateName(json), expected));
});
