import assert from 'node:assert/strict';
import { readDecrypted } from '../../../../src/jwt/inspect/decrypted';
import { jwt } from '../../../support/jwts';

describe('readDecrypted', () => {
  it('describes a claims set, with its times', async () => {
    const read = await readDecrypted('{"sub":"ada","exp":1300819380,"nbf":1300819000}');
    assert.deepEqual(
      read?.claims.fields.map(({ name, value }) => [name, value]),
      [
        ['sub', 'ada'],
        ['exp', '1300819380'],
        ['nbf', '1300819000'],
      ],
    );
    assert.equal(read.claims.fields[1]?.at, 1300819380_000);
    assert.match(read.claims.fields[0]?.meaning ?? '', /^Subject/);
    assert.deepEqual([read.expiresAt, read.notBefore, read.nested], [1300819380_000, 1300819000_000, undefined]);
  });

  it('describes the claims of a nested token, and names the token and its warnings', async () => {
    const token = jwt({ sub: 'ada', exp: 5 }, { alg: 'none' }, '');
    const read = await readDecrypted(token);
    assert.equal(read?.nested, token);
    assert.equal(read.claims.fields[0]?.value, 'ada');
    assert.equal(read.expiresAt, 5000);
    assert.match(read.warnings.join(), /not signed/);
  });

  for (const payload of ['', 'The true sign', '[1]', '"a"', '{', 'AAEC', `see ${jwt({ a: 1 })} there`]) {
    it(`finds no claims in ${JSON.stringify(payload.slice(0, 20))}`, async () =>
      assert.equal(await readDecrypted(payload), undefined));
  }
});
