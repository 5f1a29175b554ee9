import {
  roleTasks,
  roleTitle,
  endedText,
  type Finding,
  type Requirement,
  isOpen,
  isStep,
  type IssuedLetter,
  type Judged,
  lostTexts,
  NOMINATION_STATE_WORDS,
  type NominationRow,
  type NominationStepRow,
  originText,
  ownLetterHref,
  type RequirementNames,
  type RequirementState,
  type RoleVersion,
  saidText,
  stepText,
  supporterText,
  type NeedAsked,
  needText,
} from '@app/appointments';
import { type Actor, hasPermission, headsUnit } from '@app/access';
import { dayText, formatDateShort, type LocalDate, localDateOf, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import type { MomentView } from '../../../shell/parts/facts';
import { notice } from '../../../shell/parts/notices';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { actsOf } from './nomination-acts';

export interface SeenNomination {
  readonly row: NominationRow;
  readonly steps: readonly NominationStepRow[];
  /** As of the day of the consent. */
  readonly findings: readonly Finding[];
  /** As of today, before anybody has consented; only where the reader may know it. */
  readonly preview: readonly Judged[];
  readonly names: RequirementNames;
  readonly asksSupport: boolean;
  /** What was issued of the appointment, to whoever holds it. */
  readonly letters: readonly IssuedLetter[];
  /** How long the role's terms are; null: to the end of the third fiscal year. */
  readonly termMonths: number | null;
  /** The version by which the role has ended; null: it goes on. */
  readonly endedVersion: RoleVersion | null;
}

interface Frame {
  readonly actor: Actor;
  readonly today: LocalDate;
  readonly form: FormView<'reason' | 'support'>;
}

/** One recommendation for whomever it concerns: the person, the head of the unit, DX推進室, the auditor. */
export function nominationView(seen: SeenNomination, frame: Frame) {
  const { row } = seen;
  const { actor } = frame;
  const isSelf = row.personId === actor.personId;
  const role = roleTitle(row.role);
  const title = isSelf ? `${role}への推薦` : `${row.name}さんの推薦(${role})`;
  const lost = isOpen(row.state)
    ? [...endTexts(seen, frame.today), ...lostTexts(seen.findings)]
    : [];
  const acts = actsOf(row, actor);
  return {
    title,
    breadcrumb: breadcrumb(...homeOf(actor, row), [isSelf ? role : row.name]),
    summary: sentenceOf(row, frame.today, isSelf),
    chip: stateChip(`nomination.${row.state}`),
    person: personName(row, { isOfOwnUnit: headsUnit(actor, row.unitId) }),
    facts: [...(isSelf ? askedFacts(seen) : []), ...factsOf(row, seen.asksSupport)],
    lost: lost.length === 0 ? null : notice('warn', lost),
    requirements: requirementsOf(seen),
    moments: [...seen.steps.filter(isShown).map(momentOf), ...laterSteps(row)],
    form: frame.form,
    ownHrefs: isSelf && row.state === 'approved' ? ownHrefs(seen.letters) : [],
    ...acts,
    approve: acts.decide !== '' && seen.endedVersion === null ? `${acts.decide}/approve` : '',
  };
}

/** Nobody is appointed to a role that has ended, whatever was consented to. */
function endTexts({ endedVersion }: SeenNomination, today: LocalDate): readonly string[] {
  return endedVersion === null ? [] : [endedText(endedVersion, today)];
}

/** What somebody takes on, as long as they are asked: what the role is there for, and for how long. */
function askedFacts({ row, termMonths }: SeenNomination) {
  if (row.state !== 'nominated') return [];
  const term =
    termMonths === null
      ? '任命された日から、3年度目の末日まで'
      : `任命された日から${String(termMonths)}か月`;
  const tasks = roleTasks(row.role);
  return [
    ...(tasks === '' ? [] : [{ label: '役割の仕事', value: tasks }]),
    { label: 'いつもの任期', value: term },
  ];
}

/** Where somebody goes on who was appointed. */
function ownHrefs(letters: readonly IssuedLetter[]) {
  return [
    { label: 'わたしの役割を見る', href: '/my-role' },
    ...letters.map((it) => ({ label: '書面(PDF)を開く', href: ownLetterHref(it) })),
  ];
}

type Crumb = readonly [label: string, href: string];

function homeOf(actor: Actor, { personId, unitId }: NominationRow): readonly Crumb[] {
  if (personId === actor.personId) return [['自分の推薦', '/nominations']];
  if (hasPermission(actor, 'appointments.read'))
    return [['推薦の受付', '/appointments/nominations']];
  return headsUnit(actor, unitId) ? [['推薦', '/team/nominations']] : [];
}

function sentenceOf(row: NominationRow, today: LocalDate, isSelf: boolean): string {
  const day = formatDateShort(localDateOf(row.since));
  const whose = isSelf ? 'あなたの' : '本人の';
  switch (row.state) {
    case 'nominated':
      return row.consentBy === null
        ? `${whose}返事を待っています。`
        : `${whose}返事を待っています。期限は${dayText(row.consentBy, today)}です。`;
    case 'consented':
      return `${words.programOffice}の決定を待っています(${day}から)。`;
    case 'returned':
      return `${day}に差し戻されました。${goesOn(row, '理由を確かめて、もう一度推薦できます。')}`;
    case 'declined':
      return `本人が${day}に辞退しました。${goesOn(row)}`;
    case 'lapsed':
      return `返事の期限${row.consentBy === null ? '' : `(${formatDateShort(row.consentBy)})`}を過ぎました。${goesOn(row, 'もう一度推薦できます。')}`;
    case 'not_taken':
      return `${day}に見送りと決まりました。${goesOn(row)}`;
    case 'withdrawn':
      return `${day}に取り下げられました。`;
    case 'approved':
      return `${day}に任命が決まりました。`;
    case 'appointed_directly':
      return `${day}に、この推薦によらずに任命されたため、終わりました。`;
    case 'annulled':
      return `任命が決まりましたが、${day}に誤りとして取り消されました。`;
  }
}

/** What can come after it; where the person was appointed without it nothing does. */
function goesOn({ isAppointedSince, role }: NominationRow, next = ''): string {
  return isAppointedSince
    ? `そのあと、この推薦によらずに${roleTitle(role)}に任命されました。`
    : next;
}

function factsOf(row: NominationRow, asksSupport: boolean) {
  const waits = asksSupport && row.origin !== 'head' && isOpen(row.state);
  const support = row.support ?? (waits ? 'まだありません。' : '');
  return [
    { label: '所属', value: row.unitName },
    { label: '推薦した人', value: recommenderText(row) },
    { label: '推薦の理由', value: row.reason },
    {
      label: '副申',
      value:
        support === ''
          ? ''
          : `${support}${nameText(supporterText(row.supporterName, row.isSupportByDeputy))}`,
    },
    { label: ANSWER_LABELS[row.state] ?? '', value: row.answer ?? '' },
    { label: '確認したうえで任命した点', value: row.confirmed.join(' ') },
  ].filter(({ value }) => value !== '');
}

const ANSWER_LABELS: Partial<Record<NominationRow['state'], string>> = {
  declined: '辞退の理由',
  returned: '差戻しの理由',
  not_taken: '見送りの理由',
};

/** 「所属長の代理による推薦(山田 太郎)」: by whom, and as what. */
export function recommenderText(row: NominationRow): string {
  const { origin, nominatorName } = row;
  return `${originText(row)}${origin === 'self' ? '' : nameText(nominatorName ?? '')}`;
}

function nameText(name: string): string {
  return name === '' ? '' : `(${name})`;
}

interface Line {
  /** Null: of a version that is not there any more. */
  readonly requirement: Requirement | null;
  readonly said: string;
  readonly need: string;
  readonly state: RequirementState | 'lost';
}

function askedOf({ requirement, state }: Omit<Line, 'need'>): readonly NeedAsked[] {
  return requirement === null ? [] : [{ requirement, isMet: state === 'met' }];
}

function requirementsOf({ row, findings, preview, names }: SeenNomination) {
  const judged: readonly Omit<Line, 'need'>[] =
    row.snapshotId === null
      ? preview.map((it) => ({
          ...{ said: saidText(it, names), state: it.state, requirement: it.requirement },
        }))
      : findings.map((it) => ({
          ...{ said: it.said, state: stateNow(it, isOpen(row.state)) },
          requirement: it.requirement,
        }));
  const asked = judged.flatMap(askedOf);
  const lines = judged.map((it) => ({
    ...it,
    need: askedOf(it).map((own) => needText(own, asked))[0] ?? '必須',
  }));
  if (lines.length === 0) return null;
  const caption = row.snapshotId === null ? '要件(今日現在)' : '要件(同意した日現在)';
  return listTable(REQUIREMENTS, lines, { caption, path: '', query: {} });
}

/** As it was on the day of the consent; a step that was taken since is no longer ahead. */
function stateNow({ requirement, state, now, isLost }: Finding, open: boolean): Line['state'] {
  if (isLost && open) return 'lost';
  return requirement !== null && isStep(requirement.wanted) && now === 'met' ? 'met' : state;
}

const REQUIREMENTS: List<Line> = {
  name: '要件',
  columns: [
    { key: 'said', heading: '要件', value: ({ said }) => said },
    {
      key: 'need',
      heading: '必須・望ましい',
      value: ({ need }) => need,
    },
    {
      key: 'state',
      heading: '状態',
      value: ({ state }) => stateChip(`requirement.${state}`).label,
      show: ({ state }) => ({ text: '', chip: stateChip(`requirement.${state}`) }),
    },
  ],
};

/** What is in no step: nobody answered in time, or the appointment was a mistake. */
function laterSteps({ state, since }: NominationRow): readonly MomentView[] {
  const title = { lapsed: stepText(LAPSE), annulled: NOMINATION_STATE_WORDS.annulled }[
    state as string
  ];
  return title === undefined ? [] : [{ ...momentOn(localDateOf(since)), title, text: '' }];
}

const LAPSE = { step: 'lapsed', isByDeputy: false } as const;

/** Written down only when the next recommendation came: it is told on the day after the last one. */
function isShown({ step }: NominationStepRow): boolean {
  return step !== 'lapsed';
}

function momentOn(day: LocalDate) {
  const dayText = formatDateShort(day);
  return { day, dayText, href: '', chip: null, tag: null, paper: null };
}

function momentOf(moment: NominationStepRow): MomentView {
  const { at, byName, answer, confirmed } = moment;
  return {
    ...momentOn(localDateOf(at)),
    title: stepText(moment),
    text: [byName ?? '', answer ?? '', ...confirmed].filter((it) => it !== '').join(' '),
  };
}
