import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const TOOLS = join(__dirname, '../../test-output/tools');
/** The W3C's Nu Html Checker (MIT). 32 MB and a Java program: fetched for `npm run proof` only, not with the packages. */
const PACKAGE = 'vnu-jar@26.9.27';
const JAR = join(TOOLS, 'package/build/dist/vnu.jar');
const MOST_OUTPUT = 64 * 1024 * 1024;

const report = z.object({
  messages: z.array(
    z.object({
      type: z.string(),
      url: z.string(),
      lastLine: z.number().optional(),
      message: z.string(),
    }),
  ),
});

interface Page {
  readonly address: string;
  readonly text: string;
}

/** What the checker calls an error, as `address:line message`. Needs Java and the npm registry. */
export async function nuProblemsOf(pages: readonly Page[]): Promise<string[]> {
  await fetchJar();
  const folder = mkdtempSync(join(tmpdir(), 'nu-html-'));
  try {
    for (const [index, { text }] of pages.entries())
      writeFileSync(join(folder, `${String(index)}.html`), text);
    const options = ['--format', 'json', '--stdout', '--errors-only', '--exit-zero-always'];
    const { stdout } = await run('java', ['-Xss4m', '-jar', JAR, ...options, folder], {
      maxBuffer: MOST_OUTPUT,
    });
    const { messages } = report.parse(JSON.parse(stdout));
    return messages.map(({ url, lastLine = 0, message }) => {
      const page = pages[Number(/(\d+)\.html$/.exec(url)?.[1])];
      return `${page?.address ?? url}:${String(lastLine)} ${message}`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fetchJar(): Promise<void> {
  if (existsSync(JAR)) return;
  mkdirSync(TOOLS, { recursive: true });
  const { stdout } = await run('npm', ['pack', PACKAGE, '--silent'], { cwd: TOOLS });
  await run('tar', ['xzf', stdout.trim()], { cwd: TOOLS });
}
