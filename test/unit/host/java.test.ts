import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { javaVersionIn, requireJava } from '../../host/java';
import { temporaryFolder, type TemporaryFolder } from '../../host/temporary';
import { onlyMessage } from './missing-program';

describe('the Java that tests need', () => {
  const rows: [output: string, version: number | undefined][] = [
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "25-ea" 2025-09-16', 25],
    ['java version "1.8.0_392"\nJava(TM) SE Runtime Environment (build 1.8.0_392-b08)', 8],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "11.0.2" 2019-01-15', 11],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
    ['', undefined],
  ];
  for (const [output, version] of rows) {
    it(`is of version ${version}: ${output.split('\n', 1).join()}`, () => assert.equal(javaVersionIn(output), version));
  }

  describe('on a machine', () => {
    let home: TemporaryFolder;
    before(async function () {
      if (process.platform === 'win32') this.skip();
      home = await temporaryFolder();
      await mkdir(path.join(home.path, 'bin'));
    });
    after(() => home.remove());

    const machine = async (output: string): Promise<NodeJS.ProcessEnv> => {
      const java = path.join(home.path, 'bin/java');
      await writeFile(java, `#!/bin/sh\necho '${output}' >&2\n`);
      await chmod(java, 0o755);
      return { ...process.env, JAVA_HOME: home.path };
    };

    it('that has it is fine', async () => {
      await requireJava('These tests', 17, await machine('openjdk version "17.0.1"'));
    });

    it('that has an older one is told so in one sentence', async () => {
      await assert.rejects(
        requireJava('These tests', 17, await machine('openjdk version "11.0.2"')),
        onlyMessage('These tests need Java 17 or newer, in JAVA_HOME or on PATH, and this machine has Java 11.'),
      );
    });

    it('that has none is told so in one sentence', async () => {
      const none = { JAVA_HOME: path.join(home.path, 'nowhere') };
      await assert.rejects(
        requireJava('These tests', 17, none),
        onlyMessage('These tests need Java 17 or newer, in JAVA_HOME or on PATH, and there is none on this machine.'),
      );
    });
  });
});
