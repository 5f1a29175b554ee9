import {
  type CountingRule,
  LATE_FACT_WORDS,
  LEFT_OUT_WORDS,
  type PeopleFigure,
  type PersonBehind,
  ruleLabel,
} from '@app/coverage';
import { formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import { dayCell, type FileColumn, type FileList } from '../list/file-list';

type Column = FileColumn<PersonBehind>;

/** Who it is. */
export const WHO_BEHIND: readonly Column[] = [
  { key: 'name', heading: '氏名', value: (row) => row.name },
  { key: 'staffNumber', heading: '職員番号', value: (row) => row.staffNumber },
  { key: 'unit', heading: '所属', value: (row) => row.unitName ?? '所属なし' },
];

export const POST_BEHIND: Column = {
  key: 'post',
  heading: '職名',
  value: (row) => row.postTitle,
};

/** The days of ITパスポート say nothing of another certificate. */
const NO_EXAM = { passedOn: null, examOn: null } as const;

/** Why somebody is not counted. */
export const REASON_BEHIND: Column = {
  key: 'reason',
  heading: '理由',
  value: (row) => (row.reason === null ? '' : LEFT_OUT_WORDS[row.reason]),
};

/** What speaks for or against counting somebody. */
export function detailBehind(figure: PeopleFigure): Column {
  return {
    key: 'detail',
    heading: '根拠',
    value: (row) =>
      figure === 'carried_over'
        ? [row.carriedOver ?? '', ...joinTexts(row)].filter((it) => it !== '').join('、')
        : detailText(figure === 'other_certified' ? { ...row, ...NO_EXAM } : row),
  };
}

/** Both in one table: who is counted, then who is not. */
export function figurePeopleInFiles(
  figure: PeopleFigure,
  { asOf, rule }: { readonly asOf: LocalDate; readonly rule: CountingRule },
): FileList<PersonBehind> {
  return {
    name: '数えた人と除いた人',
    columns: [
      { key: 'asOf', heading: '基準日', value: () => dayCell(asOf) },
      { key: 'rule', heading: '数え方の版', only: 'file', value: () => ruleLabel(rule) },
      {
        key: 'isCounted',
        heading: '区分',
        value: (row) => (row.reason === null ? '数えた人' : '数えなかった人'),
      },
      ...WHO_BEHIND,
      POST_BEHIND,
      REASON_BEHIND,
      detailBehind(figure),
    ],
  };
}

/** That the day was counted otherwise before the numbers of the person were joined, or told apart again. */
function joinTexts({
  joinedLateOn,
  separatedLateOn,
}: Pick<PersonBehind, 'joinedLateOn' | 'separatedLateOn'>): string[] {
  return [
    ...(joinedLateOn === null ? [] : [`番号のつなぎを後から登録 ${formatDateShort(joinedLateOn)}`]),
    ...(separatedLateOn === null
      ? []
      : [`番号を分けたことを後から登録 ${formatDateShort(separatedLateOn)}`]),
  ];
}

/** What was not known of the person on the day itself: the figure of then was another. */
function lateTexts(facts: PersonBehind['lateFacts']): string[] {
  return facts.map(({ what, on }) => `${LATE_FACT_WORDS[what]}を後から登録 ${formatDateShort(on)}`);
}

function detailText({
  termStart,
  termEnd,
  passedOn,
  examOn,
  dueCount,
  doneCount,
  recordedLateOn,
  joinedLateOn,
  separatedLateOn,
  lateFacts,
}: PersonBehind): string {
  const parts: string[] = [];
  if (termStart !== null) parts.push(`任期 ${formatRange(termStart, termEnd)}`);
  if (recordedLateOn !== null) parts.push(`後から登録 ${formatDateShort(recordedLateOn)}`);
  parts.push(...joinTexts({ joinedLateOn, separatedLateOn }), ...lateTexts(lateFacts));
  if (passedOn !== null) parts.push(`合格 ${formatDateShort(passedOn)}`);
  else if (examOn !== null) parts.push(`受験 ${formatDateShort(examOn)}`);
  if (dueCount !== null && dueCount > 0)
    parts.push(`必修 ${String(doneCount ?? 0)} / ${String(dueCount)}${words.course}修了`);
  return parts.join('、');
}
