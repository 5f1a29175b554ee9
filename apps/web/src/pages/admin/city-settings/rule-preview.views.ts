import {
  type CityCoverage,
  type ComparedFigure,
  type CountedPerson,
  type NewRuleVersion,
  PEOPLE_FIGURE_WORDS,
  previewMark,
  RATE_WORDS,
  RATES,
  type RuleComparison,
  ruleLabel,
  ruleSentences,
  STAFF_FIGURES,
  UNIT_STATE_WORDS,
  type UnitCoverage,
  vacantWords,
} from '@app/coverage';
import { formatDateShort, people, units, words } from '@app/platform';
import type { z } from 'zod';
import type { FormView } from '../../../shell/forms';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb } from '../../../shell/view-parts';
import type { ruleForm } from './city-settings.forms';
import { SETTINGS, yesNo } from './city-settings.parts';

export type RuleChoices = z.output<typeof ruleForm>;

const FIGURE_WORDS: Readonly<Record<ComparedFigure, string>> = {
  get leaders() {
    return words.leaderTitle;
  },
  get supporters() {
    return words.supporterTitle;
  },
  holders: 'ITパスポート取得者',
  mandatory: '必修の対象者',
};

export function newVersion({ validFrom, note, ...switches }: RuleChoices): NewRuleVersion {
  return { switches, validFrom, note };
}

/** The choices as a form or an address carries them. */
export function choiceTexts(choices: RuleChoices): Record<string, string> {
  return {
    ...choices,
    includeUnitsBelow: yesNo(choices.includeUnitsBelow),
    excludeAbsent: yesNo(choices.excludeAbsent),
    holderEquivalents: yesNo(choices.holderEquivalents),
    minimumLeaders: String(choices.minimumLeaders),
  };
}

/** Both counts of one day side by side: the city, the units that change, and who enters or leaves a figure. */
export function rulePreviewView(
  comparison: RuleComparison,
  choices: RuleChoices,
  form: FormView<never>,
) {
  const { on, before, after, entering, leaving } = comparison;
  const changed = changedUnits(before, after);
  return {
    title: '新しい数え方で変わる数字',
    breadcrumb: breadcrumb(['市の設定', SETTINGS], ['数え方', `${SETTINGS}/rules`], ['変わる数字']),
    summary: summaryText({ before, after }, changed.length),
    note: `${formatDateShort(on)}の記録を、${ruleLabel(before.rule)}と、${formatDateShort(choices.validFrom)}から使う新しい版で数えました。`,
    reason: choices.note,
    form,
    back: address(`${SETTINGS}/rules`, choiceTexts(choices)),
    hidden: Object.entries({ ...choiceTexts(choices), seen: previewMark(comparison) }).map(
      ([name, value]) => ({ name, value }),
    ),
    city: cityRows(before, after),
    units: changed,
    unchanged: unchangedText(after.units.length - changed.length),
    entering: entering.map(personItem),
    leaving: leaving.map(personItem),
    sentences: ruleSentences(after.rule),
  };
}

function summaryText(
  { before, after }: Pick<RuleComparison, 'before' | 'after'>,
  changed: number,
): string {
  const covered =
    before.leader.covered === after.leader.covered
      ? `充足している${words.unit}は${units(after.leader.covered)}のままです。`
      : `充足している${words.unit}は、${units(before.leader.covered)}から${units(after.leader.covered)}になります。`;
  return changed === 0 ? `${covered}${words.unit}ごとの数字は変わりません。` : covered;
}

function unchangedText(unchanged: number): string {
  return unchanged === 0 ? '' : `${units(unchanged)}は変わりません。`;
}

function cityRows(before: CityCoverage, after: CityCoverage) {
  const row = (name: string, value: (city: CityCoverage) => number, unit: string) => ({
    name,
    before: `${String(value(before))}${unit}`,
    after: `${String(value(after))}${unit}`,
    isChanged: value(before) !== value(after),
  });
  return [
    row(`充足している${words.unit}`, (city) => city.leader.covered, words.unit),
    row(vacantWords(after.rule), (city) => city.leader.missing, words.unit),
    row(`対象外の${words.unit}`, (city) => city.apart.length, words.unit),
    row(words.leaderTitle, (city) => city.leaders, '名'),
    row(words.supporterTitle, (city) => city.supporters, '名'),
    row('ITパスポート取得者', (city) => city.holder.now, '名'),
    row('上位の試験だけの合格者', (city) => city.holder.higherOnly, '名'),
    row('必修の対象者', (city) => city.counts.mandatory, '名'),
    ...RATES.map((name) => row(RATE_WORDS[name], (city) => city.counts[name], '名(対象)')),
  ];
}

/** Every figure of a unit that changes, side by side; a unit of which nothing changes is left out. */
function changedUnits(before: CityCoverage, after: CityCoverage) {
  const earlier = new Map(before.units.map((unit) => [unit.unitId, unit]));
  return after.units.flatMap((unit) => {
    const old = earlier.get(unit.unitId);
    const parts = unitParts(unit);
    if (old === undefined) return [{ name: unit.name, before: '―', after: parts.join('、') }];
    const olds = unitParts(old);
    const changed = [...parts.keys()].filter((at) => parts[at] !== olds[at]);
    const textOf = (all: readonly string[]) => changed.map((at) => all[at]).join('、');
    return changed.length === 0
      ? []
      : [{ name: unit.name, before: textOf(olds), after: textOf(parts) }];
  });
}

/** One text for each figure, in one order. */
function unitParts(unit: UnitCoverage): readonly string[] {
  const { state, leaders, supporters, leadersNeeded, counts } = unit;
  const needed = state === 'short' ? `/${people(leadersNeeded)}` : '';
  return [
    `${UNIT_STATE_WORDS[state]}(${words.leader}${people(leaders.length)}${needed})`,
    `${words.supporterTitle}${people(supporters.length)}`,
    ...STAFF_FIGURES.map((figure) => `${PEOPLE_FIGURE_WORDS[figure]}${people(counts[figure])}`),
  ];
}

function personItem(row: CountedPerson) {
  return { figure: FIGURE_WORDS[row.figure], person: personName(row) };
}
