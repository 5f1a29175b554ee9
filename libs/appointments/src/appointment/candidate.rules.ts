import { type Absence, ABSENCE_WORDS } from '@app/organization';
import {
  addDays,
  addMonths,
  formatDateShort,
  formatRange,
  type LocalDate,
  type OrgUnitId,
  type PersonId,
  words,
} from '@app/platform';
import { NOMINATION_STATE_WORDS, originText } from '../nomination/nomination-words';
import type { RunningNomination } from '../nomination/running-nominations';
import { pastMonthEnds, usualTermEnd } from './appointment.rules';

/** What is known of a person on the first day of a term. */
export interface CandidateFacts {
  readonly personId: PersonId;
  readonly staffNumber: string;
  readonly name: string;
  readonly isEmployed: boolean;
  readonly employmentType: string | null;
  /** The last day of the employment when nothing follows it; null for an open one. */
  readonly employedUntil: LocalDate | null;
  readonly absence: Absence | null;
  readonly unitId: OrgUnitId | null;
  readonly unitName: string | null;
}

interface LetterUse {
  readonly name: string;
  readonly termStart: LocalDate;
}

/** The days before today whose figures a late record changes. */
interface PastFigures {
  readonly from: LocalDate;
  /** The last of them; null: yesterday. */
  readonly until: LocalDate | null;
  readonly monthEnds: number;
}

export type AppointmentWarning =
  | Away
  | { readonly kind: 'long_term'; readonly usualEnd: LocalDate }
  | { readonly kind: 'employment_ends'; readonly on: LocalDate; readonly isFiscalYear: boolean }
  | { readonly kind: 'recorded_late'; readonly past: PastFigures }
  | { readonly kind: 'extended_late'; readonly past: PastFigures }
  /** A renewal that does not begin where the term before ends. */
  | { readonly kind: 'gap'; readonly from: LocalDate; readonly until: LocalDate }
  | { readonly kind: 'far_ahead'; readonly from: LocalDate }
  | { readonly kind: 'document_used'; readonly uses: readonly LetterUse[] }
  /** The same person is recommended for the same role, and is not appointed by that. */
  | { readonly kind: 'nomination_running'; readonly nomination: RunningNomination }
  /** 必須, and no row of the books meets it on the first day. */
  | { readonly kind: 'requirements_missing'; readonly missing: readonly string[] }
  /** 必須, and in no books: whoever appoints has seen to it. */
  | { readonly kind: 'steps_to_confirm'; readonly steps: readonly string[] };

/** What else a judgement needs: the day it is made, and the other letters of the same number. */
export interface WarningContext {
  readonly today: LocalDate;
  readonly documentUses: readonly LetterUse[];
  /** How long the role's terms are; null: to the end of the third fiscal year. */
  readonly termMonths: number | null;
  /** What the role asks for and is not met, or is in no books; in words. */
  readonly missing: readonly string[];
  readonly steps: readonly string[];
  /** The last day of the term that is renewed. */
  readonly renewedEnd?: LocalDate | undefined;
  /** What the appointment would close. */
  readonly running?: RunningNomination | null;
}

/** Who begins next April is appointed in spring; a start further ahead is mostly a slip of the keyboard. */
const MONTHS_AHEAD = 12;

