import { IMPORT_PART_WORDS } from '@app/exports';
import {
  type BatchSummary,
  IMPORT_FILE_WORDS,
  type PlanItem,
  PREVIEW_DAYS,
  type Suspicion,
  SUSPICION_WORDS,
  USUAL_SOURCE,
} from '@app/organization';
import {
  addDays,
  formatDateShort,
  formatDateTime,
  formatRange,
  type LocalDate,
  type Page,
  partOf,
  people,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { PLAN_PARTS, type PlanPart } from './imports.forms';
import type { NumberQuestion } from './number-choices.views';
import { batchFilesView } from './batch-files.views';
import { hasGrave, typedCount } from './grave.rules';
import { repairsView } from './repairs.views';
import { limitTexts, readingView } from './reading.views';
import { postingColumnNotes, unitColumnNotes } from './layout-columns';

export const BATCHES_PER_PAGE = 20;
export const ITEMS_PER_PAGE = 50;

export function importsView(
  batches: Page<BatchSummary>,
  page: number,
  form: FormView<'units' | 'postings' | 'effectiveOn' | 'source' | 'unitsSheet' | 'postingsSheet'>,
) {
  return {
    title: '取込み',
    breadcrumb: breadcrumb(['取込み']),
    form,
    limits: limitTexts(),
    isSheetOpen: [form.fields.source, form.fields.unitsSheet, form.fields.postingsSheet].some(
      ({ value, error }) => error !== '' || !['', USUAL_SOURCE].includes(value),
    ),
    unitColumns: unitColumnNotes(),
    postingColumns: postingColumnNotes(),
    batches: batches.rows.map((batch) => ({
      href: `/imports/${batch.id}`,
      createdAt: formatDateTime(batch.createdAt),
      createdBy: batch.createdBy ?? '',
      effectiveOn: formatDateShort(batch.effectiveOn),
      files: filesText(batch),
      counts: listedCount(batch.summary),
      chip: stateChip(`import.${batch.state}`),
    })),
    pages: pager({ page, pageSize: BATCHES_PER_PAGE, total: batches.total }, (number) =>
      address('/imports', { page: number }),
    ),
  };
}

/** What of the plan is looked at, and its rows. */
export interface ShownPart {
  readonly part: PlanPart;
  readonly page: number;
  readonly total: number;
  readonly items: readonly PlanItem[];
  readonly suspicions: readonly Suspicion[];
  /** Of the new numbers among them. */
  readonly questions: readonly NumberQuestion[];
}

export function importView(
  batch: BatchSummary,
  shown: ShownPart,
  form: FormView<'alarmsAccepted' | 'confirmed'>,
  today: LocalDate,
) {
  const { summary } = batch;
  const counts = countsOf(batch);
  const writes = counts.create + counts.change;
  return {
    title: `取込み(${formatDateShort(batch.effectiveOn)}発令)`,
    breadcrumb: breadcrumb(['取込み', '/imports'], [`${formatDateShort(batch.effectiveOn)}発令`]),
    form,
    chip: stateChip(`import.${batch.state}`),
    ...{ sentence: stateSentence(batch, counts), reason: batch.reason },
    isOpen: batch.state === 'previewed',
    ...batchFilesView(batch, shown),
    heldText: heldText(batch, today),
    pastText: pastText(batch, today),
    alarms: summary.alarms.map(({ message, examples }) => ({
      message,
      examples: examples.join('、'),
    })),
    ...{ ...repairsView(batch), unitsHref: unitsHrefOf(batch) },
    ...readingView(batch),
    parts: partLinks(batch, shown.part),
    part: IMPORT_PART_WORDS[shown.part],
    isSuspicious: shown.part === 'suspicious',
    isRefused: shown.part === 'refused',
    items: shown.items.map(itemView),
    suspicions: shown.suspicions.map((row) => ({ ...row, word: SUSPICION_WORDS[row.kind] })),
    questions: shown.questions,
    chooseAction: `/imports/${batch.id}/numbers`,
    pages: pager({ page: shown.page, pageSize: ITEMS_PER_PAGE, total: shown.total }, (number) =>
      address(`/imports/${batch.id}`, { show: shown.part, page: number }),
    ),
    unknownTitles: summary.unknownTitles.map((row) => `${row.title}(${row.people}名)`).join('、'),
    apply: {
      action: `/imports/${batch.id}/apply`,
      discardAction: `/imports/${batch.id}/discard`,
      isPossible: writes > 0 || summary.missingPeople > 0,
      ...{ sentence: changesText(summary), button: `反映する(${changedCount(summary)})` },
      ...{ mustType: hasGrave(batch), typedLabel: `${typedCount(batch).who}の人数` },
      refused: counts.refused,
      missing: summary.missingPeople,
      undecided: summary.undecidedNumbers,
      undecidedHref: address(`/imports/${batch.id}`, { show: 'suspicious' }),
    },
  };
}

type Changes = Pick<BatchSummary['summary'], 'units' | 'affectedPeople'>;

const changedUnits = ({ units }: Changes): number => (units ? units.create + units.change : 0);

/** 「3名」, 「所属2件」, 「所属2件、職員3名」: of a file of units only nobody changes. */
function changedCount(summary: Changes): string {
  const [ofUnits, ofPeople] = [changedUnits(summary), summary.affectedPeople];
  if (ofUnits === 0) return `${String(ofPeople)}名`;
  const people = ofPeople === 0 ? '' : `、職員${String(ofPeople)}名`;
  return `所属${String(ofUnits)}件${people}`;
}

function changesText(summary: Changes): string {
  const [ofUnits, ofPeople] = [changedUnits(summary), summary.affectedPeople];
  if (ofUnits === 0 && ofPeople === 0)
    return '名簿にない職員を退職として扱うときだけ、データが変わります。';
  return ofUnits === 0
    ? `職員${String(ofPeople)}名のデータが変わります。`
    : `${changedCount(summary)}のデータが変わります。`;
}

function listedCount(summary: Changes): string {
  const ofUnits = changedUnits(summary);
  return `${String(summary.affectedPeople)}名${ofUnits === 0 ? '' : `、所属${String(ofUnits)}件`}`;
}

/** Where units change, the organisation before and after is a page of its own. */
function unitsHrefOf({ id, state, summary: { units } }: BatchSummary): string {
  const isShown = state === 'previewed' || state === 'applied';
  return isShown && units !== null && units.create + units.change > 0 ? `/imports/${id}/units` : '';
}

/** What is said after a choice for new numbers. */
export function chosenText(left: number): string {
  return left === 0
    ? '同じ人かどうかの選択を保存しました。内容を確かめて、反映してください。'
    : `選択を保存しました。まだ選んでいない番号が${left}件あります。`;
}

/** What is said after 反映; people who are counted as having left are changed too. */
export function appliedText({ summary }: BatchSummary, leavings: number): string {
  const people = summary.affectedPeople + leavings;
  if (changedUnits(summary) > 0) {
    const all = changedCount({ ...summary, affectedPeople: people });
    return `反映しました。${all}のデータが変わりました。`;
  }
  return people === 0
    ? '反映しました。職員のデータに変わりはありません。'
    : `反映しました。職員${people}名のデータが変わりました。`;
}

/** The tab to open when none was asked for: what needs a look comes first. */
export function firstPart(batch: BatchSummary): PlanPart {
  const counts = countsOf(batch);
  const order: readonly PlanPart[] = ['suspicious', 'refused', 'change', 'create'];
  return order.find((part) => counts[part] > 0) ?? 'unchanged';
}

function countsOf({ summary }: BatchSummary): Readonly<Record<PlanPart, number>> {
  const files = [summary.units, summary.postings].filter((file) => file !== null);
  const sum = (verdict: 'create' | 'change' | 'unchanged' | 'refused'): number =>
    files.reduce((total, file) => total + file[verdict], 0);
  return {
    suspicious: summary.suspicions,
    missing: summary.missingPeople,
    refused: sum('refused'),
    change: sum('change'),
    create: sum('create'),
    unchanged: sum('unchanged'),
  };
}

function partLinks(batch: BatchSummary, current: PlanPart) {
  const counts = countsOf(batch);
  return PLAN_PARTS.map((part) => ({
    label: `${IMPORT_PART_WORDS[part]} ${counts[part]}件`,
    href: address(`/imports/${batch.id}`, { show: part }),
    isCurrent: part === current,
  }));
}

function itemView(item: PlanItem) {
  return {
    file: IMPORT_FILE_WORDS[item.file],
    line: item.line,
    subject: item.subject === '' ? '読み取れません' : item.subject,
    changes: item.changes.map((change) => ({
      field: change.field,
      from: change.from === '' ? '空欄' : change.from,
      to: change.to === '' ? '空欄' : change.to,
    })),
    problems: item.problems.map((problem) => ({
      column: problem.column ?? '行全体',
      reason: problem.reason,
    })),
  };
}

function filesText(batch: BatchSummary): string {
  return [batch.unitsFileName, batch.postingsFileName].filter((name) => name !== null).join('、');
}

/** Names and addresses of mail of a day ahead wait for it; until then nobody sees them. */
function heldText({ state, effectiveOn, summary }: BatchSummary, today: LocalDate): string {
  if (
    ['discarded', 'undone'].includes(state) ||
    effectiveOn <= today ||
    summary.renamedPeople === 0
  )
    return '';
  const day = formatDateShort(effectiveOn);
  return `${summary.renamedPeople}名の氏名・フリガナ・メールアドレスは、発令日(${day})に変わります。その前の日までは今のままです。`;
}

/** A day of effect that is over: what was said of the days since is said otherwise from now on. */
function pastText({ state, effectiveOn, summary }: BatchSummary, today: LocalDate): string {
  if (state !== 'previewed' || effectiveOn >= today || summary.movedPeople === 0) return '';
  return `過ぎた日の数字が変わります: 発令日が過ぎているため、${formatRange(effectiveOn, addDays(today, -1))}を基準日にした充足状況などの数字にも、${people(summary.movedPeople)}の所属・任用・休職などの変更が入ります。その日の数字を開いた一覧と職員のページには「後から登録」と表示します。`;
}

function stateSentence(batch: BatchSummary, counts: ReturnType<typeof countsOf>): string {
  const by = batch.createdBy === null ? '' : `${batch.createdBy}さんが`;
  const who = `${formatDateTime(batch.createdAt)}に${by}読み込みました。`;
  if (batch.state === 'discarded') return `${who}${discardedText(batch)}`;
  if (batch.appliedAt) return appliedSentence(batch, batch.appliedAt);
  if (counts.create + counts.change === 0)
    return `${who}${nothingText(counts, batch.summary.missingPeople)}`;
  return `${who}まだ何も反映していません。内容を確かめてから反映してください。`;
}

function discardedText({ isExpired }: BatchSummary): string {
  return isExpired
    ? `${String(PREVIEW_DAYS)}日のあいだ反映されなかったため、自動で取りやめました。何も反映していません。`
    : 'この取込みは取りやめました。何も反映していません。';
}

function appliedSentence({ appliedBy, undoneAt, undoneBy }: BatchSummary, at: Date): string {
  const applied = `${formatDateTime(at)}に${appliedBy ?? ''}さんが反映しました。`;
  return undoneAt === null
    ? applied
    : `${applied}${formatDateTime(undoneAt)}に${undoneBy ?? ''}さんが取り消し、反映する前のとおりに戻りました。`;
}

/** Why there is nothing to apply: what was refused is not the same as what is registered. */
function nothingText({ refused, unchanged }: ReturnType<typeof countsOf>, missing: number): string {
  if (refused === 0 && missing > 0)
    return `名簿の内容は登録済みのものと同じです。名簿にない職員が${people(missing)}います。`;
  if (refused === 0) return '登録済みの内容と同じです。反映するものはありません。';
  return unchanged === 0
    ? `${partOf(refused, refused, '行')}を取り込めません。反映するものはありません。理由を確かめて、ファイルを直してください。`
    : `${refused}行を取り込めません。ほかの${unchanged}行は登録済みの内容と同じで、反映するものはありません。`;
}
