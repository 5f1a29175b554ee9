import {
  type CountingRule,
  type KpiTarget,
  ruleLabel,
  ruleSentences,
  targetName,
  targetValueText,
} from '@app/coverage';
import { addDays, formatDateShort, formatRange, type LocalDate } from '@app/platform';
import { breadcrumb } from '../../../shell/view-parts';
import { targetHref } from '../targets/target-links';
import { coverageHref } from './coverage-links';

interface RulesFound {
  readonly rule: CountingRule;
  readonly rules: readonly CountingRule[];
  readonly targets: readonly KpiTarget[];
}

/** The counting rule of a day in words, and every version and target there has been. */
export function rulesView({ rule, rules, targets }: RulesFound, asOf: LocalDate) {
  return {
    title: '数え方',
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], ['数え方']),
    asOf,
    asOfText: formatDateShort(asOf),
    summary: `${formatDateShort(asOf)}の数字は、${ruleLabel(rule)}で数えています。`,
    sentences: ruleSentences(rule),
    versions: rules.map((it) => ({
      version: `第${String(it.version)}版`,
      period: formatRange(it.validFrom, it.validUntil),
      note: it.note,
      isCurrent: it.version === rule.version,
    })),
    targets: targets.map((it) => ({
      name: targetName(it),
      href: targetHref(it.code, asOf),
      value: targetValueText(it) || '数なし',
      dueOn: it.dueOn === null ? '毎年度' : formatDateShort(it.dueOn),
      period: formatRange(it.validFrom, it.validTo && addDays(it.validTo, -1)),
      source: it.page === '' ? it.source : `${it.source} ${it.page}`,
    })),
  };
}