/** What the appointing person must have seen and accepted; none of it forbids the appointment. */
export function appointmentWarnings(
  facts: CandidateFacts,
  { termStart, termEnd }: { readonly termStart: LocalDate; readonly termEnd: LocalDate },
  { today, documentUses, termMonths, missing, steps, renewedEnd, running = null }: WarningContext,
): AppointmentWarning[] {
  const warnings: AppointmentWarning[] = [
    ...(running === null ? [] : [{ kind: 'nomination_running' as const, nomination: running }]),
    ...absenceWarnings(facts.absence),
    ...employmentWarnings(facts, termEnd),
    ...gapWarnings(renewedEnd, termStart),
  ];
  // A mistyped year is the usual reason for a term of many years.
  const usualEnd = usualTermEnd(termStart, termMonths);
  if (termEnd > usualEnd) warnings.push({ kind: 'long_term', usualEnd });
  if (termStart < today) {
    warnings.push({ kind: 'recorded_late', past: pastFigures(termStart, termEnd, today) });
  }
  if (termStart > addMonths(today, MONTHS_AHEAD))
    warnings.push({ kind: 'far_ahead', from: termStart });
  if (documentUses.length > 0) warnings.push({ kind: 'document_used', uses: documentUses });
  if (missing.length > 0) warnings.push({ kind: 'requirements_missing', missing });
  if (steps.length > 0) warnings.push({ kind: 'steps_to_confirm', steps });
  return warnings;
}

/** Whether it has to be said why somebody is appointed all the same: something 必須 is missing, whoever appoints and however many. */
export function asksReason(warnings: readonly Pick<AppointmentWarning, 'kind'>[]): boolean {
  return warnings.some(({ kind }) => kind === 'requirements_missing');
}

/** What the reason is asked as. */
export const WARNED_REASON = '必須の要件を満たさないまま登録する理由';

/** What must have been seen before a term goes on to a later end; `from` is the first day of what is added. */
export function extensionWarnings(
  facts: CandidateFacts,
  { from, termEnd }: { readonly from: LocalDate; readonly termEnd: LocalDate },
  { today, documentUses }: Pick<WarningContext, 'today' | 'documentUses'>,
): AppointmentWarning[] {
  const warnings: AppointmentWarning[] = [
    ...absenceWarnings(facts.absence),
    ...employmentWarnings(facts, termEnd),
  ];
  if (from < today)
    warnings.push({ kind: 'extended_late', past: pastFigures(from, termEnd, today) });
  if (documentUses.length > 0) warnings.push({ kind: 'document_used', uses: documentUses });
  return warnings;
}

function employmentWarnings(facts: CandidateFacts, termEnd: LocalDate): AppointmentWarning[] {
  const { employedUntil: on, employmentType } = facts;
  if (on === null || on >= termEnd) return [];
  return [
    { kind: 'employment_ends', on, isFiscalYear: employmentType === 'fiscal_year_appointee' },
  ];
}

function gapWarnings(
  renewedEnd: LocalDate | undefined,
  termStart: LocalDate,
): AppointmentWarning[] {
  if (renewedEnd === undefined || addDays(renewedEnd, 1) >= termStart) return [];
  return [{ kind: 'gap', from: addDays(renewedEnd, 1), until: addDays(termStart, -1) }];
}

function absenceWarnings(absence: Absence | null): Away[] {
  if (absence === null) return [];
  return [absence === 'seconded' ? { kind: absence } : { kind: 'on_leave', absence }];
}

/** What whoever recommends must have seen: of somebody who is away today what an appointment would say of them. */
export function nominationWarnings(
  absence: Absence | null,
): readonly { readonly kind: string; readonly text: string }[] {
  return absenceWarnings(absence).map((it) => ({ kind: it.kind, text: `いま${awayText(it)}` }));
}

type Away =
  | { readonly kind: 'on_leave'; readonly absence: Exclude<Absence, 'seconded'> }
  | { readonly kind: 'seconded' };

/** By its own name: whoever appoints knows then whether it is that what they know of. */
function awayText(away: Away): string {
  return away.kind === 'seconded'
    ? `派遣中です。戻るまで、${words.unit}の充足には数えません。`
    : `${ABSENCE_WORDS[away.absence]}中です。復帰するまで、${words.unit}の充足には数えません。`;
}

