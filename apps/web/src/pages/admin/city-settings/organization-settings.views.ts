import type { KpiFlagPeriod, PostTitleRow, UnitRow } from '@app/organization';
import { type LocalDate, numberText, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb } from '../../../shell/view-parts';
import { fromText, SETTINGS, settingsFrame, YES_NO, yesNo } from './city-settings.parts';
import { validityChip } from '../../../shared/validity-chip';
import { countingText, unknownText } from './overview.views';

const NEW_ORDER = 100;

/** The form for the title that was chosen from the list, or an empty one. */
export function initialTitle(titles: readonly PostTitleRow[], title: string) {
  const row = titles.find((it) => it.title === title);
  return {
    title: row?.title ?? '',
    isManagerial: row ? yesNo(row.isManagerial ?? true) : 'no',
    sortOrder: String(row?.sortOrder ?? NEW_ORDER),
  };
}

export function titlesView(
  titles: readonly PostTitleRow[],
  form: FormView<'title' | 'isManagerial' | 'sortOrder'>,
  canManage: boolean,
) {
  return {
    ...settingsFrame('/titles', '職名'),
    summary: unknownText(titles) || '職員が就いている職名は、すべて表にあります。',
    canManage,
    form,
    yesNo: YES_NO,
    titles: titles.map((row) => ({
      title: row.title,
      state: titleChip(row.isManagerial),
      sortOrder: row.sortOrder === null ? '―' : String(row.sortOrder),
      people: numberText(row.people),
      href: canManage ? `${address(`${SETTINGS}/titles`, { title: row.title })}#title-form` : '',
    })),
  };
}

function titleChip(isManagerial: boolean | null) {
  if (isManagerial === null) return stateChip('title.unknown');
  return stateChip(isManagerial ? 'title.unit_head' : 'title.other');
}

export function unitsView(units: readonly UnitRow[], canManage: boolean) {
  return {
    ...settingsFrame('/units', `${words.leader}を置く${words.unit}`),
    summary: countingText(units),
    linkText: canManage ? '変更する' : '経過を見る',
    units: units.map((unit) => ({
      name: unit.name,
      parentName: unit.parentName ?? '―',
      state: flagChip(unit.countsForLeaderKpi),
      href: `${SETTINGS}/units/${encodeURIComponent(unit.code)}`,
    })),
  };
}

export function unitFlagView(
  { unit, periods }: { readonly unit: UnitRow; readonly periods: readonly KpiFlagPeriod[] },
  form: FormView<'counts' | 'validFrom'>,
  { today, canManage }: { readonly today: LocalDate; readonly canManage: boolean },
) {
  const frame = settingsFrame('/units', `${unit.name}に${words.leader}を置くか`);
  return {
    ...frame,
    breadcrumb: breadcrumb(
      ['市の設定', SETTINGS],
      [`${words.leader}を置く${words.unit}`, `${SETTINGS}/units`],
      [unit.name],
    ),
    summary: unit.countsForLeaderKpi
      ? `${words.leaderTitle}が必要な所属として数えています。`
      : `${words.leaderTitle}が必要な所属には数えていません。`,
    canManage,
    form,
    action: `${SETTINGS}/units/${encodeURIComponent(unit.code)}`,
    yesNo: YES_NO,
    periods: periods.map((period, index) => ({
      from: fromText(period.validFrom),
      flag: flagChip(period.counts),
      state: validityChip(
        { from: period.validFrom, to: periods[index - 1]?.validFrom ?? null },
        today,
      ),
    })),
  };
}

function flagChip(counts: boolean) {
  return stateChip(counts ? 'flag.counted' : 'flag.uncounted');
}
