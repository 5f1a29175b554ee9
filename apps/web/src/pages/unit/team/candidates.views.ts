import {
  roleTitle,
  type DxRole,
  type HeldTerm,
  isStep,
  type Judged,
  missingParts,
  NOMINATION_STATE_WORDS,
  type OpenNomination,
  type RequirementNames,
  type RoleVersion,
  wantedShort,
  choiceText,
  barTexts,
  expectedText,
} from '@app/appointments';
import type { TeamCandidate, TeamCandidates } from '@app/coverage';
import { type Absence, ABSENCE_WORDS } from '@app/organization';
import { formatDateShort, type LocalDate, partOf, people, words } from '@app/platform';
import type { List, ListColumn } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { requirementLines } from '../../office/roles/roles.views';
import { candidatesHref, teamHref } from './team-links';

export const CANDIDATES_PAGE = 50;

interface CandidatesFrame {
  /** What is under way for the role, as far as it concerns the reader. */
  readonly open: readonly OpenNomination[];
  readonly page: number;
  readonly names: RequirementNames;
  readonly ownId: string;
  /** Those for which somebody can be recommended today. */
  readonly roles: readonly DxRole[];
  readonly heads: boolean;
  readonly canAppoint: boolean;
}

export function candidatesView(found: TeamCandidates, frame: CandidatesFrame) {
  const { unit, version, on, total } = found;
  const { role } = version;
  const title = `${roleTitle(role)}の候補`;
  return {
    title,
    breadcrumb: breadcrumb(
      frame.heads ? [`わたしの${words.unit}`, '/team'] : ['充足状況', '/coverage'],
      [unit.name, teamHref(unit.code)],
      [title],
    ),
    summary: requiredSentence(found),
    facts: factsOf(version, frame.names),
    note: noteOf(found),
    tabs: frame.roles.map((it) => ({
      href: candidatesHref(unit.code, it),
      label: roleTitle(it),
      isCurrent: it === role,
    })),
    tabsLabel: '役割の切替え',
    table: listTable(listOf(found, frame), found.people, {
      caption: `${unit.name}の職員(${people(total)}、${formatDateShort(on)}現在)`,
      path: '',
      query: {},
    }),
    isEmpty: total === 0,
    pages: pager({ page: frame.page, pageSize: CANDIDATES_PAGE, total }, (page) =>
      candidatesHref(unit.code, role, page),
    ),
  };
}

function requiredSentence(found: TeamCandidates): string {
  const { version, ready, candidates } = found;
  const { role, requirements } = version;
  if (requirements.length === 0)
    return `${roleTitle(role)}に要件は決められていません。${restText(found)}だれでも候補になります。`;
  if (!requirements.some((it) => it.isRequired && !isStep(it.wanted)))
    return `${roleTitle(role)}に必須の要件はありません。望ましい要件を、あれば示します。`;
  return candidates === 0
    ? ''
    : `必須の要件がそろっている人は、${partOf(ready, candidates, '名')}です。先に並べています。`;
}

/** Not everybody, where somebody is away or another role is in the way. */
function restText({ ready, candidates }: TeamCandidates): string {
  return ready === candidates ? '' : '休職中の人や、兼ねられない役割の任期がある人を除き、';
}

/** What is asked for, and what this page does not tell. */
function factsOf({ requirements }: RoleVersion, names: RequirementNames) {
  return [
    { label: '必須', lines: requirementLines(requirements, true, names) },
    { label: '望ましい', lines: requirementLines(requirements, false, names) },
  ].filter(({ lines }) => lines.length > 0);
}

function noteOf({ version, earliest, on }: TeamCandidates): string {
  const { requirements } = version;
  const asked = requirements.some(({ wanted }) => wanted.kind === 'course_completed')
    ? `必修でない${words.course}の修了は、ここには表示しません。本人に確かめてください。`
    : '';
  const exams = requirements.some(({ wanted }) => wanted.kind === 'certificate_held')
    ? '受験の予定も、本人に確かめてください。'
    : '';
  if (!hasRequired(version)) return `${asked}${exams}`;
  return earliest === null
    ? `いまの記録からは、任命できる日の見通しはありません。${asked}${exams}`
    : `${earliestText(earliest, on)}${asked}${exams}`;
}

function earliestText(earliest: LocalDate, on: LocalDate): string {
  if (earliest <= on) return 'すぐに任命できる人がいます。';
  return `いまの記録からの見通しでは、いちばん早く任命できる人は${expectedText(earliest, on)}です。`;
}

function listOf(found: TeamCandidates, frame: CandidatesFrame): List<TeamCandidate> {
  const { version, total, ready } = found;
  const { names, heads, canAppoint } = frame;
  const told = version.requirements.some(({ wanted }) => !isStep(wanted));
  return {
    name: '候補の一覧',
    columns: [
      {
        key: 'name',
        heading: '氏名',
        isRowHeading: true,
        value: (row) => row.name,
        show: (row) => ({ text: '', person: personName(row, { isOfOwnUnit: true }) }),
      },
      {
        key: 'unit',
        heading: '所属',
        dropsWhenConstant: true,
        value: ({ unitName }) => unitName ?? '',
      },
      { key: 'postTitle', heading: '職名', value: ({ postTitle }) => postTitle },
      linesColumn('now', 'いまの役割・状態', (row) => nowTexts(row, found)),
      ...(hasRequired(version) || ready < total ? wayColumns(found) : []),
      ...(told
        ? [
            linesColumn('met', '満たしている要件', (row) => texts(row, 'met', names)),
            linesColumn('missing', 'まだの要件', (row) => texts(row, 'not_met', names)),
            linesColumn('ask', '本人に確認する要件', (row) => texts(row, 'unknown', names)),
          ]
        : []),
      ...(heads || canAppoint ? [actsColumn(version.role, frame)] : []),
    ],
  };
}

