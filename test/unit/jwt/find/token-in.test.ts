import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenIn } from '../../../../src/jwt/find/token-in';
import { digestOf, jwe, jwt, part } from '../../../support/jwts';
import { anyText, runs } from '../odd-tokens';
import { assertProperty } from '../../../support/property';

const good = jwt({ iss: 'https://a.example', exp: 1_700_000_000, sub: 'ada lovelace' });
const disclosure = part(['salt', 'name', 'Ada']);
const sdJwt = `${jwt({ _sd: [digestOf(disclosure)] })}~${disclosure}~${jwt({ nonce: 'n' })}`;

describe('tokenIn', () => {
  const around: [what: string, text: string, token?: string][] = [
    ['nothing', good],
    ['space', ` \n${good}\r\n`],
    ['a scheme', `bearer  ${good}`],
    ['another scheme', `DPoP ${good}`],
    ['a header', `Authorization: Bearer ${good}`],
    ['quotes', `"${good}"`],
    ['quotes around a header', `'authorization:Bearer ${good}'`],
    ['quotes behind a scheme', `Bearer “${good}”`],
    ['a command', `curl -H 'Authorization: Bearer ${good}' https://a.example`],
    ['an address', `https://a.example/?id_token=${good}&state=x`],
    ['a line of a log', `2026-01-01 INFO token=${good}; ok`],
    ['an answer', `{"access_token":"${good}","expires_in":60}`],
    ['a full stop', `${good}.`],
    ['a comma', `${good},`],
    ['line breaks of a terminal', good.replace(/.{64}/g, '$&\n')],
    ['indented lines of the same length', good.replace(/.{40}/g, '$&\r\n  ')],
    ['a word below it', `${good}\nnext`],
    ['another token behind it', `${good}\n${jwe()}`],
    ['an encrypted token before it', `${jwe()} ${good}`, jwe()],
    ['a text around disclosures', `token: "${sdJwt}"`, sdJwt],
  ];
  for (const [what, text, token = good] of around) {
    it(`finds a token with ${what} around it`, () => assert.equal(tokenIn(text), token));
  }

  const [header = ''] = good.split('.');
  const kept: [what: string, text: string, token: string][] = [
    ['half a token', good.slice(0, -20), good.slice(0, -20)],
    ['a header with nothing behind it', ` ${header} `, header],
    ['a token with plain base64 in it', `Bearer ${header}.ab+/.c2ln`, `${header}.ab+/.c2ln`],
    ['two full stops at the end', `${good}..`, `${good}..`],
    ['lines of different lengths', `${header}\nabc`, header],
    ['an opaque token', ' opaque ', 'opaque'],
    ['a sentence', 'There is none in it', 'There is none in it'],
    ['nothing', ' ', ''],
  ];
  for (const [what, text, token] of kept) it(`keeps ${what}`, () => assert.equal(tokenIn(text), token));

  it('never throws', () =>
    assertProperty(
      fc.property(anyText, (text) => void tokenIn(text)),
      runs,
    ));
});
