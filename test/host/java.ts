import path from 'node:path';
import { MissingProgramError } from './missing-program';
import { cleanEnvironment, runProgram } from './process';

/**
 * The number by which people call a Java, from what `java -version` printed.
 * @returns undefined where that says none
 */
export function javaVersionIn(output: string): number | undefined {
  // Up to Java 8 the first number was always 1.
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  const version = first === '1' ? second : first;
  return version === undefined ? undefined : Number(version);
}

/**
 * Makes sure that there is a Java of that version or a newer one: the one in `JAVA_HOME`, else the one on PATH.
 * @param what what needs it, as the subject of a sentence
 * @throws `MissingProgramError`
 */
export async function requireJava(what: string, oldest: number, env = cleanEnvironment()): Promise<void> {
  const home = env['JAVA_HOME'];
  const java = home ? path.join(home, 'bin', 'java') : 'java';
  const output = await runProgram(java, ['-version'], { env, seconds: 60 }).catch(() => '');
  const version = javaVersionIn(output);
  if (version !== undefined && version >= oldest) return;
  const found = version === undefined ? 'there is none on this machine' : `this machine has Java ${version}`;
  throw new MissingProgramError(`${what} need Java ${oldest} or newer, in JAVA_HOME or on PATH, and ${found}.`);
}
