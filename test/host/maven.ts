import { writeFile } from 'node:fs/promises';
import path from 'node:path';
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
  await runMaven([`${plugin}:unpack`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], what, env);
}

/**
 * Puts an artifact and all that it needs at run time into a folder, as one file each.
 * @param artifact `group:name:version`
 * @param what what needs it, as the subject of a sentence
 * @throws as `unpackArtifact`
 */
export async function copyWithDependencies(
  artifact: string,
  folder: string,
  what: string,
  env = cleanEnvironment(),
): Promise<void> {
  const [group, name, version] = artifact.split(':');
  const needed = `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>`;
  const project = `<project><modelVersion>4.0.0</modelVersion><groupId>tests</groupId><artifactId>tests</artifactId>
    <version>1</version><dependencies><dependency>${needed}</dependency></dependencies></project>`;
  const goal = [`${plugin}:copy-dependencies`, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  await runMaven(goal, what, env, project);
}

/** @param project a project file to run in; without one, there is none */
async function runMaven(
  args: readonly string[],
  what: string,
  env: NodeJS.ProcessEnv,
  project?: string,
): Promise<void> {
  await runProgram('mvn', ['-version'], { env, seconds: 60 }).catch(() => {
    throw new MissingProgramError(
      `${what} need Maven on first use, as mvn on PATH, and there is none on this machine.`,
    );
  });
  // Maven reads the project in the folder that it runs in, and its plugin leaves a mark there.
  const apart = await temporaryFolder();
  try {
    if (project !== undefined) await writeFile(path.join(apart.path, 'pom.xml'), project);
    await runProgram('mvn', ['--batch-mode', '--quiet', ...args], { cwd: apart.path, env, seconds: 1200 });
  } finally {
    await apart.remove();
  }
}
