import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referenceTo } from '../../src/http/reference';
import { repository } from '../host/cache';
import { notification } from './actions';
import { openBefore } from './window';

describe('requests whose sender runs in another extension host', () => {
  const opened = openBefore(async (folder, { kind }) => {
    await writeFile(
      path.join(folder, 'a.http'),
      `GET http://127.0.0.1:9/\nAuthorization: Bearer ${referenceTo('a')}\n`,
    );
    return kind === 'web' ? { extensions: [path.join(repository, 'test/ui/elsewhere')] } : undefined;
  });

  it('are not sent, and a message says why', async function () {
    const { workbench } = opened;
    // The desktop would need a server for that.
    if (!workbench.page.url().startsWith('http')) this.skip();
    await workbench.statusBarItem('REST Client runs elsewhere');
    await workbench.openFile('a.http');
    await workbench.runCommand('Token Deck: Send Request with Token');
    await notification(workbench, /REST Client runs in another extension host than Token Deck.*nothing was sent/);
    await workbench.screenshot('sender-elsewhere');
    assert.equal(
      (await workbench.notifications()).some((text) => text.includes('sent from there')),
      false,
    );
  });
});