export function warningText(warning: AppointmentWarning): string {
  switch (warning.kind) {
    case 'on_leave':
    case 'seconded':
      return `任期の始まりに${awayText(warning)}`;
    case 'long_term':
      return `任期の終わりが、いつもの終わり(${formatDateShort(warning.usualEnd)})より後です。年の入力を確かめてください。`;
    case 'employment_ends':
      return warning.isFiscalYear
        ? `会計年度任用職員で、任用が${formatDateShort(warning.on)}までです。更新されなければ、その翌日から${words.unit}の充足に数えません。`
        : `在職が${formatDateShort(warning.on)}までです。任期の途中ですが、その翌日から${words.unit}の充足に数えません。`;
    case 'recorded_late':
      return lateText(warning.past);
    case 'extended_late':
      return `過ぎた日からの延長です。延長を後から登録したことを表示し、${changedFigures(warning.past)}`;
    case 'gap':
      return `前の任期の終わりから間が空きます。${formatDateShort(warning.from)}から${formatDateShort(warning.until)}までは、役割に就いていない日になります。`;
    case 'far_ahead':
      return `任期の始まり(${formatDateShort(warning.from)})が1年より先です。年の入力を確かめてください。`;
    case 'document_used':
      return `同じ文書番号が、${warning.uses.map(useText).join('、')}の任命にも使われています。番号を確かめてください。`;
    case 'nomination_running':
      return runningText(warning.nomination);
    case 'requirements_missing':
      return `任期の始まりに、必須の要件を満たしていません(${warning.missing.join('、')})。`;
    case 'steps_to_confirm':
      return `${warning.steps.join('・')}が必須です。済んでいることを確かめてください。`;
  }
}

function runningText({ origin, state, nominatorName, isByDeputy }: RunningNomination): string {
  const by = origin === 'self' || nominatorName === null ? '' : `(${nominatorName})`;
  return `この役割への${originText({ origin, isByDeputy })}${by}が「${NOMINATION_STATE_WORDS[state]}」まで進んでいます。推薦によらずに登録すると、その推薦は「${NOMINATION_STATE_WORDS.appointed_directly}」になります。本人と推薦した人には、そのことを知らせます。`;
}

function lateText(past: PastFigures): string {
  return `過ぎた日からの任命です。「後から登録」と表示し、${changedFigures(past)}`;
}

/** The term that follows another one. */
export interface Renewal {
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
}

/** What must have been seen before a term is ended early: what it changes of the past, and what it leaves standing. */
export function endWarnings(
  {
    endedOn,
    termEnd,
    renewal,
  }: {
    readonly endedOn: LocalDate;
    readonly termEnd: LocalDate;
    readonly renewal: Renewal | null;
  },
  today: LocalDate,
): string[] {
  const late = lateEndText({ endedOn, termEnd }, today);
  return [
    ...(late === null ? [] : [late]),
    ...(renewal === null
      ? []
      : [
          `再任(任期 ${formatRange(renewal.termStart, renewal.termEnd)})は、この終了では取りやめになりません。再任もしないときは、その任命も取り消してください。`,
        ]),
  ];
}

/** Null when no figure of the past changes. */
function lateEndText(
  { endedOn, termEnd }: { readonly endedOn: LocalDate; readonly termEnd: LocalDate },
  today: LocalDate,
): string | null {
  const from = addDays(endedOn, 1);
  if (from >= today) return null;
  return `過ぎた日での終了です。「終了を後から登録」と表示し、${changedFigures(pastFigures(from, termEnd, today))}`;
}

function pastFigures(from: LocalDate, termEnd: LocalDate, today: LocalDate): PastFigures {
  const monthEnds = pastMonthEnds({ termStart: from, termEnd, endedOn: null }, today);
  return { from, until: termEnd < addDays(today, -1) ? termEnd : null, monthEnds };
}

function changedFigures({ from, until, monthEnds }: PastFigures): string {
  const days = `${formatDateShort(from)}から${until === null ? '昨日' : formatDateShort(until)}までの数字`;
  return monthEnds === 0
    ? `${days}が変わります。`
    : `${days}(月末の数字は${String(monthEnds)}回分)が変わります。`;
}

function useText({ name, termStart }: LetterUse): string {
  return `${name}さん(${formatDateShort(termStart)}から)`;
}
