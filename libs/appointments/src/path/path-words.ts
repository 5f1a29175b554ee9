import { formatDateShort, type LocalDate, words } from '@app/platform';
import { type RequirementNames, wantedShort } from '../role/requirement.rules';
import type { Barred } from '../role/together.rules';
import { roleTitle } from '../vocabulary';
import { type Asked, isSpared } from './need-words';
import { missingParts, type PathPart, type PathReason, type RolePath } from './path.rules';

/** 「すぐに」 on the day itself, 「令和9年2月1日ごろ」, 「見通しなし」. */
export function expectedText(day: LocalDate | null, on?: LocalDate): string {
  if (day === null) return '見通しなし';
  return day === on ? 'すぐに' : `${formatDateShort(day)}ごろ`;
}

/** Why a requirement stands where it stands; `day` is what the estimate starts from. */
const REASONS: Readonly<Record<PathReason, (day: string) => string>> = {
  met: () => '',
  term_runs: (day) => `いまの任期(${day}まで)のうちに満ちます`,
  term_too_short: (day) => `任期(${day}まで)のうちには満ちません。再任が必要です`,
  no_term: () => `${words.supporterTitle}の任期がありません`,
  exam_ahead: (day) => `受験日は${day}`,
  exam_past: (day) => `受験日(${day})を過ぎ、結果の報告を待っています`,
  exam_passed: (day) => `${day}に受験して合格。合格証書の報告を待っています`,
  certificate_reported: (day) => `${day}に報告済み。確認を待っています`,
  few_activities: () => '活動の記録が足りません',
  no_exam: () => '受験の予定がありません',
  exam_over: (day) => `試験は${day}で終わりました。もう受けられません`,
  course_due: (day) => `期限は${day}`,
  course_overdue: (day) => `期限(${day})を過ぎています`,
  course_begun: () => '受講中(期限はありません)',
  no_course: () => 'まだ受講していません',
  other_employment: () => '任用形態が変わらないと満たせません',
  step_taken: () => '',
  step_waits: () => '進んでいます',
  step_ahead: () => 'これから',
  ask: () => '本人に確認',
};

export function reasonText({ why, from }: Pick<PathPart, 'why' | 'from'>): string {
  return REASONS[why](from === null ? '' : formatDateShort(from));
}

/** 「資格: ITパスポート(受験日は令和8年12月1日)」: what is missing, in a list of somebody's. */
export function missingText(part: PathPart, names: RequirementNames): string {
  return `${wantedShort(part.requirement.wanted, names)}(${reasonText(part)})`;
}

/** Why a term cannot begin before a day, one text a role: those that cannot be held at the same time. */
export function barTexts(barred: readonly Barred[]): readonly string[] {
  const roles = [...new Set(barred.map(({ role }) => role))];
  return roles.map((role) =>
    barText(
      role,
      barred.filter((it) => it.role === role),
    ),
  );
}

function barText(role: string, bars: readonly Barred[]): string {
  const title = roleTitle(role);
  const [first] = bars;
  if (bars.length === 1 && first && !first.isAhead && first.until === first.termUntil)
    return `${title}の任期が終わるまで兼ねられません(${formatDateShort(first.until)}まで)`;
  return `${title}とは${bars.map(barredSpan).join('、')}兼ねられません`;
}

function barredSpan({ from, until, isAhead }: Barred): string {
  const last = `${formatDateShort(until)}まで`;
  return isAhead ? `${formatDateShort(from)}から${last}` : last;
}

/** What stands in the way, one text each: other roles, and everything 必須 that is still missing. */
export function missingTexts(path: RolePath, names: RequirementNames): readonly string[] {
  return [...barTexts(path.barred), ...missingParts(path).map((part) => missingText(part, names))];
}

/** The same, and then what is 望ましい. */
export function lackTexts(path: RolePath, names: RequirementNames): readonly string[] {
  const all = path.parts.map(askedOf);
  const desirable = path.parts.filter(
    (it) => !it.requirement.isRequired && it.state !== 'done' && !isSpared(askedOf(it), all),
  );
  return [
    ...missingTexts(path, names),
    ...desirable.map((part) => `望ましい: ${missingText(part, names)}`),
  ];
}

/** When it is expected; of what is done, since when. */
export function dayText({ state, why, evidence, on, from }: PathPart): string {
  if (why === 'ask') return '本人に確認';
  const done = evidence?.on ?? from;
  if (state === 'done') return done === null ? '' : formatDateShort(done);
  return expectedText(on);
}

/** The whole way in one sentence, of a role that somebody does not hold. */
export function pathSentence(role: string, path: RolePath, today: LocalDate): string {
  return [
    ...barTexts(path.barred).map((text) => `${text}。`),
    wayText(roleTitle(role), path, today),
  ].join('');
}

function wayText(
  title: string,
  { parts, barred, readyOn, on }: RolePath,
  today: LocalDate,
): string {
  if (barred.length > 0 && on !== null)
    return `いまの予定のまま進むと、${expectedText(on)}に${title}になれる見込みです。`;
  if (parts.length === 0) return `${title}に要件は決められていません。だれでも推薦を受けられます。`;
  if (parts.every(({ requirement }) => !requirement.isRequired))
    return `${title}に必須の要件はありません。望ましい要件の進みを示します。`;
  if (on === today) return `${title}の必須の要件は、すべて満たしています。`;
  if (readyOn === today)
    return `${title}の必須の要件は、推薦などの手続きのほかは満たしています。手続きが進むと、${expectedText(on)}になれる見込みです。`;
  return on === null
    ? `${title}になる日の見通しは、まだありません。日の分からない必須の要件があります。`
    : `いまの予定のまま進むと、${expectedText(on)}に${title}になれる見込みです。`;
}

/** A requirement on the way, as it stands beside the others. */
export function askedOf({ requirement, state }: PathPart): Asked {
  return { requirement, isMet: state === 'done' };
}
