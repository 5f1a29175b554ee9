// Sources → dist: TypeScript by swc, templates copied, browser files bundled by esbuild.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { DIST, listFiles, ROOT } from './folder.mjs';
import { Advice } from './progress.mjs';
import { runScript } from './run.mjs';

const FOLDERS = ['apps', 'libs', 'migrations', 'test'];
const PUBLIC = 'apps/web/src/public';
/** The browsers of a city hall: Edge and Chrome of the last years, Safari on the staff's own phones. */
const BROWSERS = ['chrome109', 'edge109', 'firefox115', 'safari16'];

/**
 * Builds beside `dist` and swaps at the end: a failed build leaves the old one in place.
 * @param {string} stamp what the sources looked like when the build began
 */
export async function buildAll(stamp) {
  const target = `${DIST}.new`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  await compile(target);
  copyTemplates(target);
  await bundle(target);
  writeFileSync(join(target, '.build'), stamp);
  swap(target);
}

async function compile(target) {
  const folders = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)));
  const { code, output } = await runScript('node_modules/@swc/cli/bin/swc.js', [
    ...folders,
    ...['-d', target, '--extensions', '.ts', '--quiet'],
  ]);
  if (code !== 0) throw new Advice(`TypeScript を変換できませんでした。\n${errorsOf(output)}`);
}

/** The places and reasons, without the compiler's own stack. */
function errorsOf(output) {
  const lines = output.replace(/\n+Caused by:[^]*?(?=\n {2}x |\nFailed to compile|$)/g, '');
  return lines.slice(0, 4000).trimEnd();
}

function copyTemplates(target) {
  for (const file of FOLDERS.flatMap(listFiles).filter((path) => path.endsWith('.hbs'))) {
    mkdirSync(join(target, dirname(file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(target, file));
  }
}

/**
 * Every *.css and *.ts directly in public/ becomes one file whose name carries its content's hash;
 * manifest.json maps 'app.css' and 'app.js' to their addresses. public/static is copied as it is.
 */
async function bundle(target) {
  const folder = join(target, 'apps/web/public');
  mkdirSync(folder, { recursive: true });
  const entryPoints = listFiles(PUBLIC).filter((path) => isEntry(path));
  const manifest = entryPoints.length > 0 ? await runEsbuild(entryPoints, folder) : {};
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const still = join(ROOT, PUBLIC, 'static');
  if (existsSync(still)) cpSync(still, join(folder, 'static'), { recursive: true });
}

function isEntry(path) {
  return dirname(path) === PUBLIC && /\.(css|ts)$/.test(path) && !/\.(d|spec)\.ts$/.test(path);
}

async function runEsbuild(entryPoints, folder) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: join(folder, 'assets'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    // What browsers are given needs no way back to the sources.
    sourcemap: false,
    format: 'esm',
    target: BROWSERS,
    loader: { '.svg': 'file', '.woff2': 'file', '.png': 'file' },
    publicPath: '/assets',
    metafile: true,
    logLevel: 'silent',
  }).catch((error) => {
    throw new Advice(`画面の部品（CSS・スクリプト）を組み立てられませんでした。\n${error.message}`);
  });
  const entries = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  return Object.fromEntries(
    entries.map(([path, output]) => [
      basename(output.entryPoint).replace(/\.ts$/, '.js'),
      `/${relative(folder, join(ROOT, path)).replaceAll('\\', '/')}`,
    ]),
  );
}

function swap(target) {
  const old = `${DIST}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(target, DIST);
  rmSync(old, { recursive: true, force: true });
}
