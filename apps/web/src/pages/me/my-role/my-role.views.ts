import type { WaitingIn } from '@app/access';
import {
  annulledSentence,
  type AppointmentRow,
  DAYS_TO_VERIFIED,
  END_REASON_WORDS,
  isStep,
  type IssuedLetter,
  OFFICE_DAYS,
  ownLetterHref,
  type PathPart,
  type RequirementNames,
  roleTitle,
  isSpared,
  askedOf,
  missingText,
  pathSentence,
} from '@app/appointments';
import { pathList } from '../../../shared/path-list';
import type { Handover } from '@app/coverage';
import { addDays, diffDays, formatDateShort, type LocalDate, spanText, words } from '@app/platform';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { notice } from '../../../shell/parts/notices';
import { queue, row, type RowView } from '../../../shell/parts/rows';
import { address, breadcrumb } from '../../../shell/view-parts';
import { appointmentChip, SOON_DAYS, termText } from '../../office/appointments/appointment-words';
import { ticksText } from '../../unit/handovers/handover-words';
import { waitingRow } from '../home/waiting.views';
import type { HeldRole, OwnPath } from './own-roles';

interface MyRole {
  readonly held: readonly HeldRole[];
  readonly annulled: readonly AppointmentRow[];
  readonly letters: readonly IssuedLetter[];
  readonly handovers: readonly Handover[];
  readonly mine: readonly WaitingIn[];
  readonly paths: readonly OwnPath[];
  readonly names: RequirementNames;
  readonly today: LocalDate;
}

export function myRoleView(own: MyRole) {
  const { held, annulled, paths, names, today } = own;
  const title = 'わたしの役割';
  return {
    title,
    head: pageHead(title, breadcrumb([title]), headSentence(own)),
    annulled:
      annulled.length === 0
        ? null
        : notice(
            'warn',
            annulled.map((it) => `${roleTitle(it.role)}の${annulledSentence(it)}`),
          ),
    roles: held.map((term) => roleView(term, own)),
    tasks: held.length === 0 ? null : tasksOf(own),
    paths: paths.map((it) => pathView(it, names, today)),
    howLines: HOW,
  };
}

function headSentence({ held, today }: MyRole): string {
  if (held.length === 0) return 'いま、役割はありません。なるまでの道と、自分を推薦する方法です。';
  return held
    .map(({ term, lastDay }) =>
      term.state === 'upcoming'
        ? `${roleTitle(term.role)}の任期は${formatDateShort(term.termStart)}から${formatDateShort(lastDay)}までです。`
        : `${roleTitle(term.role)}の任期は${formatDateShort(lastDay)}までです(${leftText(today, lastDay)})。`,
    )
    .join('');
}

/** As the sign beside it: in days as long as they are few, and the last day is one of them. */
function leftText(today: LocalDate, lastDay: LocalDate): string {
  const days = diffDays(today, lastDay);
  if (days === 0) return '本日まで';
  return days <= SOON_DAYS
    ? `あと${String(days)}日`
    : `あと${spanText(today, addDays(lastDay, 1))}`;
}

function roleView(held: HeldRole, { letters, names, today }: MyRole) {
  const { term, lastDay } = held;
  return {
    id: `role-${term.id}`,
    title: roleTitle(term.role),
    facts: [
      fact('任期', termText(term), { chip: appointmentChip(term, today) }),
      fact('終わりの日', `${formatDateShort(lastDay)}(この日まで)`),
      ...(term.unitName === null ? [] : [fact('任命されたときの所属', term.unitName)]),
      ...letterFacts(letters.filter(({ appointmentId }) => appointmentId === term.id)),
      fact('再任', renewalText(held, names)),
    ],
  };
}

function letterFacts(letters: readonly IssuedLetter[]) {
  if (letters.length === 0) return [fact('書面', 'まだ発行されていません')];
  return letters.map((it) =>
    fact('書面', `${it.documentNumber}(${formatDateShort(it.datedOn)})のPDFを開く`, {
      href: ownLetterHref(it),
    }),
  );
}

