import assert from 'node:assert/strict';
import { decryptJwe } from '../../../../src/jwt/verify/decrypt';
import { verifyJwt } from '../../../../src/jwt/verify/verify';
import examples from './rfc-examples.json';

/** An example of an RFC, letter by letter, in rfc-examples.json: a token in its parts. */
interface Example {
  of: string;
  key?: unknown;
  parts?: string[];
  payload?: string;
  json?: unknown;
}
const all = examples as Example[];
const withParts = (count: number) => all.filter(({ parts }) => parts?.length === count);
const token = ({ parts = [] }: Example) => parts.join('.');
const example = (of: string) => all.find((one) => one.of === of) ?? assert.fail(of);

/** A time before the JWTs among them expired. */
const then = 1_300_819_000_000;

/** Examples that are refused, and why: jose leaves out RSA1_5, as RFC 8725 section 3.2 advises, and one is not signed. */
const refused: Record<string, RegExp> = {
  'RFC 7515 A.5, RFC 7519 6.1': /not signed/,
  'RFC 7516 A.2': /RSA1_5/,
  'RFC 7519 A.1': /RSA1_5/,
  'RFC 7519 A.2': /RSA1_5/,
  'RFC 7520 5.1': /RSA1_5/,
};

/** Examples whose payload is not a claims set. */
const noJwt = /RFC 7515 A\.4|RFC 7520 4|RFC 8037/;

describe('the examples of the RFCs: signatures', () => {
  for (const one of withParts(3)) {
    it(one.of, async () => {
      const { valid, checks } = await verifyJwt(token(one), { key: one.key }, {}, then);
      const [format, signature, claims] = checks;
      assert.equal(format?.ok, !noJwt.test(one.of), format?.reason);
      const reason = refused[one.of];
      assert.equal(signature?.ok, reason === undefined, signature?.reason);
      if (reason !== undefined) assert.match(signature?.reason ?? '', reason);
      assert.equal(valid, !noJwt.test(one.of) && reason === undefined);
      if (!noJwt.test(one.of)) assert.equal(claims?.ok, true);
    });
    if (refused[one.of] !== undefined) continue;
    it(`${one.of}, changed in any part, is refused`, async () => {
      for (const index of [0, 1, 2]) {
        const parts = [...(one.parts ?? [])];
        const part = parts[index] ?? '';
        const middle = part.length >> 1;
        parts[index] = part.slice(0, middle) + (part[middle] === 'A' ? 'B' : 'A') + part.slice(middle + 1);
        const { checks } = await verifyJwt(parts.join('.'), { key: one.key }, {}, then);
        assert.equal(checks[1]?.ok, false, `part ${index}`);
      }
    });
  }

  it('RFC 7515 A.6, which is JSON, is refused', async () => {
    const { checks } = await verifyJwt(JSON.stringify(example('RFC 7515 A.6').json), {}, {}, then);
    assert.equal(checks[0]?.ok, false);
    assert.match(checks[0]?.reason ?? '', /JSON/);
  });
});

describe('the examples of the RFCs: encryption', () => {
  for (const one of withParts(5)) {
    const reason = refused[one.of];
    if (reason !== undefined) {
      it(`${one.of} is refused`, () =>
        assert.rejects(decryptJwe(token(one), one.key), { code: 'jwe-undecryptable', message: reason }));
      continue;
    }
    it(one.of, async () => {
      const { header, payload } = await decryptJwe(token(one), one.key);
      assert.equal(typeof header.enc, 'string');
      if (one.of !== 'RFC 7520 6, the JWE') return assert.equal(payload, one.payload);
      // A nested JWT: the signed one is inside.
      const inner = example('RFC 7520 6, the JWS');
      assert.equal(payload, token(inner));
      assert.equal((await verifyJwt(payload, { key: inner.key }, {}, then)).valid, true);
    });
  }
});
