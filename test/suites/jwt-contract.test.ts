import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactEncrypt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import * as vscode from 'vscode';
import { faults } from '../../src/faults/table';
import { base64url, part } from '../support/jwts';
import { run } from './environment';

/**
 * The commands for JWTs as another extension sees them: with the cryptography of VS Code's own runtime, which differs
 * from that of the unit tests, and with arguments of every kind.
 */
interface Verification {
  valid: boolean;
  checks: { name: string; ok: boolean | null; reason: string }[];
}
interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const rsa: Pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve });
const curves = { 'P-256': curve('P-256'), 'P-384': curve('P-384'), 'P-521': curve('P-521') };
const ed25519: Pair = generateKeyPairSync('ed25519');
const x25519: Pair = generateKeyPairSync('x25519');

const signers: Record<string, Pair> = {
  ...Object.fromEntries(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => [alg, rsa])),
  ES256: curves['P-256'],
  ES384: curves['P-384'],
  ES512: curves['P-521'],
  EdDSA: ed25519,
  Ed25519: ed25519,
};

const jwk = (key: KeyObject) => key.export({ format: 'jwk' }) as Record<string, unknown>;
const spki = (key: KeyObject) => key.export({ format: 'pem', type: 'spki' }) as string;
const pkcs8 = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }) as string;

const verify = (argument: Record<string, unknown>) => run<Verification>('verifyJwt', argument);
const claims = { sub: 'Zoë 🔑', n: 1, aud: ['a', 'b'] };

describe('JWT algorithms in VS Code', () => {
  for (const [alg, { publicKey, privateKey }] of Object.entries(signers)) {
    it(`${alg}: a JWT that is signed here verifies elsewhere, and the other way round`, async () => {
      for (const key of [jwk(privateKey), pkcs8(privateKey)]) {
        const header = { alg, typ: 'at+jwt', kid: 'one' };
        const made = await run<string>('signJwt', { header, claims, key });
        const read = await jwtVerify(made, publicKey);
        assert.deepEqual([read.protectedHeader, read.payload], [header, claims]);
      }
      const token = await new SignJWT(claims).setProtectedHeader({ alg }).sign(privateKey);
      const another = { ...jwk(publicKey), kid: 'another', use: 'enc' };
      for (const keys of [
        { key: jwk(publicKey) },
        { key: JSON.stringify(jwk(publicKey), null, 2) },
        { key: spki(publicKey) },
        { key: spki(publicKey).replaceAll('\n', '\\n') },
        { jwks: { keys: [another, { kty: 'unknown' }, jwk(publicKey)] } },
        { jwks: JSON.stringify({ keys: [jwk(publicKey)] }) },
      ]) {
        assert.equal((await verify({ token, ...keys })).valid, true, JSON.stringify(Object.keys(keys)));
        const [header, , signature] = token.split('.');
        const changed = await verify({ token: `${header}.${part({ ...claims, n: 2 })}.${signature}`, ...keys });
        assert.deepEqual([changed.valid, changed.checks[0]?.ok, changed.checks[1]?.ok], [false, true, false]);
      }
    });
  }

  for (const [alg, bytes] of Object.entries({ HS256: 32, HS384: 48, HS512: 64 })) {
    it(`${alg}: the secret may be text, base64url or a JWK`, async () => {
      const secret = randomBytes(bytes);
      const k = base64url(secret);
      const made = await run<string>('signJwt', { header: { alg }, claims, key: { kty: 'oct', k } });
      assert.deepEqual((await jwtVerify(made, secret)).payload, claims);
      for (const key of [k, { kty: 'oct', k }, { keys: [{ kty: 'oct', k }] }])
        assert.equal((await verify({ token: made, key })).valid, true);
      const byText = await run<string>('signJwt', { header: { alg }, claims, key: `${k}!` });
      assert.deepEqual((await jwtVerify(byText, Buffer.from(`${k}!`))).payload, claims);
      assert.equal((await verify({ token: byText, key: k })).checks[1]?.ok, false);
    });
  }

  const secrets: Record<string, number> = { A128GCM: 16, A192GCM: 24, A256GCM: 32 };
  Object.assign(secrets, { 'A128CBC-HS256': 32, 'A192CBC-HS384': 48, 'A256CBC-HS512': 64 });
  const secretOf = (bytes: number) => {
    const secret = randomBytes(bytes);
    return { secret, keys: [{ kty: 'oct', k: base64url(secret) }, base64url(secret)] };
  };
  const opens = async (alg: string, enc: string, recipient: KeyObject | Uint8Array, keys: unknown[]) => {
    const plaintext = JSON.stringify(claims);
    const token = await new CompactEncrypt(Buffer.from(plaintext)).setProtectedHeader({ alg, enc }).encrypt(recipient);
    for (const key of keys) {
      const { header, payload } = await run<{ header: object; payload: string }>('decryptJwe', { token, key });
      assert.equal(payload, plaintext);
      assert.deepEqual(header, decodeProtectedHeader(token));
    }
  };

  for (const [enc, bytes] of Object.entries(secrets)) {
    it(`${enc}: a JWE that was encrypted elsewhere is opened, with each key algorithm`, async () => {
      const direct = secretOf(bytes);
      await opens('dir', enc, direct.secret, direct.keys);
      for (const alg of ['A128KW', 'A192KW', 'A256KW', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW']) {
        const { secret, keys } = secretOf(Number(alg.slice(1, 4)) / 8);
        await opens(alg, enc, secret, keys);
      }
      for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'])
        await opens(alg, enc, rsa.publicKey, [jwk(rsa.privateKey), pkcs8(rsa.privateKey)]);
      for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'])
        for (const { publicKey, privateKey } of [...Object.values(curves), x25519])
          await opens(alg, enc, publicKey, [jwk(privateKey), pkcs8(privateKey)]);
    });
  }

  it('PBES2: a JWE is opened with a password', async () => {
    for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'])
      await opens(alg, 'A256GCM', Buffer.from('a password'), ['a password', { kty: 'oct', k: 'YSBwYXNzd29yZA' }]);
  });
});

describe('the commands for JWTs, whatever they are given', () => {
  const garbage: unknown[] = [
    ...[null, 0, -1, NaN, Infinity, true, '', ' ', 'x', '\0', 'a.b.c', '🔑'.repeat(100), '{"kty":', '[]', 'https:'],
    ...[[], [1], {}, { toString: 1 }, () => 1, Symbol('s'), 10n, new Date(0), new Uint8Array(4)],
    ...[{ keys: 5 }, { keys: [null, 5, {}] }, { kty: 'RSA' }, { kty: 'RSA', n: 5, e: {} }, { kty: 'oct', k: '' }],
    ...['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', '-----BEGIN PRIVATE KEY-----'],
  ];
  const privateKey = pkcs8(rsa.privateKey);
  const secret = randomBytes(48).toString('base64url');
  const good = async (): Promise<Record<string, Record<string, unknown>>> => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
    const header = { alg: 'RSA-OAEP', enc: 'A256GCM' };
    const encrypted = await new CompactEncrypt(Buffer.from('x')).setProtectedHeader(header).encrypt(rsa.publicKey);
    const optional = { jwks: undefined, issuer: 'a', audience: 'a', scope: 'a', clockTolerance: 0 };
    return {
      verifyJwt: { token, key: secret, ...optional },
      decryptJwe: { token: encrypted, key: privateKey },
      signJwt: { header: {}, claims: {}, key: privateKey },
      compareJwts: { left: 'x', right: token },
    };
  };
  /** The code of the fault, which must be documented and reveal nothing; empty where there was none. */
  async function outcome(command: string, argument: unknown, secrets: readonly unknown[]): Promise<string> {
    const { said, code } = await Promise.resolve(run<unknown>(command, argument)).then(
      (value) => ({ said: command === 'verifyJwt' ? JSON.stringify(value) : '', code: '' }),
      (error: unknown) => {
        assert.ok(error instanceof Error);
        return { said: error.message, code: String((error as Error & { code?: unknown }).code) };
      },
    );
    if (code !== '') assert.ok(Object.hasOwn(faults, code) && code !== 'internal', `${code}: ${said}`);
    const parts = secrets.flatMap((text) => (typeof text === 'string' ? text.split(/[.\s]/) : []));
    for (const part of parts) assert.ok(part.length < 16 || !said.includes(part), said);
    return code;
  }

  for (const command of ['verifyJwt', 'decryptJwe', 'signJwt', 'compareJwts']) {
    it(`tokenDeck.${command} rejects garbage with a documented code, and reveals nothing`, async () => {
      for (const argument of garbage) {
        const code = await outcome(command, argument, []);
        assert.ok(['argument-invalid', 'profile-not-found'].includes(code), code);
      }
      const argument = (await good())[command] ?? {};
      const secrets = [argument.token, argument.right, argument.key];
      for (const name of Object.keys(argument)) {
        for (const value of garbage) {
          const { key, ...rest } = { ...argument, [name]: value };
          await outcome(command, name === 'jwks' ? rest : { key, ...rest }, secrets);
        }
      }
    });
  }

  it('a token of a megabyte is verified and explained', async () => {
    const token = await new SignJWT({ ...claims, more: 'x'.repeat(1 << 20) })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(secret));
    assert.equal((await verify({ token, key: secret })).valid, true);
    const { uri } = await vscode.workspace.openTextDocument({ content: token });
    const hovers = await hoversAt(uri);
    assert.ok(hovers.some(({ value }) => value.length < 5000 && value.includes('decoded, not verified')));
  });
});

