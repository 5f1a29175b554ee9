import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { InvalidInput } from '@app/platform';
import { CourseReader } from './read-course';

export interface CopyOrder {
  /** The folders in which the course is looked for, in their order. */
  readonly roots: readonly string[];
  /** The folder of the course to copy, as it stands in one of them. */
  readonly from: string;
  /** The key of the copy: the same for the next edition of the same course. */
  readonly key: string;
  /** The fiscal year of the copy, for a yearly course; the original's unless given. */
  readonly fiscalYear: number | null;
  /** Where the city keeps its own courses; made when it is not there. */
  readonly into: string;
}

export interface CourseCopy {
  readonly folder: string;
  /** `file:line text` of everything that still names the year of the original: to be read and put right. */
  readonly oldYear: readonly string[];
}

const TEXTS = /\.(?:md|yaml)$/;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Copies a course for a city to change, or the next edition of a yearly one: key, fiscal year, the year in the title,
 * the ids of the questions and everything that refers to them are renamed; the copy says of what it is one. The
 * original is never touched. Throws InvalidInput when there is nothing to copy or something is in the way.
 */
export function copyCourse(order: CopyOrder): CourseCopy {
  const source = sourceOf(order);
  const folder = folderOf(order);
  const target = join(order.into, folder);
  if (existsSync(target) || order.roots.some((root) => existsSync(join(root, folder)))) {
    throw refuse(`「${folder}」というコースは、すでにあります。別の名前にしてください。`);
  }
  const half = `${target}.new`;
  mkdirSync(order.into, { recursive: true });
  rmSync(half, { recursive: true, force: true });
  cpSync(source, half, { recursive: true });
  const rename = renaming(source, order, folder);
  for (const file of textsIn(half)) {
    const text = rename(readFileSync(file, 'utf8'));
    writeFileSync(file, basename(file) === 'course.yaml' ? headed(text, order) : text);
  }
  renameSync(half, target);
  return { folder: target, oldYear: leftOvers(target, yearOf(source), order.fiscalYear) };
}

function sourceOf({ roots, from, key, fiscalYear }: CopyOrder): string {
  if (!SLUG.test(key))
    throw refuse(`新しいキー「${key}」は使えません。英小文字・数字・「-」で書いてください。`);
  const root = roots.find((it) => existsSync(join(it, from, 'course.yaml')));
  if (root === undefined || !SLUG.test(from)) throw refuse(`コース「${from}」がありません。`);
  const source = join(root, from);
  const year = yearOf(source);
  if (fiscalYear !== null && year === null)
    throw refuse(`コース「${from}」には年度がありません。--year を付けずに写してください。`);
  if (fiscalYear !== null && year !== null && fiscalYear <= year)
    throw refuse(`--year には、もとの版の年度(${String(year)})より後の年度を書いてください。`);
  return source;
}

/** The next edition stands beside the one before, under the same key. */
function folderOf({ key, from, fiscalYear }: CopyOrder): string {
  return fiscalYear !== null && keyOf(from) === key ? `${key}-${String(fiscalYear)}` : key;
}

/** `infosec-2027` is the edition of 2027 of `infosec`. */
function keyOf(folder: string): string {
  return folder.replace(/-\d{4}$/, '');
}

function yearOf(source: string): number | null {
  const year = /^fiscalYear: *(\d{4})/m.exec(
    readFileSync(join(source, 'course.yaml'), 'utf8'),
  )?.[1];
  return year === undefined ? null : Number(year);
}

/** Every id of the original begins with the folder's name in the copy; whole ids only, longest first. */
function renaming(source: string, { from }: CopyOrder, folder: string): (text: string) => string {
  const root = join(source, '..');
  const draft = new CourseReader(root).readFolder(basename(source));
  const names = new Map<string, string>();
  for (const { question } of draft.questions)
    names.set(question.id, fresh(question.id, from, folder));
  for (const lesson of draft.lessons) names.set(`${from}/${lesson.key}`, `${folder}/${lesson.key}`);
  const olds = [...names.keys()].toSorted((one, other) => other.length - one.length);
  if (olds.length === 0) return (text) => text;
  const any = new RegExp(`(?<![\\w.-])(?:${olds.map(escaped).join('|')})(?![\\w-]|\\.\\w)`, 'g');
  return (text) => text.replace(any, (old) => names.get(old) ?? old);
}

function fresh(id: string, from: string, folder: string): string {
  const own = [from, keyOf(from)].find((prefix) => id.startsWith(`${prefix}.`));
  return own === undefined ? `${folder}.${id}` : `${folder}${id.slice(own.length)}`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** course.yaml: its key, of what it is a copy, its year, and the year in its title. */
function headed(text: string, { from, key, fiscalYear }: CopyOrder): string {
  const own = text
    .replace(/^copyOf:.*\n/m, '')
    .replace(/^key:.*$/m, `key: ${key}\ncopyOf: ${from}`);
  if (fiscalYear === null) return own;
  return own
    .replace(/^fiscalYear:.*$/m, `fiscalYear: ${String(fiscalYear)}`)
    .replace(/^title:.*$/m, (title) =>
      title.replace(/令和(?:\d+|元)年度/, `令和${String(fiscalYear - 2018)}年度`),
    );
}

/** In the notation of the era and of the West: an edition that goes on speaking of last year is what readers notice. */
function leftOvers(target: string, old: number | null, fiscalYear: number | null): string[] {
  if (old === null || fiscalYear === null) return [];
  const words = new RegExp(`令和${String(old - 2018)}年|(?<!\\d)${String(old)}年`);
  return textsIn(target).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        words.test(line)
          ? [`${relative(target, file)}:${String(index + 1)} ${line.trim().slice(0, 60)}`]
          : [],
      ),
  );
}

function textsIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => {
      if (statSync(path).isDirectory()) return textsIn(path);
      return TEXTS.test(path) ? [path] : [];
    });
}

function refuse(message: string): InvalidInput {
  return new InvalidInput({}, 'course.copy_refused', message);
}
