import {
  LEFT_OUT_OF_RATE,
  type PeopleFigure,
  type RoleHolder,
  type UnitCoverage,
  UNIT_STATE_WORDS,
  END_OF_PRESENCE_WORDS,
} from '@app/coverage';
import { type CsvCell, formatDateShort, type LocalDate, words } from '@app/platform';
import { personName } from '../../../shell/person-name';
import { chip, type ChipView, rateText } from '../../../shell/view-parts';
import { type FigureLink, numberText, peopleHref } from './coverage-links';
import { announcedRisk } from '../../../shared/announced-risk.rules';

/** One line of 課 × requirement. */
export function matrixRow(unit: UnitCoverage, asOf: LocalDate, seesAhead: boolean) {
  const { counts } = unit;
  const link = (figure: PeopleFigure, text: string, label: string): FigureLink => ({
    text,
    href: peopleHref(figure, asOf, unit.code),
    label: `${unit.name}の${label}`,
  });
  return {
    name: unit.name,
    parentName: unit.parentName ?? '',
    href: `/team/${encodeURIComponent(unit.code)}`,
    leaderChip: leaderChip(unit, seesAhead),
    leader: link('leaders', `${String(unit.leaders.length)}名`, words.leaderTitle),
    leaderNames: unit.leaders.map((holder) => ({
      person: personName(holder, { asOf, hasNumberColumn: true }),
      term: `${formatDateShort(holder.termEnd)}まで`,
    })),
    note: noteText(unit, seesAhead),
    supporterChip: unit.supporters.length > 0 ? chip('ok', 'あり') : chip('none', 'なし'),
    supporter: link('supporters', `${String(unit.supporters.length)}名`, words.supporterTitle),
    holderChip: counts.holders > 0 ? chip('ok', 'あり') : chip('none', 'なし'),
    holders: link('holders', `${numberText(counts.holders)}名`, 'ITパスポート取得者'),
    mandatoryChip: mandatoryChip(unit),
    mandatory: link('mandatory', rateText(counts.mandatory_done, counts.mandatory), '必修の修了'),
    open:
      counts.mandatory_open > 0
        ? link('mandatory_open', `未修了${numberText(counts.mandatory_open)}名`, '必修の未修了')
        : null,
    leftOut: leftOutCount(unit) > 0 ? `除外${numberText(leftOutCount(unit))}名` : '',
    regular: link('regular_staff', `${numberText(counts.regular_staff)}名`, '正規職員'),
  };
}

/** 「令和8年4月1日から空白(229日)」; 「まだ一度も置いていません」 where there never was one, as the rules page explains. */
export function vacancyText({ vacantSince, daysVacant }: UnitCoverage): string {
  if (vacantSince === null || daysVacant === null) return 'まだ一度も置いていません';
  return `${formatDateShort(vacantSince)}から空白(${numberText(daysVacant)}日)`;
}

function holderText({ name, termEnd }: RoleHolder): string {
  return `${name}(${formatDateShort(termEnd)}まで)`;
}

function leaderChip(unit: UnitCoverage, seesAhead: boolean): ChipView {
  if (unit.state === 'apart') return chip('none', UNIT_STATE_WORDS.apart);
  if (unit.state === 'vacant') return chip('bad', UNIT_STATE_WORDS.vacant);
  return announcedRisk(unit, seesAhead) === null
    ? chip('ok', UNIT_STATE_WORDS.covered)
    : chip('warn', '注意');
}

function noteText(unit: UnitCoverage, seesAhead: boolean): string {
  if (unit.state === 'apart') return '正規職員がいません';
  if (unit.state === 'vacant') return vacancyText(unit);
  const risk = announcedRisk(unit, seesAhead);
  return risk === null
    ? ''
    : `${formatDateShort(risk.on)}に空白の見込み(${END_OF_PRESENCE_WORDS[risk.by]})`;
}

function mandatoryChip({ counts }: UnitCoverage): ChipView {
  if (counts.mandatory === 0) return chip('none', '対象なし');
  return counts.mandatory_open === 0 ? chip('ok', '全員修了') : chip('warn', '未修了あり');
}

function leftOutCount({ leftOut }: UnitCoverage): number {
  return LEFT_OUT_OF_RATE.reduce((sum, reason) => sum + leftOut[reason], 0);
}

export const coverageCsvHeader = () => [
  '基準日',
  '数え方の版',
  '所属コード',
  words.unit,
  '部',
  '状態',
  '空白の始まり',
  '空白の日数',
  '注意',
  `${words.leader}人数`,
  words.leader,
  `${words.supporter}人数`,
  words.supporter,
  '正規職員',
  'ITパスポート取得者',
  '必修の修了者',
  '必修の対象者',
  '必修の未修了者',
  '除外_免除',
  '除外_休職育休',
  '除外_派遣',
  '除外_任用区分',
  '除外_指定なし',
];

/** What the matrix shows of a unit, as one record. */
export function coverageCsvRow(
  unit: UnitCoverage,
  day: { asOf: LocalDate; version: number },
  seesAhead: boolean,
): CsvCell[] {
  const { counts, leftOut } = unit;
  return [
    day.asOf,
    day.version,
    unit.code,
    unit.name,
    unit.parentName,
    UNIT_STATE_WORDS[unit.state],
    unit.vacantSince,
    unit.daysVacant,
    noteText(unit, seesAhead),
    unit.leaders.length,
    unit.leaders.map(holderText).join('、'),
    unit.supporters.length,
    unit.supporters.map(holderText).join('、'),
    counts.regular_staff,
    counts.holders,
    counts.mandatory_done,
    counts.mandatory,
    counts.mandatory_open,
    leftOut.exempt,
    leftOut.on_leave,
    leftOut.seconded,
    leftOut.employment_type,
    leftOut.not_assigned,
  ];
}
