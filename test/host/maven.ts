import { MissingProgramError } from './missing-program';
import { cleanEnvironment, runProgram } from './process';
import { temporaryFolder } from './temporary';

/** Pinned: without a version, Maven takes another one on each machine. */
const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

/**
 * Unpacks an artifact into a folder. Maven gets it from where its own settings say.
 * @param artifact `group:name:version:type`
 * @param what what needs it, as the subject of a sentence
 * @throws `MissingProgramError` where there is no Maven, else with Maven's own output
 */
export async function unpackArtifact(
  artifact: string,
  folder: string,
  what: string,
  env = cleanEnvironment(),
): Promise<void> {
  await runProgram('mvn', ['-version'], { env, seconds: 60 }).catch(() => {
    throw new MissingProgramError(
      `${what} need Maven on first use, as mvn on PATH, and there is none on this machine.`,
    );
  });
  // Maven reads the project in the folder that it runs in, and its plugin leaves a mark there.
  const nowhere = await temporaryFolder();
  try {
    const given = [`-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
    await runProgram('mvn', ['--batch-mode', '--quiet', `${plugin}:unpack`, ...given], {
      cwd: nowhere.path,
      env,
      seconds: 1200,
    });
  } finally {
    await nowhere.remove();
  }
}
