import { words } from '@app/platform';
import type { CountingRule, PeopleFigure } from '@app/coverage';
import {
  activeText,
  aiEverText,
  aiText,
  carriedOverText,
  courseText,
  isCourseFigure,
  leadersText,
  mandatoryText,
  otherCertificatesText,
  securityText,
  supportersText,
  unitsText,
} from '@app/coverage';

const HOLDERS =
  '基準日に在職し、基準日までに合格の確認が済んだ人を、1人1回だけ数えます。採用前の合格も数えます。';
const FIXED: Readonly<Partial<Record<PeopleFigure, string>>> = {
  staff: '基準日に在職している人です。兼務があっても1人です。',
  regular_staff: '基準日に在職し、主務の所属がある正規職員です。',
  holders: HOLDERS,
  get reported() {
    return `合格を報告し、${words.hr}の確認を待っている人です。確認済みの人は含みません。`;
  },
  provisional:
    '試験直後の結果が合格で、合格の報告がまだの人です。確認済み・確認待ちの人は含みません。',
  booked: '基準日以後の受験を登録している人です。確認済み・確認待ち・合格見込みの人は含みません。',
};

function higherText({ holderEquivalents }: CountingRule): string {
  const counted = holderEquivalents ? '含めます' : '含めません';
  return `資格の一覧で「ITパスポートとして数える」とした上位の試験の合格を確認済みで、ITパスポートの合格がない人です。取得者の人数に${counted}。`;
}

/** The rule behind a figure, in the words of the version that counted it. */
export function figureRuleText(figure: PeopleFigure, rule: CountingRule): string {
  const fixed = FIXED[figure];
  if (fixed !== undefined) return fixed;
  if (figure === 'higher_only') return higherText(rule);
  if (figure === 'other_certified') return otherCertificatesText(rule);
  if (figure === 'active_supporters') return `${supportersText(rule)}${activeText()}`;
  if (figure === 'leaders' || figure === 'supporters') return leadersText(rule);
  if (isCourseFigure(figure)) return courseText(rule);
  return learningRuleText(figure)(rule);
}

function learningRuleText(figure: PeopleFigure): (rule: CountingRule) => string {
  if (figure.startsWith('security')) return securityText;
  if (figure.startsWith('ai_ever')) return aiEverText;
  if (figure.startsWith('ai')) return aiText;
  return figure === 'carried_over' ? carriedOverText : mandatoryText;
}

export function unitFigureRuleText(rule: CountingRule): string {
  return `${unitsText(rule)}${leadersText(rule)}`;
}
