import {
  type BatchSummary,
  type Dependent,
  IMPORT_FILE_WORDS,
  type PlanItem,
  type UndoPreview,
} from '@app/organization';
import { formatDateShort, formatDateTime, type Page, people, things, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { labelledPerson } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

export const UNDO_ROWS_PER_PAGE = 50;

/** More than these are counted by whoever takes them back. */
const MANY_PEOPLE = 20;

const UNDO_PARTS = ['change', 'create'] as const;
export type UndoPart = (typeof UNDO_PARTS)[number];

const PART_WORDS: Readonly<Record<UndoPart, string>> = {
  change: '元に戻る内容',
  create: 'なくなる内容',
};

export function readUndoPart(text: string | undefined): UndoPart {
  return UNDO_PARTS.find((part) => part === text) ?? 'change';
}

interface ShownUndo {
  readonly batch: BatchSummary;
  readonly preview: UndoPreview;
  readonly part: UndoPart;
  readonly page: number;
  readonly items: Page<PlanItem>;
  readonly form: FormView<'reason' | 'people'>;
}

export function undoView({ batch, preview, part, page, items, form }: ShownUndo) {
  const day = formatDateShort(batch.effectiveOn);
  const backHref = `/imports/${batch.id}`;
  const action = `${backHref}/undo`;
  const { dependents, obstacle } = preview;
  const isRefused = dependents.length > 0;
  return {
    title: '取込みの取消し',
    breadcrumb: breadcrumb(['取込み', '/imports'], [`${day}発令`, backHref], ['取込みの取消し']),
    sentence: sentenceOf(batch, preview),
    ...{ form, obstacle, backHref, action, isRefused },
    isPossible: obstacle === '' && !isRefused,
    dependents: shownDependents(dependents, page),
    dependentText: `この取込みを前提にした登録${things(dependents.length)}`,
    mustType: preview.people > MANY_PEOPLE,
    people: preview.people,
    buttonText: `取り消す(${buttonText(preview)})`,
    returning: returningText(batch, preview),
    parts: UNDO_PARTS.map((each) => ({
      label: PART_WORDS[each],
      href: address(action, { show: each }),
      isCurrent: each === part,
    })),
    part: PART_WORDS[part],
    items: items.rows.map((item) => itemView(item, part)),
    pages: isRefused
      ? pagerOf(dependents.length, page, (number) => address(action, { page: number }))
      : pagerOf(items.total, page, (number) => address(action, { show: part, page: number })),
  };
}

/** What is said after it. */
export function undoneText(count: number): string {
  return count === 0
    ? '取り消しました。組織は反映する前のとおりです。'
    : `取り消しました。職員${people(count)}のデータは、反映する前のとおりです。`;
}

function pagerOf(total: number, page: number, href: (number: number) => string) {
  return pager({ page, pageSize: UNDO_ROWS_PER_PAGE, total }, href);
}

function sentenceOf(batch: BatchSummary, preview: UndoPreview): string {
  const when = batch.appliedAt === null ? '' : `${formatDateTime(batch.appliedAt)}に反映した`;
  const what = `${when}取込み(${formatDateShort(batch.effectiveOn)}発令)`;
  if (preview.obstacle !== '') return `${what}は取り消せません。`;
  if (preview.dependents.length > 0)
    return `${what}は、このままでは取り消せません。反映のあとに、これを前提にした登録が${things(preview.dependents.length)}あります。`;
  return `${what}を取り消すと、${scopeText(preview)}の記録が、反映する前のとおりに戻ります。まだ何も取り消していません。`;
}

function scopeText({ people: count, units }: UndoPreview): string {
  const parts = [
    count === 0 ? '' : `職員${people(count)}`,
    units === 0 ? '' : `${words.unit}${things(units)}`,
  ];
  return parts.filter(Boolean).join('と');
}

function buttonText({ people: count, units }: UndoPreview): string {
  return count === 0 ? things(units) : people(count);
}

/** Whoever was counted as having left is in no row of the file. */
function returningText({ summary }: BatchSummary, { people: count }: UndoPreview): string {
  const returning = Math.max(0, count - summary.affectedPeople);
  return returning === 0
    ? ''
    : `名簿にないため退職として扱った${people(returning)}は、在職に戻り、またログインできるようになります。`;
}

function shownDependents(dependents: readonly Dependent[], page: number) {
  const first = (page - 1) * UNDO_ROWS_PER_PAGE;
  return dependents.slice(first, first + UNDO_ROWS_PER_PAGE).map((it) => ({
    subject: it.subject,
    person: it.isUnit ? null : labelledPerson(it.subject),
    text: `${it.text}。`,
    href: it.laterId === null ? '' : `/imports/${it.laterId}`,
  }));
}

/** As of now, and as it will be again. */
function itemView({ file, line, subject, changes }: PlanItem, part: UndoPart) {
  return {
    file: IMPORT_FILE_WORDS[file],
    ...{ line, subject, isGone: part === 'create' },
    changes: changes.map(({ field, from, to }) => ({
      field,
      now: to === '' ? '空欄' : to,
      again: from === '' ? '空欄' : from,
    })),
  };
}