describe('a token that names where its keys are', () => {
  it('is neither verified nor shown by asking those addresses', async () => {
    let requests = 0;
    const keys = JSON.stringify({ keys: [jwk(rsa.publicKey)] });
    const other = createServer((_request, response) => {
      requests++;
      response.setHeader('content-type', 'application/json').end(keys);
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      const header = { alg: 'RS256', jku: `${origin}/jwks`, x5u: `${origin}/x5u`, jwk: jwk(rsa.publicKey) };
      const token = await new SignJWT({ iss: origin }).setProtectedHeader(header).sign(rsa.privateKey);
      const { valid, checks } = await verify({ token });
      assert.deepEqual([valid, checks[1]?.ok], [false, null]);
      assert.equal((await verify({ token, key: jwk(curves['P-256'].publicKey) })).checks[1]?.ok, false);
      await run('decodeJwt', { token });
      const { uri } = await vscode.workspace.openTextDocument({ content: token });
      for (const { isTrusted } of await hoversAt(uri)) {
        assert.ok(typeof isTrusted === 'object');
        assert.ok(isTrusted.enabledCommands.every((command) => /^tokenDeck\.ui\.\w+At$/.test(command)));
      }
      assert.equal(requests, 0);
      // The server does answer: an address that the caller gives is asked.
      assert.equal((await verify({ token, jwks: `${origin}/jwks` })).valid, true);
      assert.equal(requests, 1);
    } finally {
      other.close();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});

/** The contents of the hover over the token at the start of a document. */
async function hoversAt(uri: vscode.Uri): Promise<vscode.MarkdownString[]> {
  const place = new vscode.Position(0, 5);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, place);
  const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
  assert.ok(contents.length > 0);
  return contents;
}
