import type { Catalogue } from './catalogue';
import { cityFactProblems } from './city-facts.rules';
import { lintBanks, lintItems } from './lint-banks.rules';
import { lintLessonFigures } from './lesson-figures.rules';
import { lintLesson, lintReferences } from './lint-lesson.rules';
import { lintWording } from './lint-wording.rules';
import { lintIds, lintLikeness, lintQuestion, lintSpread, lintTags } from './lint-questions.rules';
import type { Problem } from './problem';
import { inWords } from './standard-words';
import { judgeSyllabi } from './syllabus.rules';
import { lintFigures, missingFigures } from './question-figures.rules';

/** What keeps a course from being published at all, by its folder. Other problems make it worse, not impossible. */
export function blockingProblems(catalogue: Catalogue): Problem[] {
  const questions = catalogue.courses.flatMap((course) => course.questions);
  return [
    ...lintIds(questions),
    ...catalogue.courses.flatMap(lintAssets),
    ...catalogue.courses.flatMap(missingFigures),
    ...catalogue.courses.flatMap((course) =>
      course.lessons.flatMap((lesson) => lintReferences(course, lesson)),
    ),
  ];
}

/** A picture is a picture: an SVG that runs, loads or embeds something is none. */
function lintAssets({ folder, assets }: CourseDraft): Problem[] {
  return assets
    .filter(({ name, bytes }) => name.endsWith('.svg') && ACTIVE_SVG.test(bytes.toString('utf8')))
    .map(({ name }) => ({
      file: `${folder}/assets/${name}`,
      line: null,
      reason: 'スクリプト・外部の参照・埋込みを含むSVGは使えません。',
    }));
}

const ACTIVE_SVG =
  /<script|<foreignObject|<iframe|\son[a-z]+\s*=|javascript:|(?:href|src)\s*=\s*["'](?!#)|@import|url\(\s*["']?(?!#)/i;

/** Everything that `courses check` finds in files of the right shape. */
export function lintCatalogue(written: Catalogue): Problem[] {
  return [...cityFactProblems(written), ...lintRead(inWords(written))];
}

/** Everything about the texts as they are read, with the words of a city in them. */
function lintRead(catalogue: Catalogue): Problem[] {
  const { courses, glossary } = catalogue;
  const questions = courses.flatMap((course) => course.questions);
  const terms = glossary && new Set(glossary.keys());
  return [
    ...blockingProblems(catalogue),
    ...judgeSyllabi(catalogue.syllabi).problems,
    ...courses.flatMap((course) => course.lessons.flatMap((lesson) => lintLesson(lesson, terms))),
    ...courses.flatMap(lintMinutes),
    ...courses.flatMap(lintPromise),
    ...questions.flatMap(lintQuestion),
    ...lintTags(questions, knownTags(catalogue)),
    ...courses.flatMap(lintQuiz),
    ...courses.flatMap(lintSpread),
    ...courses.flatMap(lintFigures),
    ...courses.flatMap(lintLessonFigures),
    ...lintItems(questions),
    ...lintBanks(catalogue),
    ...lintLikeness(questions, copiesOf(catalogue)),
    ...lintGlossary(catalogue),
    ...lintWording(catalogue),
  ];
}

/** From the folder of each copy to that of its original. */
function copiesOf({ courses }: Catalogue): ReadonlyMap<string, string> {
  return new Map(
    courses.flatMap(({ folder, course }) =>
      course?.copyOf === undefined ? [] : [[folder, course.copyOf] as const],
    ),
  );
}

function knownTags({ courses, syllabi }: Catalogue): ReadonlySet<string> {
  const lessons = courses.flatMap((course) =>
    course.lessons.map((lesson) => `${course.folder}/${lesson.key}`),
  );
  const items = syllabi.flatMap((syllabus) =>
    syllabus.fields
      .flatMap((field) => field.majors)
      .flatMap((major) => major.middles)
      .flatMap((middle) => middle.items)
      .map((item) => `${syllabus.key}/${String(item.number)}`),
  );
  return new Set([...lessons, ...items]);
}

type CourseDraft = Catalogue['courses'][number];

function lintMinutes({ folder, course, lessons }: CourseDraft): Problem[] {
  const sum = lessons.reduce((total, lesson) => total + lesson.facts.minutes, 0);
  if (!course || lessons.length < course.lessons.length || sum === course.minutes) return [];
  const reason = `minutes が、レッスンの合計(${String(sum)}分)と合いません。`;
  return [{ file: `${folder}/course.yaml`, line: null, reason }];
}

/** What the plan promises of all staff is learnt by all staff; information security every fiscal year anew. */
function lintPromise({ folder, course }: CourseDraft): Problem[] {
  if (course?.promise === undefined) return [];
  const reasons = [
    ...(course.audience.includes('all_staff')
      ? []
      : ['promise を書くコースは、audience に all_staff が要ります。']),
    ...(course.promise === 'information_security' && course.fiscalYear === undefined
      ? ['promise: information_security のコースは毎年度のものです。fiscalYear を書いてください。']
      : []),
  ];
  return reasons.map((reason) => ({ file: `${folder}/course.yaml`, line: null, reason }));
}

function lintQuiz({ folder, course, questions }: CourseDraft): Problem[] {
  const draw = course?.completion.quiz?.draw ?? 0;
  const pool = questions.filter((draft) => isForQuiz(draft.question.usage)).length;
  if (draw <= pool) return [];
  const reason = `テストは${String(draw)}問出しますが、問題は${String(pool)}問しかありません。`;
  return [{ file: `${folder}/course.yaml`, line: null, reason }];
}

/** Questions of mock exams are kept for them. */
export function isForQuiz(usage: string): boolean {
  return !usage.startsWith('mock-');
}

function lintGlossary({ glossary }: Catalogue): Problem[] {
  if (!glossary) return [];
  return [...glossary.values()].flatMap(({ term, see }) =>
    see
      .filter((other) => !glossary.has(other))
      .map((other) => ({
        file: 'glossary.yaml',
        line: null,
        reason: `「${term}」の see にある「${other}」が用語集にありません。`,
      })),
  );
}