/** How near somebody is, by rule; of the day as much as a head may know. */
function wayColumns({
  version: { role },
  on,
}: TeamCandidates): readonly ListColumn<TeamCandidate>[] {
  return [
    {
      ...{ key: 'group', heading: '段階', isState: true, dropsWhenConstant: true },
      value: (row) => (heldOf(row, role) ? '―' : stateChip(`bench.${row.group}`).label),
      show: (row) =>
        heldOf(row, role) ? { text: '―' } : { text: '', chip: stateChip(`bench.${row.group}`) },
    },
    {
      ...{
        key: 'expected',
        heading: '任命できる見込み',
        keepsLabel: true,
        dropsWhenConstant: true,
      },
      value: (row) => (heldOf(row, role) ? '―' : dayOf(row, on)),
    },
  ];
}

function dayOf({ path }: TeamCandidate, on: LocalDate): string {
  return path.on === null && missingParts(path).some(({ why }) => why === 'ask')
    ? '本人に確認'
    : expectedText(path.on, on);
}

/** The term of whoever holds the role, or is to: they are no candidate. */
function heldOf({ terms }: TeamCandidate, role: DxRole): HeldTerm | undefined {
  return terms.find((it) => it.role === role);
}

function hasRequired({ requirements }: RoleVersion): boolean {
  return requirements.some(({ isRequired }) => isRequired);
}

function linesColumn(
  key: string,
  heading: string,
  lines: (row: TeamCandidate) => readonly string[],
): ListColumn<TeamCandidate> {
  return {
    ...{ key, heading, keepsLabel: true, dropsWhenConstant: true },
    value: (row) => lines(row).join('、') || '―',
    show: (row) => (lines(row).length === 0 ? { text: '―' } : { text: '', lines: lines(row) }),
  };
}

/** Nobody recommends or appoints themselves here: 自薦 has a page of its own. What is under way is not begun once more. */
function actsColumn(
  role: DxRole,
  { ownId, canAppoint, open }: CandidatesFrame,
): ListColumn<TeamCandidate> {
  return {
    key: 'acts',
    heading: '操作',
    only: 'page',
    value: () => null,
    slot: (row) => {
      const { personId, name } = row;
      const query = { person: personId, role };
      if (personId === ownId) return null;
      const found = open.find((it) => it.personId === personId);
      const isTaken = heldOf(row, role) !== undefined;
      if (isTaken && found === undefined) return null;
      const acts = [
        found === undefined
          ? { label: '推薦する', href: address('/nominations/new', query) }
          : { label: underWay(found), href: `/nominations/${found.id}` },
        ...(canAppoint && !isTaken
          ? [{ label: '任命する', href: address('/appointments/new', query) }]
          : []),
      ];
      return { acts, name };
    },
  };
}

const underWay = ({ state }: OpenNomination) => `推薦を見る(${NOMINATION_STATE_WORDS[state]})`;

function nowTexts(row: TeamCandidate, { version, on }: TeamCandidates): readonly string[] {
  const { roles, absence, path } = row;
  const held = heldOf(row, version.role);
  return [
    ...(held === undefined ? [] : [heldText(held, on)]),
    ...roles.filter((role) => role !== held?.role).map((role) => roleTitle(role)),
    ...(absence === null ? [] : [absenceText(absence)]),
    ...barTexts(path.barred),
  ];
}

/** 「休職(復帰するまで充足に数えません)」: what stands against somebody, beside what they are. */
function absenceText(absence: Absence): string {
  const until = absence === 'seconded' ? '戻る' : '復帰する';
  return `${ABSENCE_WORDS[absence]}(${until}まで充足に数えません)`;
}

/** 「DX推進リーダー(任期は令和9年3月31日まで)」. */
function heldText({ role, from, until }: HeldTerm, on: LocalDate): string {
  return from > on
    ? `${roleTitle(role)}(任期は${formatDateShort(from)}から)`
    : `${roleTitle(role)}(任期は${formatDateShort(until)}まで)`;
}

function texts(
  { judged }: TeamCandidate,
  state: Judged['state'],
  names: RequirementNames,
): readonly string[] {
  const told = judged.filter(({ requirement }) => !isStep(requirement.wanted));
  // Where everything is 望ましい the sentence above says so once.
  const isMixed = told.some(({ requirement }) => requirement.isRequired);
  const asked = told.map(askedOf);
  return told
    .filter((it) => it.state === state)
    .map((it) => {
      const need = isMixed && !it.requirement.isRequired ? '(望ましい)' : '';
      const choice = choiceText(askedOf(it), asked);
      const text = `${wantedShort(it.requirement.wanted, names)}${detailText(it)}${need}`;
      return choice === '' ? text : `${text}(${choice})`;
    });
}

const askedOf = ({ requirement, state }: Judged) => ({ requirement, isMet: state === 'met' });

function servedText(days: number): string {
  const months = Math.floor(days / 30);
  return months === 0 ? '1か月未満' : `${String(months)}か月`;
}

/** Since when, and of time in office how much of it there is. */
function detailText({ requirement, evidence }: Judged): string {
  if (evidence === null) return '';
  if (requirement.wanted.kind === 'supporter_term')
    return `(これまで${servedText(evidence.days ?? 0)})`;
  if (requirement.wanted.kind === 'practice_done')
    return `(これまで${String(evidence.days ?? 0)}件)`;
  return evidence.on === null ? '' : `(${formatDateShort(evidence.on)})`;
}
