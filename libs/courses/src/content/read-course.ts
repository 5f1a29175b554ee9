import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AssetDraft, Catalogue, CourseDraft, LessonDraft, QuestionDraft } from './catalogue';
import {
  type CourseFile,
  courseFileSchema,
  frontMatterSchema,
  type GlossaryTermFile,
  glossaryTermSchema,
  type LawFile,
  lawSchema,
  questionFileSchema,
  type Syllabus,
  syllabusSchema,
} from './course-files.schema';
import type { Problem } from './problem';
import { YamlFile } from './yaml-file';

const LESSON = /^\d{2}-.+\.md$/;
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/;

/** Reads the folder of all courses: what has the right shape, and the reasons for what has not. */
export class CourseReader {
  readonly problems: Problem[] = [];

  constructor(private readonly root: string) {}

  read(): Catalogue {
    return {
      courses: this.folders().map((folder) => this.readCourse(folder)),
      glossary: this.readGlossary(),
      laws: this.readLaws(),
      syllabi: this.readSyllabi(),
    };
  }

  /** One folder of the root. */
  readFolder(folder: string): CourseDraft {
    return this.readCourse(folder);
  }

  /** Folders of courses: those with a course.yaml, questions or numbered lessons. */
  private folders(): string[] {
    return readdirSync(this.root)
      .filter((name) => statSync(join(this.root, name)).isDirectory())
      .filter((name) =>
        readdirSync(join(this.root, name)).some(
          (entry) => entry === 'course.yaml' || entry === 'questions' || LESSON.test(entry),
        ),
      )
      .sort();
  }

  private readCourse(folder: string): CourseDraft {
    const course = this.readCourseFile(folder);
    return {
      folder,
      course,
      lessons: this.readLessons(folder, course),
      questions: this.list(join(folder, 'questions'), '.yaml').flatMap((file) =>
        this.readQuestions(file),
      ),
      assets: this.readAssets(folder),
    };
  }

  private readCourseFile(folder: string): CourseFile | null {
    const file = `${folder}/course.yaml`;
    if (!existsSync(join(this.root, file))) {
      this.refuse(file, null, 'course.yaml がありません。');
      return null;
    }
    const yaml = this.openYaml(file);
    const course = yaml.parse(courseFileSchema, this.problems);
    if (course && !isFolderOf(course, folder)) {
      this.refuse(
        file,
        yaml.lineOf(['key']),
        `key は、フォルダーの名前「${folder}」(年度の版は「キー-年度」)と同じにしてください。`,
      );
    }
    return course;
  }

  private readLessons(folder: string, course: CourseFile | null): LessonDraft[] {
    const present = readdirSync(join(this.root, folder))
      .filter((name) => LESSON.test(name))
      .sort();
    const wanted = course?.lessons ?? present;
    for (const name of wanted.filter((lesson) => !present.includes(lesson))) {
      this.refuse(
        `${folder}/course.yaml`,
        null,
        `lessons の「${name}」というファイルがありません。`,
      );
    }
    for (const name of present.filter((lesson) => !wanted.includes(lesson))) {
      this.refuse(`${folder}/${name}`, null, 'course.yaml の lessons に書かれていません。');
    }
    return wanted
      .filter((name) => present.includes(name))
      .flatMap((name) => this.readLesson(`${folder}/${name}`, name.replace(/\.md$/, '')));
  }

  private readLesson(file: string, key: string): LessonDraft[] {
    const source = this.text(file);
    const head = FRONT_MATTER.exec(source);
    if (!head) {
      this.refuse(file, 1, '先頭に「---」で囲んだ項目(title など)がありません。');
      return [];
    }
    const yaml = new YamlFile(file, head[1] ?? '', 2);
    this.problems.push(...yaml.problems);
    const facts = yaml.parse(frontMatterSchema, this.problems);
    if (!facts) return [];
    const bodyLine = head[0].split('\n').length;
    return [{ file, key, facts, body: source.slice(head[0].length), bodyLine }];
  }

  private readQuestions(file: string): QuestionDraft[] {
    const yaml = this.openYaml(file);
    const list = yaml.parse(z.array(z.unknown()), this.problems) ?? [];
    return list.flatMap((_, index) => {
      const question = yaml.parse(questionFileSchema, this.problems, [index]);
      return question ? [{ file, line: yaml.lineOf([index]), question }] : [];
    });
  }

  private readAssets(folder: string): AssetDraft[] {
    return this.list(join(folder, 'assets'), '').map((file) => ({
      name: file.slice(file.lastIndexOf('/') + 1),
      bytes: readFileSync(join(this.root, file)),
    }));
  }

  private readGlossary(): ReadonlyMap<string, GlossaryTermFile> | null {
    const file = 'glossary.yaml';
    if (!existsSync(join(this.root, file))) return null;
    const yaml = this.openYaml(file);
    const list = yaml.parse(z.array(z.unknown()), this.problems) ?? [];
    const terms = new Map<string, GlossaryTermFile>();
    for (const index of list.keys()) {
      const term = yaml.parse(glossaryTermSchema, this.problems, [index]);
      if (term && terms.has(term.term)) {
        this.refuse(file, yaml.lineOf([index]), `「${term.term}」が2回あります。`);
      }
      if (term) terms.set(term.term, term);
    }
    return terms;
  }

  private readLaws(): LawFile[] | null {
    const file = 'laws.yaml';
    if (!existsSync(join(this.root, file))) return null;
    return this.openYaml(file).parse(z.array(lawSchema), this.problems);
  }

  private readSyllabi(): Syllabus[] {
    return this.list('syllabus', '.yaml').flatMap((file) => {
      const syllabus = this.openYaml(file).parse(syllabusSchema, this.problems);
      return syllabus ? [syllabus] : [];
    });
  }

  private openYaml(file: string): YamlFile {
    const yaml = new YamlFile(file, this.text(file));
    this.problems.push(...yaml.problems);
    return yaml;
  }

  private text(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** Files of a folder in the order of their names; none when there is no such folder. */
  private list(folder: string, ending: string): string[] {
    const path = join(this.root, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => name.endsWith(ending) && !name.startsWith('.'))
      .sort()
      .map((name) => `${folder.replaceAll('\\', '/')}/${name}`);
  }

  private refuse(file: string, line: number | null, reason: string): void {
    this.problems.push({ file, line, reason });
  }
}

/** A course stands in a folder of its key; a further edition of it in one with its fiscal year behind. */
function isFolderOf({ key, fiscalYear }: CourseFile, folder: string): boolean {
  return folder === key || (fiscalYear !== undefined && folder === `${key}-${String(fiscalYear)}`);
}
