import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditCheck } from '@app/platform';
import { type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { copyCourse } from './copy-course';
import { PublishCoursesService } from './publish-courses.service';

const SAMPLE = join(__dirname, '../../../../test/fixtures/courses');
const BY = { accountId: null, label: 'spec' };

describe('PublishCoursesService', () => {
  let test: LibTest;
  let courses: PublishCoursesService;
  let folder: string;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    courses = test.get(PublishCoursesService);
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-publish-'));
    cpSync(SAMPLE, folder, { recursive: true });
  });

  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function edit(file: string, from: string, to: string): void {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  }

  async function outcome(): Promise<string> {
    const report = await courses.publishFolder(folder, BY);
    return report.courses
      .map((course) => `${course.key} ${course.outcome} ${String(course.version)}`)
      .join();
  }

  async function count(table: string): Promise<number> {
    const row = await rowOf<{ count: number }>(
      test.database,
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    return row?.count ?? -1;
  }

  it('publishes a folder once, however often and by however many it is asked', async () => {
    const reports = await Promise.all([outcome(), outcome()]);
    expect(reports.sort()).toEqual(['sample published 1', 'sample unchanged 1']);
    expect(await outcome()).toBe('sample unchanged 1');
    expect(await count('course_versions')).toBe(1);
    expect(await count('lessons')).toBe(2);
    expect(await count('questions')).toBe(9);
    expect(await count('course_version_questions')).toBe(8);
    expect(await count('course_assets')).toBe(2);
    expect(await count('glossary_terms')).toBe(2);
    expect(await count("audit_entries WHERE action = 'course.published'")).toBe(1);
    expect(await count("audit_entries WHERE action = 'glossary.published'")).toBe(1);
    expect((await test.get(AuditCheck).run()).problem).toBeNull();
  });

  it('renders lessons with their checks, pictures and terms', async () => {
    const lesson = await rowOf<{ html: string; ids: string[]; version: string }>(
      test.database,
      `SELECT html, check_question_ids AS ids, course_version_id AS version FROM lessons WHERE key = '01-first'`,
    );
    expect(lesson?.html).toContain(`<!--check:${lesson?.ids[0] ?? ''}-->`);
    expect(lesson?.html).toContain(`/courses/sample/assets/${lesson?.version ?? ''}/flow.svg`);
    expect(lesson?.html).toContain('ある分野で使う言葉です。');
  });

  it('keeps what the author says about a question out of its stored body', async () => {
    const question = await rowOf<{ body: object; tags: string[] }>(
      test.database,
      `SELECT body, tags FROM questions WHERE key = 'sample.001'`,
    );
    expect(Object.keys(question?.body ?? {}).sort()).toEqual([
      'choices',
      'explanation',
      'kind',
      'stem',
    ]);
    expect(question?.tags).toEqual(['sample/01-first']);
  });

  it('publishes a changed question as a new version and leaves the old one alone', async () => {
    const before = await rowsOf(test.database, `SELECT * FROM lessons ORDER BY id`);
    edit('sample/questions/all-kinds.yaml', '休みを引いていません。', '休みを忘れています。');
    expect(await outcome()).toBe('sample published 2');
    expect(await count("questions WHERE key = 'sample.001'")).toBe(2);
    expect(await count('questions')).toBe(10);
    const old = await rowsOf(
      test.database,
      `SELECT l.* FROM lessons l JOIN course_versions v ON v.id = l.course_version_id WHERE v.version = 1 ORDER BY l.id`,
    );
    expect(old).toEqual(before);
  });

  it('publishes anew when the meaning of a used term changes, not when another one does', async () => {
    edit('glossary.yaml', '意味を伝えるものです。', '意味を人に伝えるものです。');
    expect(await outcome()).toBe('sample unchanged 2');
    edit('glossary.yaml', 'ある分野で使う', '決まった分野で使う');
    expect(await outcome()).toBe('sample published 3');
    expect(await count("audit_entries WHERE action = 'glossary.published'")).toBe(3);
  });

  it('refuses a course that is broken, says why, and keeps its last version', async () => {
    edit('sample/01-first.md', '?[sample.001]', '?[sample.404]');
    const report = await courses.publishFolder(folder, BY);
    expect(report.courses[0]?.outcome).toBe('refused');
    expect(report.courses[0]?.problems[0]?.reason).toContain('sample.404');
    expect(await count('course_versions')).toBe(3);
  });

  it('publishes the editions of two fiscal years beside each other, and each only when it changed', async () => {
    const root = mkdtempSync(join(tmpdir(), 'tsunagaru-years-'));
    cpSync(SAMPLE, root, { recursive: true });
    const [file, city] = [join(root, 'sample/course.yaml'), join(root, 'city')];
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        'title: 見本のコース',
        'title: 見本のコース 令和8年度版\nfiscalYear: 2026',
      ),
    );
    const copied = { roots: [root], from: 'sample', key: 'sample', fiscalYear: 2027, into: city };
    const { folder: next } = copyCourse(copied);
    const publish = async (): Promise<readonly string[]> =>
      (await courses.publishFolders([root, city], BY)).courses.map(
        (course) => `${course.key} ${course.outcome}`,
      );
    expect(await publish()).toEqual(['sample published', 'sample published']);
    expect(await publish()).toEqual(['sample unchanged', 'sample unchanged']);
    const lesson = join(next, '01-first.md');
    writeFileSync(lesson, `${readFileSync(lesson, 'utf8')}\n新しい年度の話です。\n`);
    expect(await publish()).toEqual(['sample unchanged', 'sample published']);
    const asset = await rowOf<{ html: string }>(
      test.database,
      `SELECT l.html FROM lessons l JOIN course_versions v ON v.id = l.course_version_id
       WHERE v.fiscal_year = 2027 AND l.key = '01-first' ORDER BY v.version DESC LIMIT 1`,
    );
    expect(asset?.html).toMatch(/\/courses\/sample\/assets\/[0-9a-f-]{36}\/flow\.svg/);
    rmSync(root, { recursive: true, force: true });
  });
});
