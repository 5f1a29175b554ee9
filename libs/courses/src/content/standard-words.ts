import { fillAllWords, fillLessonWords, type LessonWords, Words } from '@app/platform';
import type { Catalogue, CourseDraft } from './catalogue';

/** A city that has set nothing: what authors' tools count and measure is what its people would read. */
const STANDARD = new Words({ city_name: { word: 'みなと市', short: 'みなと市' } }).inLessons;

/** Lessons, questions and meanings as a city reads them. What is printed as it is written stays so. */
export function inWords(catalogue: Catalogue, words: LessonWords = STANDARD): Catalogue {
  const { courses, glossary } = catalogue;
  return {
    ...catalogue,
    courses: courses.map((course) => courseInWords(course, words)),
    glossary:
      glossary &&
      new Map(
        [...glossary].map(([term, entry]) => [
          term,
          { ...entry, meaning: fillLessonWords(entry.meaning, words) },
        ]),
      ),
  };
}

function courseInWords(course: CourseDraft, words: LessonWords): CourseDraft {
  return {
    ...course,
    lessons: course.lessons.map((lesson) => ({
      ...lesson,
      facts: fillAllWords(lesson.facts, words),
      body: fillLessonWords(lesson.body, words),
    })),
    questions: course.questions.map((draft) => ({
      ...draft,
      question: fillAllWords(draft.question, words),
    })),
  };
}
