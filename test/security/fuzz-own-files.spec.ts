import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { checkCourses } from '@app/courses';
import { DomainError, dumpDatabase, readDumpManifest, restoreDatabase } from '@app/platform';
import { createTestDatabase, TEST_DAY, type TestDatabase } from '@app/testing';
import { changed, changes } from '../support/fuzz-bytes';
import { tryFiles } from '../support/fuzz-files';
import { TIME_LIMIT_MS } from '../support/proof';

const ROOT = join(__dirname, '../..');

/** Nine times nine times nine … */
const LAUGHS = ['a', 'b', 'c', 'd', 'e']
  .map(
    (name, at, all) =>
      `${name}: &${name} [${Array.from({ length: 9 }, () => (at === 0 ? 'x' : `*${all[at - 1] ?? ''}`)).join(',')}]\n`,
  )
  .join('');

/** Files that are read at the server: what authors write, and what a dump has become. */
describe('Generated files at the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-files-'));
  const told = { taken: 0, refused: 0 };

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe('of a course', () => {
    const sample = join(ROOT, 'test/fixtures/courses');
    const YAML = [
      '*a',
      '&a [*a]',
      '&a x\nb: *a\n',
      '<<: *none',
      '!!js/function "x"',
      '!!binary "="',
      '%YAML 9.9\n---\n',
      '---\n',
      '? [a]\n: b\n',
      '__proto__: {x: 1}\n',
      '\t',
      '|9\n',
      '1e999',
      '2026-13-45',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n',
    ];
    it.each([
      ['what no name stands for', 'title: *none'],
      ['what contains itself', 'title: &a [*a]'],
      ['what unpacks to thousands', `${LAUGHS}title: *e`],
      ['brackets without end', `title: ${'['.repeat(3000)}`],
      ['brackets that end', `title: ${'['.repeat(3000)}${']'.repeat(3000)}`],
      ['a name that objects have by birth', '__proto__: {polluted: yes}\ntitle: 見本'],
    ])(
      'with %s is told to its author',
      (_name, line) => {
        const copy = mkdtempSync(join(folder, 'course-'));
        cpSync(sample, copy, { recursive: true });
        const file = join(copy, 'sample/course.yaml');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, line));
        const { problems } = checkCourses([copy], TEST_DAY);
        expect(problems).not.toEqual([]);
        expect(problems.every(({ reason }) => /[ぁ-ん]/.test(reason))).toBe(true);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      },
      TIME_LIMIT_MS,
    );

    const MARKDOWN = [
      ':::',
      '::: scene\n',
      '?[sample.001]',
      '?[',
      '![](',
      '[a](b',
      '<b>',
      '| a | b |\n',
      '|-|\n',
      '$$',
      '\\',
      '&#x110000;',
      '**あ**',
      '```\n',
      '1. ',
      '# ',
      '{{',
      '(出典: ',
    ];

    it.each([
      ['course.yaml', 'sample/course.yaml', YAML],
      ['questions', 'sample/questions/all-kinds.yaml', YAML],
      ['the glossary', 'glossary.yaml', YAML],
      ['the syllabus', 'syllabus/test.yaml', YAML],
      ['a lesson', 'sample/01-first.md', [...MARKDOWN, ...YAML]],
    ])(
      'with changes in %s',
      (_name, file, pieces) => {
        const original = readFileSync(join(sample, file));
        const copy = mkdtempSync(join(folder, 'course-'));
        cpSync(sample, copy, { recursive: true });
        return tryFiles(told, { times: 30, arbitrary: changes(pieces, 2000) }, (all) => {
          writeFileSync(join(copy, file), changed(original, all));
          const { problems } = checkCourses([copy], TEST_DAY);
          for (const { reason } of problems) expect(reason).toMatch(/[ぁ-ん]/);
          return Promise.resolve();
        });
      },
      TIME_LIMIT_MS,
    );
  });

  describe('of a dump', () => {
    const file = join(folder, 'dump.gz');
    const broken = join(folder, 'broken.gz');
    let target: TestDatabase;
    let packed: Buffer;
    let plain: Buffer;

    beforeAll(async () => {
      target = await createTestDatabase();
      await dumpDatabase(target.ownerUrl, file, new Date(TEST_DAY));
      packed = readFileSync(file);
      plain = gunzipSync(packed);
    });

    afterAll(() => target.drop());

    it(
      'as it lies on the disk',
      () =>
        tryFiles(told, { times: 30, arbitrary: changes() }, async (all) => {
          writeFileSync(broken, changed(packed, all));
          await readDumpManifest(broken);
          await restoreDatabase(target.ownerUrl, broken);
        }),
      TIME_LIMIT_MS,
    );

    it(
      'as it is inside of its packing',
      () =>
        tryFiles(
          told,
          { times: 30, arbitrary: changes(['\\N', '\\.', '\t', 'tables/none.copy']) },
          async (all) => {
            writeFileSync(broken, gzipSync(changed(plain, all), { level: 1 }));
            await restoreDatabase(target.ownerUrl, broken);
          },
        ),
      TIME_LIMIT_MS,
    );

    it(
      'with another word about itself',
      () =>
        tryFiles(
          told,
          {
            times: 40,
            arbitrary: changes([
              '"',
              '-1',
              '99999999999999999999',
              '__proto__',
              '"x":',
              '[]',
              'null',
              '";',
            ]),
          },
          async (all) => {
            const manifest = changed(manifestOf(plain), all);
            writeFileSync(broken, gzipSync(withManifest(plain, manifest), { level: 1 }));
            await restoreDatabase(target.ownerUrl, broken);
          },
        ),
      TIME_LIMIT_MS,
    );

    it.each([
      [
        'a sequence that no database has',
        (text: string) =>
          text.replace(
            /("sequences":\s*\[\s*\{\s*"name":) "[^"]*",(\s*"lastValue":) [^\s}]*/,
            '$1 "none",$2 "1"',
          ),
      ],
      [
        'a number beyond all numbers',
        (text: string) =>
          text.replace(/"lastValue": (null|"\d+")/, '"lastValue": "99999999999999999999"'),
      ],
      [
        'a number that is a word',
        (text: string) => text.replace(/"lastValue": (null|"\d+")/, '"lastValue": "x"'),
      ],
      [
        'a table that no database has',
        (text: string) => text.replace(/"name": "accounts"/, '"name": "accounts2"'),
      ],
    ])(
      'that names %s',
      async (_name, change) => {
        const text = manifestOf(plain).toString();
        expect(change(text)).not.toBe(text);
        writeFileSync(broken, gzipSync(withManifest(plain, Buffer.from(change(text)))));
        await expect(restoreDatabase(target.ownerUrl, broken)).rejects.toBeInstanceOf(DomainError);
      },
      TIME_LIMIT_MS,
    );

    it(
      'whose word about itself would fill the memory',
      async () => {
        const word = Buffer.alloc(17 * 1024 * 1024, 0x20);
        word.set(manifestOf(plain));
        writeFileSync(broken, gzipSync(withManifest(plain, word), { level: 1 }));
        await expect(readDumpManifest(broken)).rejects.toBeInstanceOf(DomainError);
      },
      TIME_LIMIT_MS,
    );
  });

  it('were taken and refused in number', () => {
    expect(told.taken).toBeGreaterThan(20);
    expect(told.refused).toBeGreaterThan(20);
  });
});

const BLOCK = 512;

/** The first file of a tar. */
function manifestOf(tar: Buffer): Buffer {
  return tar.subarray(BLOCK, BLOCK + sizeOf(tar));
}

function sizeOf(tar: Buffer): number {
  return parseInt(tar.toString('latin1', 124, 136), 8);
}

/** The same tar with another first file, its size and sum put right. */
function withManifest(tar: Buffer, manifest: Buffer): Buffer {
  const head = Buffer.from(tar.subarray(0, BLOCK));
  head.write(`${manifest.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('        ', 148);
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padded = (size: number) => Math.ceil(size / BLOCK) * BLOCK;
  const filling = Buffer.alloc(padded(manifest.length) - manifest.length);
  return Buffer.concat([head, manifest, filling, tar.subarray(BLOCK + padded(sizeOf(tar)))]);
}
