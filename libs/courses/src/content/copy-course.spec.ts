import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInput } from '@app/platform';
import { checkCourses } from './check-courses';
import { type CopyOrder, copyCourse } from './copy-course';
import { problemText } from './problem';

const SAMPLE = join(__dirname, '../../../../test/fixtures/courses');

describe('Copying a course', () => {
  let folder: string;
  let product: string;
  let city: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-copy-'));
    [product, city] = [join(folder, 'product'), join(folder, 'city')];
    cpSync(SAMPLE, product, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const order = (facts: Partial<CopyOrder> = {}): CopyOrder => ({
    roots: [product, city],
    from: 'sample',
    key: 'uozu-sample',
    fiscalYear: null,
    into: city,
    ...facts,
  });

  function yearly(): void {
    const file = join(product, 'sample/course.yaml');
    const text = readFileSync(file, 'utf8')
      .replace('title: 見本のコース', 'title: 見本のコース 令和8年度版')
      .replace('audience:', 'fiscalYear: 2026\naudience:');
    writeFileSync(file, text);
    const lesson = join(product, 'sample/01-first.md');
    writeFileSync(lesson, `${readFileSync(lesson, 'utf8')}\n令和8年の注意点です。\n`);
  }

  const reasons = () => checkCourses([product, city], '2026-11-29').problems.map(problemText);

  it('gives a course that publishes beside its original: nothing is refused, nothing is said twice', () => {
    const { folder: made, oldYear } = copyCourse(order());
    expect(made).toBe(join(city, 'uozu-sample'));
    expect(oldYear).toEqual([]);
    const text = readFileSync(join(made, 'course.yaml'), 'utf8');
    expect(text).toMatch(/^key: uozu-sample\ncopyOf: sample\n/);
    const questions = readdirSync(join(made, 'questions')).map((name) =>
      readFileSync(join(made, 'questions', name), 'utf8'),
    );
    expect(questions.join()).not.toMatch(/id: sample\./);
    expect(questions.join()).toMatch(/id: uozu-sample\./);
    expect(readFileSync(join(made, '01-first.md'), 'utf8')).toContain('?[uozu-sample.001]');
    expect(reasons()).toEqual([]);
  });

  it('makes the next edition under the same key, with its year, and says where last year is still named', () => {
    yearly();
    const { folder: made, oldYear } = copyCourse(order({ key: 'sample', fiscalYear: 2027 }));
    expect(made).toBe(join(city, 'sample-2027'));
    expect(readFileSync(join(made, 'course.yaml'), 'utf8')).toMatch(
      /^key: sample\ncopyOf: sample\ntitle: 見本のコース 令和9年度版\n[^]*^fiscalYear: 2027$/m,
    );
    expect(oldYear).toEqual([expect.stringMatching(/^01-first\.md:\d+ 令和8年の注意点です。$/)]);
    expect(reasons()).toEqual([]);
    const again = copyCourse(order({ from: 'sample-2027', key: 'sample', fiscalYear: 2028 }));
    expect(again.folder).toBe(join(city, 'sample-2028'));
    expect(reasons()).toEqual([]);
  });

  it('lets the original win against a copy made by hand, whatever its name', () => {
    mkdirSync(city);
    cpSync(join(product, 'sample'), join(city, 'a-sample'), { recursive: true });
    const file = join(city, 'a-sample/course.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('key: sample', 'key: a-sample'));
    const all = reasons();
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((reason) => reason.startsWith('sample/'))).toEqual([]);
    cpSync(join(product, 'sample'), join(city, 'sample'), { recursive: true });
    expect(reasons()).toContainEqual(expect.stringMatching(/同じ名前のコースが、製品にあります/));
  });

  it.each<[string, Partial<CopyOrder>, RegExp]>([
    ['an unknown course', { from: 'nothing' }, /「nothing」がありません/],
    ['a path', { from: '../product/sample' }, /がありません/],
    ['a key that is none', { key: '市の版' }, /新しいキー「市の版」は使えません/],
    ['a key that is taken', { key: 'sample' }, /すでにあります/],
    ['a year of a course without one', { fiscalYear: 2027 }, /--year を付けずに/],
  ])('refuses %s, and writes nothing', (_what, facts, message) => {
    expect(() => copyCourse(order(facts))).toThrow(InvalidInput);
    expect(() => copyCourse(order(facts))).toThrow(message);
    expect(existsSync(city)).toBe(false);
  });

  it('refuses a year that is not later, and to copy twice', () => {
    yearly();
    expect(() => copyCourse(order({ key: 'sample', fiscalYear: 2026 }))).toThrow(/より後の年度/);
    copyCourse(order());
    expect(() => copyCourse(order())).toThrow(/すでにあります/);
  });
});
