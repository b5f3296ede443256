import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readAudit, type AuditEntry } from '../../src/storage/audit-entry';
import { dataVariable } from '../host/host';
import { eventually } from '../support/eventually';
import { freshId, rejects, run } from './environment';

describe('the audit', () => {
  const token = 'audited-token-of-32-characters-ab';
  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('tokenDeck').update(name, value, vscode.ConfigurationTarget.Global);
  let id: string;
  before(async () => {
    id = freshId('audited');
    await run('addProfile', { id, name: 'Audited\nAPI', grant: 'static', token, origins: ['https://api.example.com'] });
  });

  /** The files of the audit, which is somewhere in VS Code’s data. */
  async function files(): Promise<string[]> {
    const data = process.env[dataVariable] ?? '';
    const all = await readdir(data, { recursive: true });
    return all
      .filter((file) => /token-deck\.token-deck[\\/]audit[\\/][^\\/]+\.jsonl$/.test(file))
      .map((file) => path.join(data, file));
  }
  /** The entries of the profile, without their time. */
  async function entries(): Promise<Omit<AuditEntry, 'time'>[]> {
    const texts = await Promise.all((await files()).map((file) => readFile(file, 'utf8')));
    for (const text of texts) assert.doesNotMatch(text, /audited-token|SECRET/);
    const own = texts.flatMap((text) => readAudit(text).entries).filter(({ profile }) => profile === `personal:${id}`);
    return own.map(({ time, ...entry }) => {
      assert.ok(Math.abs(Date.parse(time) - Date.now()) < 600_000);
      return entry;
    });
  }
  const entry = { name: 'Audited API', caller: 'program', door: 'command' };

  it('has a token that was handed out, one that was refused, and the origin of a request, without its path', async () => {
    assert.equal(await run('getToken', id), token);
    await set('automation', 'deny');
    try {
      await rejects('copyToken', id, 'access-denied');
    } finally {
      await set('automation', 'allow');
    }
    const url = 'https://api.example.com/people?SECRET';
    await run('getAuthorizationHeaders', { profile: id, method: 'GET', url });
    const found = await eventually('three entries', async () => {
      const all = await entries();
      return all.length === 3 && all;
    });
    const profile = `personal:${id}`;
    assert.deepEqual(found, [
      { ...entry, profile },
      { ...entry, profile, door: 'clipboard', refused: 'access-denied' },
      { ...entry, profile, destination: 'https://api.example.com' },
    ]);
  });

  it('is not written while its setting is off', async () => {
    const before = (await entries()).length;
    await set('audit.enabled', false);
    try {
      await run('getToken', id);
    } finally {
      await set('audit.enabled', undefined);
    }
    // What was handed out later is written later.
    await run('copyToken', id);
    const found = await eventually('another entry', async () => {
      const all = await entries();
      return all.length > before && all;
    });
    assert.deepEqual(
      found.slice(before).map(({ door }) => door),
      ['clipboard'],
    );
  });
});