function renewalText({ term, next, path }: HeldRole, names: RequirementNames): string {
  const { endedOn, endReason } = term;
  if (endedOn !== null)
    return `任期の途中で終わります${endReason === null ? '' : `(${END_REASON_WORDS[endReason]})`}。`;
  if (term.isFollowed) return '次の任期が決まっています。';
  if (next === null) return 'この役割は終わるため、再任はありません。';
  const lacks = lackingParts(path?.parts ?? []);
  const missing =
    lacks.length === 0
      ? ''
      : `ただし、必須の要件がまだです: ${lacks.map((it) => missingText(it, names)).join('、')}。`;
  return `任期の翌日(${formatDateShort(addDays(term.termEnd, 1))})から、再任できます。${missing}続けるかどうかを、${words.unitHead}と${words.programOffice}に相談してください。`;
}

/** What is 必須 and not met; of those of which one is enough none, once one is. */
function lackingParts(parts: readonly PathPart[]): readonly PathPart[] {
  const all = parts.map(askedOf);
  return parts.filter(
    (it) =>
      it.requirement.isRequired &&
      !isStep(it.requirement.wanted) &&
      it.state !== 'done' &&
      !isSpared(askedOf(it), all),
  );
}

/** What is to be handed over or talked over, and what waits for this person anyway. */
function tasksOf({ handovers, mine, today }: MyRole) {
  const rows = [...handovers.map(handoverRow), ...mine.map((it) => waitingRow(it, today))];
  return queue('いますること', rows, rows.length === 0 ? 'いま、急いですることはありません。' : '');
}

function handoverRow(it: Handover): RowView {
  const role = roleTitle(it.role);
  return it.kind === 'arrived'
    ? row(
        `${role}を続けるか`,
        `${formatDateShort(it.since)}に${it.unitName}へ異動しました。${role}を続けるかどうかを、${words.unitHead}と確かめてください。`,
      )
    : row(
        `${it.unitName}への引継ぎ`,
        `${it.unitName}の${role}を引き継いでください。${ticksText(it)}です。`,
      );
}

function pathView({ role, facts, path }: OwnPath, names: RequirementNames, today: LocalDate) {
  const title = roleTitle(role);
  return {
    id: `path-${role}`,
    title: `${title}への道`,
    sentence: pathSentence(role, path, today),
    table:
      path.parts.length === 0
        ? null
        : listTable(pathList(path.parts, names, nextHref), path.parts, {
            ...{ caption: `${title}の要件(${formatDateShort(today)}現在)`, hidesCaption: true },
            ...{ path: '', query: {} },
          }),
    act:
      facts.underWay === null
        ? { label: `${title}に自分を推薦する`, href: address('/nominations/new', { role }) }
        : { label: '進んでいる推薦を見る', href: `/nominations/${facts.underWay.id}` },
  };
}

/** Where the next step is taken. */
function nextHref({ requirement: { wanted }, state, why }: PathPart): string {
  if (state === 'done' || why === 'exam_over') return '';
  if (wanted.kind === 'course_completed') return `/courses/${encodeURIComponent(wanted.courseKey)}`;
  return wanted.kind === 'certificate_held'
    ? address('/certifications/way', { certification: wanted.codes[0] })
    : '';
}

/** How the days are estimated, as docs and code say it. */
const HOW: readonly string[] = [
  `経験の月数: いまの任期が続けば月数が満ちる日。離れた任期の日数は足し合わせます。`,
  `資格: 受験予定日から${String(DAYS_TO_VERIFIED)}日後(合格の発表と、合格証書の確認にかかる日数)。合格した場合の日です。`,
  '講座: 受講指定の期限の日。期限を過ぎたもの、期限のないものは見通しなしです。',
  `推薦・同意・承認: 開庁日で${String(OFFICE_DAYS.recommendation)}日・${String(OFFICE_DAYS.consent)}日・${String(OFFICE_DAYS.approval)}日。承認は、ほかの必須の要件がすべて満ちてからの日数です。`,
];
