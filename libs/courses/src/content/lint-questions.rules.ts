import { choicesAsked } from '@app/quizzes';
import { absoluteReasons } from './absolute-words.rules';
import { balanceReasons } from './answer-balance.rules';
import { holds } from './arithmetic.rules';
import type { CourseDraft, QuestionDraft } from './catalogue';
import type { QuestionFile } from './course-files.schema';
import { lengthOf, longSentences, MAXIMUM_SENTENCE } from './lint-lesson.rules';
import { orderCueReasons } from './order-cues.rules';
import type { Problem } from './problem';
import { similarPairs } from './similarity.rules';

const ESCAPES = /(すべて|全て)(正しい|適切)|上記の(いずれ|すべて|全て|どれ)|いずれも(正しい|適切)/;
const MAXIMUM_SHARE = 0.4;
const ENOUGH_FOR_POSITIONS = 40;
const ENOUGH_FOR_LENGTHS = 20;
const SAME = 0.9;

type ChoiceQuestion = Extract<QuestionFile, { kind: 'single' | 'multiple' | 'true_false' }>;

/** One question by itself: reasons for every choice, no easy way out, arithmetic that comes out. */
export function lintQuestion(draft: QuestionDraft): Problem[] {
  const { question } = draft;
  const reasons: string[] = [];
  if ('choices' in question) reasons.push(...lintChoices(question));
  if (question.check !== undefined) reasons.push(...lintCheck(question.check));
  if (question.source === 'past_paper' && question.citation === undefined) {
    reasons.push('過去問には citation(出典)が必要です。');
  }
  if (question.kind === 'multiple') reasons.push(...countReasons(question));
  if (question.kind === 'order') reasons.push(...orderCueReasons(question.stem, question.items));
  reasons.push(...absoluteReasons(question));
  const texts = [stemOf(question), question.explanation];
  for (const sentence of texts.flatMap(longSentences)) {
    reasons.push(
      `1文が${String(lengthOf(sentence))}字あります(${String(MAXIMUM_SENTENCE)}字まで): ${sentence.slice(0, 20)}…`,
    );
  }
  return reasons.map((reason) => problemOf(draft, reason));
}

/** 「2つ選んでください」 has two right ones: the page takes no more than it says. */
function countReasons({ stem, choices }: Extract<QuestionFile, { kind: 'multiple' }>): string[] {
  const asked = choicesAsked(stem);
  const right = choices.filter(({ correct }) => correct).length;
  if (asked === null || asked === right) return [];
  return [`問題文は${String(asked)}つ選ぶように言っていますが、正解は${String(right)}つです。`];
}

/** Ids are unique over all courses: results of years point at them. */
export function lintIds(drafts: readonly QuestionDraft[]): Problem[] {
  const first = new Map<string, QuestionDraft>();
  return ownersFirst(drafts).flatMap((draft) => {
    const earlier = first.get(draft.question.id);
    if (!earlier) {
      first.set(draft.question.id, draft);
      return [];
    }
    return [problemOf(draft, `同じidが ${earlier.file}:${String(earlier.line)} にもあります。`)];
  });
}

/** An id that begins with the folder's name is at home there: a copy with the same ids never displaces its original. */
function ownersFirst(drafts: readonly QuestionDraft[]): readonly QuestionDraft[] {
  const rank = ({ file, question }: QuestionDraft) =>
    question.id.startsWith(`${folderOf(file)}.`) ? 0 : 1;
  return drafts.toSorted((one, other) => rank(one) - rank(other));
}

const folderOf = (file: string): string => file.slice(0, file.indexOf('/'));

/** A tag names a lesson of a course or an item of a syllabus. */
export function lintTags(drafts: readonly QuestionDraft[], known: ReadonlySet<string>): Problem[] {
  return drafts.flatMap((draft) =>
    draft.question.tags
      .filter((tag) => !known.has(tag))
      .map((tag) =>
        problemOf(draft, `tags の「${tag}」にあたるレッスンやシラバスの項目がありません。`),
      ),
  );
}

