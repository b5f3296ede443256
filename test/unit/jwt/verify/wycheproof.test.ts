import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { verifyJwt } from '../../../../src/jwt/verify/verify';

/** What this test reads of the vectors of https://github.com/C2SP/wycheproof, testvectors_v1. */
interface Vectors {
  testGroups: {
    comment: string;
    private: unknown;
    public?: unknown;
    tests: { tcId: number; comment: string; jws: string; result: 'valid' | 'invalid' }[];
  }[];
}

/** Vectors on which our verdict differs, by tcId, and why. */
const differences: Record<string, Record<number, string>> = {
  'json_web_signature_test.json': {
    346: 'The key is only for PS256 (its “alg”), the token says PS384; the key of RFC 7520 itself names none.',
    347: 'The key says “ES521” as its “alg”, which does not exist (it is ES512), and is for nothing else.',
    350: 'As 346.',
    351: 'As 347.',
    367: 'The token is that of 357, letter by letter, which is valid: nothing in it is padded.',
    370: 'As 367.',
    372: 'There is a “?” in the header: no base64url, whatever was signed.',
    373: 'There is a “?” in the payload.',
  },
  'json_web_key_test.json': {},
};

const folder = process.env['WYCHEPROOF_VECTORS'];

describe('signatures: Project Wycheproof', () => {
  // If a folder is named, it must be there: the test fails if it cannot be read.
  if (folder === undefined) return void it.skip('left out: WYCHEPROOF_VECTORS names no folder with its vectors');
  for (const [file, differing] of Object.entries(differences)) {
    const { testGroups } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Vectors;
    for (const group of testGroups) {
      for (const { tcId, comment, jws, result } of group.tests) {
        const why = differing[tcId];
        it(`${file} ${tcId}: ${group.comment}, ${comment}${why === undefined ? '' : ' (differs)'}`, async () => {
          const given = group.public ?? group.private;
          const { checks } = await verifyJwt(jws, { key: given }, {}, 0);
          const expected = (result === 'valid') !== (why !== undefined);
          assert.equal(checks[1]?.ok === true, expected, checks[1]?.reason);
        });
      }
    }
  }
});
