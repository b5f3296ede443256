import assert from 'node:assert/strict';
import path from 'node:path';
import { repository } from '../host/cache';
import type { Host, OpenRequest } from '../host/host';
import { pickHost } from '../host/pick';
import { temporaryFolder, type TemporaryFolder } from '../host/temporary';
import type { Workbench } from '../host/workbench';

/** What the tests of a suite share, once the hooks before them have run. */
export interface Opened {
  readonly workbench: Workbench;
  readonly folder: string;
}

/** What a window needs to send requests: a companion that stores profiles and sends with the real httpYac. */
export function withSender(profiles: readonly object[]): Pick<OpenRequest, 'extensions' | 'env'> {
  return withCompanion('sender', profiles);
}

/** The same with httpYac as its own extension exports it, so that it gets the plugin. */
export function withHttpYac(profiles: readonly object[]): Pick<OpenRequest, 'extensions' | 'env'> {
  return withCompanion('httpyac', profiles);
}

function withCompanion(name: string, profiles: readonly object[]): Pick<OpenRequest, 'extensions' | 'env'> {
  return {
    extensions: [path.join(repository, 'test/ui', name)],
    env: {
      TOKEN_DECK_TEST_HTTPYAC: path.join(repository, 'node_modules/httpyac'),
      TOKEN_DECK_TEST_PROFILES: JSON.stringify(profiles),
    },
  };
}

/**
 * Opens a window on a new folder before the tests of a suite, and closes it after them. Takes a screenshot of each
 * failure.
 * @param prepare fills the folder, and returns what differs from the defaults
 */
export function openBefore(prepare: (folder: string, host: Host) => Promise<Partial<OpenRequest> | undefined>): Opened {
  let folder: TemporaryFolder | undefined;
  let workbench: Workbench | undefined;

  before(async function () {
    // On first use, VS Code and a Chromium are installed.
    this.timeout(240_000);
    const host = await pickHost();
    folder = await temporaryFolder();
    const request = await prepare(folder.path, host);
    workbench = await host.open({ workspace: folder.path, developmentPath: repository, ...request });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  after(async () => {
    await workbench?.close();
    await folder?.remove();
  });

  return {
    get workbench() {
      assert.ok(workbench);
      return workbench;
    },
    get folder() {
      assert.ok(folder);
      return folder.path;
    },
  };
}
