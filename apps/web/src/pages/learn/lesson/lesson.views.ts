import type { LessonCheck, LessonCompleted, LessonPageRow } from '@app/courses';
import { fillLessonWords } from '@app/platform';
import { courseAddress } from '../../../shell/learning-parts';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb, type Crumb } from '../../../shell/view-parts';
import {
  type FeedbackView,
  feedbackView,
  type QuestionFieldsView,
  questionFields,
  withReasons,
} from '../quiz/question.views';
import { type CityWords, fillHtml } from './city-words';
import { placedHtml, type PlaceView } from './lesson-html';

export interface CheckView {
  readonly anchor: string;
  readonly action: string;
  readonly question: QuestionFieldsView;
  readonly button: string;
  readonly error: string;
  /** Right or wrong; null before the answer. */
  readonly verdict: ChipView | null;
  /** What is said below: the verdict stands above, the reasons in the list of choices. */
  readonly feedback: FeedbackView | null;
}

/** A piece of the text, or a check that stands between two pieces. */
export interface LessonPart {
  readonly html: string;
  readonly check: CheckView | null;
}

export interface LessonView {
  readonly title: string;
  readonly breadcrumb: readonly Crumb[];
  readonly place: string;
  readonly position: number;
  readonly lessonCount: number;
  /** The headings; nothing where there are too few to choose from. */
  readonly contents: readonly PlaceView[];
  readonly parts: readonly LessonPart[];
  readonly takeaway: string;
  readonly note: string;
  /** The message stands at the check, and nowhere else. */
  readonly isCheckRefused: boolean;
  readonly completeAction: string;
  readonly button: string;
  /** That it is read; else nothing. */
  readonly chip: ChipView | null;
  readonly previousHref: string;
  readonly courseHref: string;
}

export interface LessonSurroundings {
  readonly checks: readonly LessonCheck[];
  readonly words: CityWords;
  /** The check whose form was refused, with the message. */
  readonly refused: { readonly questionId: string; readonly message: string } | null;
}

/** An address below the lesson's own. */
type Own = (rest: string) => string;

const FEWEST_PLACES = 2;

const MARKER = /<!--check:([0-9a-f-]+)-->/;

/** One lesson: where it stands, the text with its checks in place, what to do in one's own 課, and the way on. */
export function lessonView(lesson: LessonPageRow, around: LessonSurroundings): LessonView {
  const course = courseAddress(lesson);
  const own = (rest: string): string => courseAddress(lesson, `/lessons/${lesson.key}${rest}`);
  const { html, places } = placedHtml(fillHtml(lesson.html, around.words));
  return {
    title: lesson.title,
    breadcrumb: breadcrumb(
      ['学ぶ', '/courses'],
      [lesson.courseTitle, course],
      [`第${String(lesson.position)}回`],
    ),
    place: `${String(lesson.position)} / ${String(lesson.lessonCount)}・約${String(lesson.minutes)}分`,
    position: lesson.position,
    lessonCount: lesson.lessonCount,
    contents: places.length < FEWEST_PLACES ? [] : places,
    parts: partsOf(html, around, own),
    takeaway: fillLessonWords(lesson.takeaway, around.words),
    note: lesson.note,
    isCheckRefused: around.refused !== null,
    completeAction: own('/complete'),
    button: buttonText(lesson),
    chip: lesson.isCompleted ? stateChip('lesson.read') : null,
    previousHref:
      lesson.previousKey === null ? '' : courseAddress(lesson, `/lessons/${lesson.previousKey}`),
    courseHref: course,
  };
}

/** Where 読みました leads: the next lesson, the test when all is read, or back to the course, where the completion stands. */
export function addressAfter(
  course: { readonly courseKey: string; readonly year: number | null },
  { nextLessonKey, isCourseCompleted, isQuizNext }: LessonCompleted,
): string {
  if (isQuizNext && !isCourseCompleted) return courseAddress(course, '/quiz');
  const isOver = nextLessonKey === null || isCourseCompleted;
  return courseAddress(course, isOver ? '' : `/lessons/${nextLessonKey}`);
}

/** Splitting with a group gives text and id in turn. A check that is not known any more leaves its place empty. */
function partsOf(html: string, around: LessonSurroundings, own: Own): LessonPart[] {
  return html.split(MARKER).map((piece, index) => {
    if (index % 2 === 0) return { html: piece, check: null };
    const check = around.checks.find((it) => it.id === piece);
    return { html: '', check: check ? checkView(check, around, own) : null };
  });
}

function checkView(check: LessonCheck, around: LessonSurroundings, own: Own): CheckView {
  const feedback = check.feedback && feedbackView(check.feedback);
  const fields = asked(questionFields(check.question, check.answer, `q-${check.id}`));
  return {
    anchor: `check-${check.id}`,
    action: own(`/checks/${check.id}`),
    question: feedback ? withReasons(fields, feedback) : fields,
    button: feedback ? 'もう一度答える' : '答える',
    error: around.refused?.questionId === check.id ? around.refused.message : '',
    verdict: feedback?.chip ?? null,
    feedback: feedback && { ...feedback, chip: null, choices: [] },
  };
}

/** One of a lesson's choices must be taken: the browser says so before anything is sent. */
function asked(fields: QuestionFieldsView): QuestionFieldsView {
  const options = fields.options.map((option) => ({
    ...option,
    isRequired: option.type === 'radio',
  }));
  return { ...fields, options, parts: fields.parts.map(asked) };
}

function buttonText(lesson: LessonPageRow): string {
  const next = lesson.nextKey === null ? (lesson.hasQuiz ? 'テストへ' : '終わる') : '次へ';
  return lesson.isCompleted ? next : `読みました・${next}`;
}
