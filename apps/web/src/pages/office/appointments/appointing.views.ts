import {
  type AppointmentRow,
  type AppointmentWarning,
  asksReason,
  type CandidateFacts,
  type CandidateRow,
  roleTitle,
  WARNED_REASON,
  warningText,
  type DxRole,
} from '@app/appointments';
import type { UnitCoverage } from '@app/coverage';
import { ABSENCE_WORDS } from '@app/organization';
import { formatDateShort, type LocalDate, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { notice } from '../../../shell/parts/notices';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb } from '../../../shell/view-parts';
import { appointmentChip, termText } from './appointment-words';
import { LIST_CRUMB } from './appointments.views';

export type AppointingField =
  | 'role'
  | 'termStart'
  | 'termEnd'
  | 'documentNumber'
  | 'note'
  | 'warningsAccepted'
  | 'warningsSeen'
  | 'warnedReason';

export interface Search {
  readonly text: string;
  readonly unitCode: string;
  readonly role: string;
  readonly found: readonly CandidateRow[];
}

export interface Chosen {
  readonly facts: CandidateFacts;
  /** The units that count and hold the person's unit on that day. */
  readonly units: readonly UnitCoverage[];
  readonly history: readonly AppointmentRow[];
  /** What the person is already in the roles, as the term is typed so far. */
  readonly standing: readonly string[];
  readonly warnings: readonly AppointmentWarning[];
  readonly form: FormView<AppointingField>;
  /** The last day of a term whose end is left blank. */
  readonly usualEnd: LocalDate;
  /** From when on the person is employed: today, or a day ahead for who has not begun. */
  readonly firstDay: LocalDate;
  /** Those to which somebody can be appointed. */
  readonly roles: readonly DxRole[];
}

/** As many people as a search by words shows. */
const SEARCH_LIMIT = 20;

const FRAME = {
  title: '任命する',
  breadcrumb: breadcrumb(LIST_CRUMB, ['任命する']),
};

/** Step one: whom. */
export function searchView({ text, unitCode, role, found }: Search) {
  const isAsked = text !== '' || unitCode !== '';
  return {
    ...FRAME,
    summary:
      text === '' && unitCode !== ''
        ? `この${words.unit}の職員が並んでいます。任命する人を選んでください。ほかの${words.unit}の人も探せます。`
        : '任命する人を、職員番号・氏名・フリガナで探してください。',
    field: { id: 'field-q', name: 'q', value: text, error: '' },
    role,
    resultText: isAsked ? resultText(found.length, text !== '') : '',
    isEmpty: isAsked && found.length === 0,
    candidates: found.map((row) => ({
      person: personName(row, { hasNumberColumn: true }),
      beginsText: beginsText(row.employedFrom),
      staffNumber: row.staffNumber,
      unitName: row.unitName ?? '所属なし',
      postTitle: row.postTitle ?? '',
      notes: [
        ...row.roles.map((it) => roleTitle(it)),
        ...(row.absence === null ? [] : [ABSENCE_WORDS[row.absence]]),
      ].join('、'),
      href: address('/appointments/new', { person: row.personId, role }),
    })),
    chosen: null,
  };
}

/** Nobody appoints themselves: said before anything is filled in. */
export function ownView() {
  return { ...FRAME, summary: '', own: OWN, chosen: null };
}

/** What stands in the way where the person is whoever reads it, under whichever number. */
export const OWN = '自分を任命することはできません。ほかの担当者に依頼してください。';

function resultText(count: number, isSearch: boolean): string {
  if (count === 0) return '';
  return isSearch && count >= SEARCH_LIMIT
    ? `はじめの${String(count)}名を表示しています。いないときは、氏名や職員番号を続けて入力してください。`
    : `${String(count)}名が見つかりました。`;
}

/** 「令和9年4月1日から在職」 of somebody who has not begun yet. */
function beginsText(firstDay: LocalDate | null): string {
  return firstDay === null ? '' : `${formatDateShort(firstDay)}から在職`;
}

/** Step two: the appointment itself, with what stands against it said before it is sent. */
export function chosenView(
  { facts, units, history, standing, warnings, form, firstDay, usualEnd, roles }: Chosen,
  today: LocalDate,
) {
  const lines = warnings.map(warningText);
  const asked = tickAsked(form, lines);
  return {
    ...FRAME,
    summary: `${facts.name}さん(${facts.staffNumber})を任命します。`,
    chosen: {
      personId: facts.personId,
      person: personName(facts),
      beginsText: beginsText(firstDay > today ? firstDay : null),
      unitName: facts.unitName ?? '所属なし',
      unitState: unitStateText(facts, units),
      history: history.map((row) => ({
        role: roleTitle(row.role),
        term: termText(row),
        chip: appointmentChip(row, today),
      })),
      standing: standing.length === 0 ? null : notice('warn', standing),
      form: asked,
      roles: roles.map((value) => ({ value, label: roleTitle(value) })),
      warnings: lines,
      running: runningLink(warnings),
      reasonLabel: asksReason(warnings) ? WARNED_REASON : '',
      accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで任命します'),
      defaultEndText: `空欄にすると、${formatDateShort(usualEnd)}になります。`,
    },
  };
}

/** Whoever was recommended is appointed by deciding on that: the way there stands beside what would happen without it. */
function runningLink(warnings: readonly AppointmentWarning[]) {
  const running = warnings.find((it) => it.kind === 'nomination_running');
  if (running?.kind !== 'nomination_running') return null;
  const { id, state } = running.nomination;
  return state === 'consented'
    ? { href: `/appointments/nominations/${id}/approve`, label: '推薦を決めて任命する' }
    : { href: `/nominations/${id}`, label: '進んでいる推薦を見る' };
}

function unitStateText({ unitName }: CandidateFacts, units: readonly UnitCoverage[]): string {
  const unit = units[0];
  if (!unit)
    return `${unitName ?? 'この人の所属'}は、${words.leader}を数える${words.unit}ではありません。`;
  if (unit.state === 'covered')
    return `${unit.name}には、${words.leader}が${String(unit.leaders.length)}名います。`;
  if (unit.state === 'apart') return `${unit.name}は、正規職員がいないため数え方の対象外です。`;
  if (unit.state === 'short')
    return `${unit.name}の${words.leader}は${String(unit.leaders.length)}名で、必要な${String(unit.leadersNeeded)}名に足りません。`;
  return unit.vacantSince === null
    ? `${unit.name}には、${words.leader}がまだいません。`
    : `${unit.name}は、${formatDateShort(unit.vacantSince)}から${words.leader}が空白です。`;
}
