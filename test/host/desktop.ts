import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { rootFlags, type DesktopProgram } from './desktop-find';
import { openDesktopWindow } from './desktop-window';
import { dataVariable, type Host, type WindowRequest } from './host';
import { cleanEnvironment, runProgram } from './process';
import { quietSettings } from './settings';
import { withResults } from './suites';
import { temporaryFolder } from './temporary';

/** A desktop VS Code. Not tried as a whole: none was available. */
export function desktopHost(program: DesktopProgram): Host {
  return {
    kind: 'desktop',
    async open(request) {
      const data = await temporaryFolder();
      try {
        const args = await prepare(program, data.path, request);
        if (request.developmentPath !== undefined) args.push(`--extensionDevelopmentPath=${request.developmentPath}`);
        const workbench = await openDesktopWindow(program.electron, args, request);
        const close = async (): Promise<void> => {
          await workbench.close();
          await data.remove();
        };
        return { ...workbench, close };
      } catch (error) {
        await data.remove();
        throw error;
      }
    },
    runSuites: (request) =>
      withResults(async (variables) => {
        if (request.prepare !== undefined) throw new Error('secrets outlive a window on the web host only');
        const data = await temporaryFolder();
        try {
          const run = runTests({
            vscodeExecutablePath: program.electron,
            extensionDevelopmentPath: request.developmentPath,
            extensionTestsPath: request.testsPath,
            launchArgs: await prepare(program, data.path, request),
            extensionTestsEnv: { ...hiddenVariables(), ...request.env, ...variables, [dataVariable]: data.path },
          });
          await bounded(run, request.seconds ?? 300);
        } finally {
          await data.remove();
        }
      }),
  };
}

/** Fills a new data folder and returns the arguments that make VS Code use it. */
async function prepare(program: DesktopProgram, data: string, request: WindowRequest): Promise<string[]> {
  const user = path.join(data, 'user');
  const extensionsDir = path.join(data, 'extensions');
  await mkdir(path.join(user, 'User'), { recursive: true });
  await mkdir(extensionsDir);
  const settings = { ...quietSettings, ...request.settings };
  await writeFile(path.join(user, 'User/settings.json'), JSON.stringify(settings, undefined, 2));
  const folders = [`--user-data-dir=${user}`, `--extensions-dir=${extensionsDir}`];
  for (const extension of request.extensions ?? []) {
    if (!extension.endsWith('.vsix')) {
      await cp(extension, path.join(extensionsDir, path.basename(extension)), { recursive: true });
      continue;
    }
    await runProgram(program.cli, [...folders, '--install-extension', extension], {
      env: cleanEnvironment(),
      shell: process.platform === 'win32',
    });
  }
  return [
    ...(request.workspace === undefined ? ['--new-window'] : [request.workspace]),
    ...rootFlags(user),
    ...folders,
    ...['--skip-welcome', '--skip-release-notes', '--disable-updates', '--disable-telemetry'],
    // Tests do not touch the user's keychain.
    ...['--use-inmemory-secretstorage', '--password-store=basic'],
  ];
}

/** test-electron passes our whole environment on; undefined removes what the terminal of another VS Code added to it. */
function hiddenVariables(): Record<string, undefined> {
  const clean = cleanEnvironment();
  return Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => !(name in clean))
      .map((name) => [name, undefined]),
  );
}

async function bounded<T>(run: Promise<T>, seconds: number): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`the suites did not end in ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([run, timeout]);
  } finally {
    clearTimeout(late);
  }
}
