import type {
  CountingRule,
  EndOfPresence,
  LeftOutReason,
  PeopleFigure,
  UnitFigure,
} from '@app/coverage';
import { leadersText, mandatoryText, unitsText } from '@app/coverage';

export const FIGURE_NAMES: Readonly<Record<PeopleFigure, string>> = {
  leaders: 'DX推進リーダー',
  supporters: 'DXサポーター',
  staff: '在職者',
  regular_staff: '正規職員',
  holders: 'ITパスポート取得者(確認済み)',
  provisional: '合格見込み',
  reported: '確認待ちの報告',
  booked: '受験予定',
  higher_only: '上位の試験だけの合格者',
  mandatory: '必修の対象者',
  mandatory_done: '必修を修了した人',
  mandatory_open: '必修が未修了の人',
};

export const UNIT_FIGURE_NAMES: Readonly<Record<UnitFigure, string>> = {
  units: 'リーダーを置く課',
  units_covered: '充足している課',
  units_vacant: 'リーダーがいない課',
  units_at_risk: '半年以内に空白になる課',
  units_apart: '対象外の課',
};

export const REASON_WORDS: Readonly<Record<LeftOutReason, string>> = {
  exempt: '免除',
  on_leave: '休職・育休中',
  seconded: '派遣中',
  not_employed: '基準日に在職していない',
  employment_type: '任用区分が対象でない',
  not_assigned: '受講の指定がない',
  not_verified: 'まだ確認が済んでいない',
  higher_only: '上位の試験だけに合格',
  exam_past: '受験日を過ぎて結果が未登録',
  concurrent: 'この課が主務ではない(兼務など)',
  no_posting: '主務の所属がない',
  other_unit: '数える対象の課にいない',
};

export const ENDS_BY_WORDS: Readonly<Record<EndOfPresence, string>> = {
  term_ends: '任期満了',
  ended_early: '任命の終了',
  on_leave: '休職・育休',
  seconded: '派遣',
  leaves_service: '退職',
  transferred: '異動',
};

const HOLDERS =
  '基準日に在職し、基準日までに合格の確認が済んだ人を、1人1回だけ数えます。採用前の合格も数えます。';
const FIXED: Readonly<Partial<Record<PeopleFigure, string>>> = {
  staff: '基準日に在職している人です。兼務があっても1人です。',
  regular_staff: '基準日に在職し、主務の所属がある正規職員です。',
  holders: HOLDERS,
  reported: '合格を報告し、人事の確認を待っている人です。確認済みの人は含みません。',
  provisional:
    '試験直後の結果が合格で、合格の報告がまだの人です。確認済み・確認待ちの人は含みません。',
  booked: '基準日以後の受験を登録している人です。確認済み・確認待ち・合格見込みの人は含みません。',
  higher_only:
    '上位の試験の合格を確認済みで、ITパスポートの合格がない人です。取得者の人数には含めません。',
};

/** The rule behind a figure, in the words of the version that counted it. */
export function figureRuleText(figure: PeopleFigure, rule: CountingRule): string {
  const fixed = FIXED[figure];
  if (fixed !== undefined) return fixed;
  if (figure === 'leaders' || figure === 'supporters') return leadersText(rule);
  return mandatoryText(rule);
}

export function unitFigureRuleText(rule: CountingRule): string {
  return `${unitsText(rule)}${leadersText(rule)}`;
}
