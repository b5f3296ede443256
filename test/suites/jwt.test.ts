import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { encrypted, encryptionKey, plaintext } from '../rfc7516-a3';
import { eventually } from '../support/eventually';
import { base64url, decodedPart, jwt } from '../support/jwts';
import { freshId, issuerWith, rejects, run, server } from './environment';

interface Check {
  name: string;
  ok: boolean | null;
  reason: string;
}
interface Verification {
  valid: boolean;
  checks: Check[];
}

const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const secret = 'a shared secret of more than thirty-two characters';
const claims = { iss: 'https://login.example.com/', sub: 'ada', aud: 'things', exp: inAnHour, scope: 'read write' };

const verify = (argument: Record<string, unknown>) => run<Verification>('verifyJwt', argument);
const signed = (more: Record<string, unknown> = {}) =>
  run<string>('signJwt', { claims: { ...claims, ...more }, key: secret });

/** The four results, by name. */
function results({ checks }: Verification): Record<string, boolean | null> {
  return Object.fromEntries(checks.map(({ name, ok }) => [name, ok]));
}

function reasonOf({ checks }: Verification, name: string): string {
  return checks.find((check) => check.name === name)?.reason ?? '';
}

describe('verifying a JWT', () => {
  it('reports each of the four checks separately', async () => {
    const token = await signed();
    const good = { format: true, signature: true, claims: true, permissions: true };
    const expected = { issuer: claims.iss, audience: 'things', scope: 'write' };
    const all = await verify({ token, key: secret, ...expected });
    assert.deepEqual([all.valid, results(all)], [true, good]);
    assert.deepEqual(
      all.checks.map(({ name }) => name),
      ['format', 'signature', 'claims', 'permissions'],
    );
    const cases: [string, Record<string, unknown>, string, RegExp][] = [
      ['another key', { key: `${secret}!` }, 'signature', /./],
      ['another issuer', { key: secret, issuer: 'https://other.example/' }, 'claims', /iss/],
      ['another audience', { key: secret, audience: ['one', 'two'] }, 'claims', /aud/],
      ['a scope that is not there', { key: secret, scope: 'read delete' }, 'permissions', /delete/],
    ];
    for (const [what, argument, failing, reason] of cases) {
      const found = await verify({ token, ...expected, ...argument });
      assert.deepEqual([found.valid, results(found)], [false, { ...good, [failing]: false }], what);
      assert.match(reasonOf(found, failing), reason, what);
    }
  });

  it('reports null where there was nothing to check', async () => {
    const token = await run<string>('signJwt', { claims: { sub: 'ada' }, key: secret });
    const found = await verify({ token });
    assert.deepEqual(results(found), { format: true, signature: null, claims: null, permissions: null });
    assert.equal(found.valid, false);
    assert.equal((await verify({ token, key: secret })).valid, true);
  });

  it('takes keys from the address of a set or from a profile, and sees a rotation at once', async () => {
    const issuer = issuerWith('id-azp');
    const { clients } = server().faults;
    const id = freshId('rotation');
    const profile = { id, grant: 'client_credentials', issuer, scope: 'read', ...clients.m2m };
    await run('addProfile', profile);
    const before = await run<string>('getToken', id);
    const jwks = `${issuer}/jwks`;
    assert.equal(results(await verify({ token: before, jwks })).signature, true);
    assert.equal(results(await verify({ token: before, profile: id })).signature, true);
    assert.equal((await fetch(`${issuer}/rotate`)).status, 204);
    for (const keys of [{ jwks }, { profile: id }]) {
      const old = await verify({ token: before, ...keys });
      assert.equal(results(old).signature, false);
      assert.match(reasonOf(old, 'signature'), /kid/);
    }
    const after = await run<string>('getToken', { profile: id, forceRefresh: true });
    assert.notEqual(after, before);
    for (const keys of [{ jwks }, { profile: id }]) assert.equal((await verify({ token: after, ...keys })).valid, true);
  });

  it('says where the keys are those that a profile names itself, not its issuer’s', async () => {
    const issuer = issuerWith();
    const { clients } = server().faults;
    const profile = { grant: 'client_credentials', issuer, scope: 'read', ...clients.m2m };
    const [plain, own] = [freshId('plain'), freshId('own')];
    await run('addProfile', { id: plain, ...profile });
    await run('addProfile', { id: own, ...profile, endpoints: { jwks: `${issuer}/jwks` } });
    const token = await run<string>('getToken', plain);
    assert.match(reasonOf(await verify({ token, profile: own }), 'signature'), /the profile’s own address/);
    assert.doesNotMatch(reasonOf(await verify({ token, profile: plain }), 'signature'), /the profile’s own address/);
  });

  it('expects the issuer and the audience of the profile that it is given', async () => {
    const { issuer, clients, audience } = server().tenants.auth0;
    const id = freshId('expects');
    await run('addProfile', { id, grant: 'client_credentials', issuer, audience, ...clients.m2m });
    const token = await run<string>('getToken', id);
    const found = await verify({ token, profile: id });
    assert.deepEqual([found.valid, results(found).claims], [true, true], JSON.stringify(found));
    const { issuer: other } = server().tenants.keycloak;
    assert.equal(results(await verify({ token, profile: id, issuer: other })).claims, false);
  });

  it('expects the issuer as the provider’s metadata name it', async () => {
    const { issuer = '', clients, audience } = server().tenants.auth0;
    const id = freshId('named');
    const named = issuer.replace(/\/$/, '');
    assert.notEqual(named, issuer);
    await run('addProfile', { id, grant: 'client_credentials', issuer: named, audience, ...clients.m2m });
    const found = await verify({ token: await run<string>('getToken', id), profile: id });
    assert.equal(found.valid, true, JSON.stringify(found));
  });

  it('expects of a profile for many tenants of Entra the tenant that the token is of', async () => {
    const id = freshId('entra');
    const host = 'https://login.microsoftonline.com';
    await run('addProfile', { id, grant: 'client_credentials', issuer: `${host}/organizations/v2.0`, clientId: 'c' });
    const tid = 'b2a7f9d0-1c3e-4f5a-8b6d-7e9f0a1b2c3d';
    const of = async (more: Record<string, unknown>) =>
      results(await verify({ token: `Bearer ${await signed(more)}`, key: secret, profile: id })).claims;
    assert.equal(await of({ iss: `${host}/${tid}/v2.0`, tid }), true);
    assert.equal(await of({ iss: `${host}/${tid}/v2.0` }), false);
    assert.equal(await of({ iss: `${host}/${tid}/v2.0`, tid: tid.replace('b', '0') }), false);
    assert.equal(await of({ iss: `${host}/organizations/v2.0`, tid }), false);
    assert.equal(await of({ iss: `https://evil.example/${tid}/v2.0`, tid }), false);
  });

  it('asks no address if the setting forbids it, and never one that the token names', async () => {
    const issuer = issuerWith();
    const { clients } = server().faults;
    const id = freshId('network');
    await run('addProfile', { id, grant: 'client_credentials', issuer, ...clients.m2m });
    const token = await run<string>('getToken', id);
    assert.equal(results(await verify({ token, issuer })).signature, null);
    const configuration = vscode.workspace.getConfiguration('tokenDeck');
    try {
      await configuration.update('jwt.allowNetwork', 'never', vscode.ConfigurationTarget.Global);
      await rejects('verifyJwt', { token, profile: id }, 'access-denied');
      await rejects('verifyJwt', { token, jwks: `${issuer}/jwks` }, 'access-denied');
      const jwks: unknown = await (await fetch(`${issuer}/jwks`)).json();
      assert.equal((await verify({ token, jwks })).valid, true);
      assert.equal((await verify({ token, jwks: JSON.stringify(jwks) })).valid, true);
    } finally {
      await configuration.update('jwt.allowNetwork', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('rejects wrong arguments', async () => {
    const token = await signed();
    const wrong: Record<string, unknown>[] = [
      {},
      { token: 7 },
      { token, clockTolerance: 301 },
      { token, clockTolerance: -1 },
      { token, clockTolerance: '5' },
      { token, audience: 7 },
      { token, key: 7 },
      { token, key: secret, jwks: {} },
      { token, jwks: 'https://user:password@login.example.com/jwks' },
    ];
    for (const argument of wrong) {
      const { message } = await rejects('verifyJwt', argument, 'argument-invalid');
      assert.ok(!/user|password/.test(message), message);
    }
    const { message } = await rejects(
      'verifyJwt',
      { token, jwks: 'http://login.example.com/jwks?k=v' },
      'insecure-endpoint',
    );
    assert.match(message, /^http:\/\/login\.example\.com\/jwks is/);
    await rejects('verifyJwt', { token, jwks: `${issuerWith('jwks.html')}/jwks` }, 'response-not-json');
    await rejects('verifyJwt', { token, profile: 'nobody' }, 'profile-not-found');
  });

  it('answers for any text, and reveals no secret', async () => {
    for (const token of ['', 'x', 'a.b.c', '..', `${await signed()}x`, jwt({}, { alg: 'none' }, '')]) {
      const found = await verify({ token, key: secret });
      assert.equal(found.valid, false, token);
      assert.ok(!JSON.stringify(found).includes(secret));
    }
  });
});

describe('signing and decrypting', () => {
  it('signJwt signs the given header and claims, with a JWK too', async () => {
    const jwk = { kty: 'oct', k: base64url(secret), alg: 'HS384', kid: 'one' };
    const token = await run<string>('signJwt', { header: { typ: 'at+jwt' }, claims, key: jwk });
    assert.deepEqual(decodedPart(token, 0), { alg: 'HS384', typ: 'at+jwt', kid: 'one' });
    assert.deepEqual(decodedPart(token, 1), claims);
    assert.equal((await verify({ token, key: jwk })).valid, true);
    await rejects('signJwt', { claims: 'x', key: secret }, 'argument-invalid');
    await rejects('signJwt', { claims }, 'argument-invalid');
    await rejects('signJwt', { claims, header: { alg: 'RS256' }, key: secret }, 'key-unusable');
  });

  it('decryptJwe opens a JWE only with its key', async () => {
    const [token, key] = [encrypted, encryptionKey];
    const opened = await run<{ header: unknown; payload: string }>('decryptJwe', { token, key });
    assert.deepEqual(opened, {
      header: { alg: 'A128KW', enc: 'A128CBC-HS256' },
      payload: plaintext,
    });
    assert.equal((await run<{ payload: string }>('decryptJwe', { token, key: key.k })).payload, opened.payload);
    await rejects('decryptJwe', { token, key: { kty: 'oct', k: 'AAAAAAAAAAAAAAAAAAAAAA' } }, 'jwe-undecryptable');
    await rejects('decryptJwe', { token: 'a.b.c', key }, 'jwt-malformed');
    await rejects('decryptJwe', { token }, 'argument-invalid');
  });
});

describe('comparing two JWTs', () => {
  it('opens VS Code’s diff, with claims sorted and times readable', async () => {
    const left = await signed({ zone: 'b', aud: 'left' });
    const right = await signed({ zone: 'b', aud: 'right' });
    await run('compareJwts', { left, right });
    const input = await eventually('the diff', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab?.input instanceof vscode.TabInputTextDiff ? tab.input : undefined;
    });
    const [before, after] = await Promise.all(
      [input.original, input.modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    const names = [...(before ?? '').matchAll(/^ {4}"(\w+)":/gm)].map(([, name]) => name);
    assert.ok(names.includes('zone') && names.indexOf('aud') < names.indexOf('exp'), before);
    assert.match(before ?? '', new RegExp(`${inAnHour}.*\\b20\\d\\d\\b`));
    const different = (before ?? '').split('\n').filter((line, index) => line !== after?.split('\n')[index]);
    assert.ok(different.length > 0 && different.every((line) => /left/.test(line)), different.join('\n'));
    assert.ok(!`${before}${after}`.includes(left.split('.')[2] ?? ''));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rejects('compareJwts', { left }, 'argument-invalid');
    await rejects('compareJwts', { left, right: 'opaque' }, 'jwt-malformed');
  });

  it('shows the new tokens even where a restored window still has earlier comparisons', async () => {
    // Documents that are restored with a window have lost their token.
    for (let i = 1; i <= 30; i++) {
      const { uri } = await vscode.workspace.openTextDocument(vscode.Uri.parse(`token-deck-jwt:/${i}/left-left.jsonc`));
      await vscode.window.showTextDocument(uri, { preview: false });
    }
    const token = await signed();
    await run('compareJwts', { left: token, right: token });
    const input = await eventually('the diff', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab?.input instanceof vscode.TabInputTextDiff ? tab.input : undefined;
    });
    assert.match((await vscode.workspace.openTextDocument(input.original)).getText(), /"sub": "ada"/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

describe('decoding a JWT', () => {
  it('opens the inspector for a JWT, and rejects anything else', async () => {
    await run('decodeJwt', { token: `Authorization: Bearer ${await signed()}` });
    await eventually('the inspector', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputWebview && input.viewType.includes('tokenDeck.inspector');
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rejects('decodeJwt', { token: 'opaque' }, 'jwt-malformed');
    for (const argument of [await signed(), '', 7]) await rejects('decodeJwt', argument, 'argument-invalid');
  });
});