/** Nobody passes by always choosing the same place or the longest choice. */
export function lintSpread(course: CourseDraft): Problem[] {
  const questions = course.questions.map((draft) => draft.question);
  const singles = questions.filter((question) => question.kind === 'single');
  const reasons = [
    ...lintPositions(singles),
    ...lintLengths(singles),
    ...balanceReasons(questions),
  ];
  return reasons.map((reason) => ({ file: course.folder, line: null, reason }));
}

/** No two questions ask the same, in any course. */
export function lintLikeness(
  drafts: readonly QuestionDraft[],
  copies: ReadonlyMap<string, string> = new Map(),
): Problem[] {
  const stems = drafts.map((draft) => stemOf(draft.question));
  const family = (draft: QuestionDraft): string => familyOf(folderOf(draft.file), copies);
  return similarPairs(stems, SAME).flatMap(([one, other]) => {
    const [earlier, later] = [drafts[one], drafts[other]];
    if (!earlier || !later) return [];
    const isCopied = folderOf(earlier.file) !== folderOf(later.file);
    if (isCopied && family(earlier) === family(later)) return [];
    return [
      problemOf(
        later,
        `問題文が ${earlier.question.id}(${earlier.file}:${String(earlier.line)})とほとんど同じです。`,
      ),
    ];
  });
}

/** A copy says of what it is one (copyOf), and that may be a copy, too: all of them are alike on purpose. */
function familyOf(folder: string, copies: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let root = folder;
  for (let up = copies.get(root); up !== undefined && !seen.has(up); up = copies.get(root)) {
    seen.add(root);
    root = up;
  }
  return root;
}

function problemOf(draft: QuestionDraft, reason: string): Problem {
  return { file: draft.file, line: draft.line, reason: `${draft.question.id}: ${reason}` };
}

function stemOf(question: QuestionFile): string {
  return question.kind === 'case' ? question.text : question.stem;
}

function lintChoices({ choices }: ChoiceQuestion): string[] {
  const texts = choices.map((choice) => choice.text.normalize('NFKC').trim());
  const reasons: string[] = [];
  if (new Set(texts).size < texts.length) reasons.push('同じ選択肢が2つあります。');
  if (choices.some((choice) => choice.why === ''))
    reasons.push('why(理由)のない選択肢があります。');
  const escape = texts.find((text) => ESCAPES.test(text));
  if (escape !== undefined) reasons.push(`「${escape}」のような選択肢は使えません。`);
  return reasons;
}

function lintCheck(check: string): string[] {
  try {
    return holds(check) ? [] : [`check の計算が合いません: ${check}`];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [`check を計算できません: ${error.message}`];
  }
}

type Single = Extract<QuestionFile, { kind: 'single' }>;

function lintPositions(singles: readonly Single[]): string[] {
  if (singles.length < ENOUGH_FOR_POSITIONS) return [];
  const counts = new Map<number, number>();
  for (const { choices } of singles) {
    const place = choices.findIndex((choice) => choice.correct) + 1;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count / singles.length > MAXIMUM_SHARE)
    .map(
      ([place, count]) =>
        `正解の位置が偏っています: ${String(place)}番目が${shareText(count, singles.length)}。`,
    );
}

function lintLengths(singles: readonly Single[]): string[] {
  if (singles.length < ENOUGH_FOR_LENGTHS) return [];
  const count = singles.filter(isLongestRight).length;
  if (count / singles.length <= MAXIMUM_SHARE) return [];
  return [`正解がいちばん長い問題が多すぎます: ${shareText(count, singles.length)}。`];
}

function isLongestRight({ choices }: Single): boolean {
  const right = choices.find((choice) => choice.correct);
  const longestWrong = Math.max(
    ...choices.filter((choice) => !choice.correct).map((choice) => lengthOf(choice.text)),
  );
  return right !== undefined && lengthOf(right.text) > longestWrong;
}

function shareText(count: number, total: number): string {
  const percent = ((count / total) * 100).toFixed(0);
  return `${String(total)}問中${String(count)}問(${percent}%、上限${String(MAXIMUM_SHARE * 100)}%)`;
}
