import { type ActivityKind, RoleActivitiesService } from '@app/appointments';
import { type Metric, TargetValuesService } from '@app/coverage';
import { addDays, fiscalYearOf, fiscalYearStart, maxDate, minDate } from '@app/platform';
import type { Cast } from './cast';
import type { Appointed } from './scene-appointments';
import type { Stage } from './stage';

const HELPED: readonly (readonly [ActivityKind, number, string])[] = [
  ['tools', 30, '共有フォルダーの使い方を説明した'],
  ['ai', 60, '生成AIで議事録の要点をまとめる手順を一緒に試した'],
  ['data', 45, '申請件数の集計表を、ピボットテーブルに直した'],
  ['process', 90, '窓口の受付票の流れを見直した'],
];
const DAYS_BETWEEN = 24;

/** Two of three supporters write down what they did, the last time not long ago. */
export async function logActivities(stage: Stage, supporters: readonly Appointed[]): Promise<void> {
  for (const [index, { staffNumber, termStart }] of supporters.entries()) {
    if (index % 3 === 2) continue;
    for (const [step, [what, minutes, note]] of HELPED.slice(0, 1 + (index % 4)).entries()) {
      const doneOn = maxDate(termStart, addDays(stage.today, -DAYS_BETWEEN * step - index));
      stage.goTo(doneOn, '17:00');
      const actor = await stage.actor(staffNumber);
      const activity = { doneOn, what, minutes, unitCode: '', note };
      await stage.get(RoleActivitiesService).log(actor, activity);
    }
  }
}

/** What the office types in of the promises that no part of the product records. */
const TYPED: readonly (readonly [Metric, number])[] = [
  ['bpr_cases', 1],
  ['waiting_hours', 52],
  ['clerical_hours', 96],
  ['prefectural_training', 4],
  ['support_given', 7],
];

/** As of a day not long ago; the secondments and what is only a word are still open, as in any city. */
export async function enterNumbers(stage: Stage, cast: Cast): Promise<void> {
  const first = fiscalYearStart(fiscalYearOf(stage.today));
  const asOf = maxDate(first, minDate(addDays(stage.today, -10), stage.today));
  stage.goTo(stage.today, '09:10');
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  const shared = { asOf, document: 'DX推進本部会議資料', note: '' };
  const values = stage.get(TargetValuesService);
  for (const [code, value] of TYPED)
    await values.enterValue(actor, { ...shared, code, value, status: null }, '');
  await values.enterValue(actor, { ...shared, code: 'caio', value: null, status: 'preparing' }, '');
}
