import { existsSync } from 'node:fs';
import { chmod, cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { cached, cacheFolder } from './cache';
import { installPackages } from './install';
import { runProgram } from './process';

/** A program that may be a Chromium, and what it needs in its environment. */
interface Candidate {
  readonly program: string;
  readonly env?: Record<string, string>;
}

// `--no-sandbox` because tests run as root too; it only opens the servers that the tests start.
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** Pinned. The second is needed because the first has no monospaced font. */
const packages = { '@sparticuz/chromium': '153.0.0', 'dejavu-fonts-ttf': '2.37.3' };

const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/**
 * Starts a Chromium without a window: the one that `TOKEN_DECK_CHROMIUM` names, else the first one on this machine that
 * starts, else the one that npm carries (Linux on x64), installed on first use.
 */
export async function launchChromium(): Promise<Browser> {
  const named = process.env['TOKEN_DECK_CHROMIUM'];
  if (named) return start({ program: named });
  for (const program of machineChromiums()) {
    try {
      return await start({ program });
    } catch {
      console.log(`${program} is there and does not start; looking further`);
    }
  }
  return start(await carriedChromium());
}

function start({ program, env }: Candidate): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: flags,
    env: { ...(process.env as Record<string, string>), ...env },
    timeout: 30_000,
  });
}

/** The usual places of a Chromium, as far as a file exists there. */
function machineChromiums(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge'];
  const inPath = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const places = inPath.flatMap((folder) => names.map((name) => path.join(folder, name)));
  if (process.platform === 'darwin') {
    for (const name of ['Google Chrome', 'Chromium', 'Microsoft Edge']) {
      places.push(`/Applications/${name}.app/Contents/MacOS/${name}`);
    }
  }
  if (process.platform === 'win32') {
    for (const folder of ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name])) {
      if (!folder) continue;
      places.push(path.join(folder, 'Google/Chrome/Application/chrome.exe'));
      places.push(path.join(folder, 'Microsoft/Edge/Application/msedge.exe'));
    }
  }
  return places.filter((place) => existsSync(place));
}

async function carriedChromium(): Promise<Candidate> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no Chromium found; install Chrome or Chromium, or name one in TOKEN_DECK_CHROMIUM');
  }
  const folder = await cached('chromium', packages, unpack);
  const libraries = path.join(folder, 'al2023/lib');
  return {
    program: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
    },
  };
}

/** Installs the package and lets it unpack its program, libraries and fonts into `folder`. Keeps only those. */
async function unpack(folder: string): Promise<void> {
  console.log(`Installing a Chromium into ${cacheFolder}, once`);
  await installPackages(folder, packages);
  const modules = path.join(folder, 'node_modules');
  const index = path.join(modules, '@sparticuz/chromium/build/index.js');
  const script = 'import(process.argv[1]).then((module) => module.default.executablePath())';
  // With this variable it also unpacks the system libraries that a bare machine lacks.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  await runProgram(process.execPath, ['-e', script, index], { env });
  await writeFile(path.join(folder, 'fonts/fonts.conf'), fontConfiguration);
  const mono = path.join(modules, 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf');
  await cp(mono, path.join(folder, 'fonts/fonts/DejaVuSansMono.ttf'));
  await chmod(path.join(folder, 'chromium'), 0o755);
  await rm(modules, { recursive: true, force: true });
}
