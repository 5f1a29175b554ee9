import { type LocalDate, toDayNumber } from '@app/platform';
import { type FirstAnswer, startAbility } from './ability.rules';
import { fitGrowth, type GrowthFit } from './ability-refit.rules';
import { blueprintOn } from './blueprint';
import { abilityAt, bookingMonth } from './booking-month.rules';
import { varianceOf } from './covariance.rules';
import { manyAnswers, SAMPLE_BLUEPRINT, SAMPLE_MODEL } from './readiness.samples';

const TODAY: LocalDate = '2026-11-20';
const DAY = toDayNumber(TODAY);

/** Four questions a day for `days` days up to today. */
function practised(days: number, of: { from: number; perDay: number }): FirstAnswer[] {
  return Array.from({ length: days }, (_, nth) =>
    manyAnswers({
      seed: nth,
      count: 4,
      ability: of.from + of.perDay * nth,
      day: DAY - days + 1 + nth,
    }),
  ).flat();
}

const fitOf = (answers: readonly FirstAnswer[]) =>
  fitGrowth({ answers, day: DAY, model: SAMPLE_MODEL });
const growing = fitOf(practised(100, { from: -1.4, perDay: 0.014 }));

function ask(fit: GrowthFit, more: { wanted?: number; validTo?: LocalDate; months?: number } = {}) {
  const blueprints = [{ ...SAMPLE_BLUEPRINT, validTo: more.validTo ?? null }];
  return bookingMonth({
    fit,
    model: SAMPLE_MODEL,
    blueprintOn: (day) => blueprintOn(blueprints, day),
    wanted: more.wanted ?? 0.7,
    months: more.months ?? 12,
  });
}

describe('bookingMonth', () => {
  it('is this month for somebody who is there already', () => {
    expect(ask(fitOf(practised(50, { from: 1.8, perDay: 0 })))).toMatchObject({
      kind: 'month',
      month: '2026-11-01',
    });
  });

  it('is a month to come for somebody who grows, later when more is wanted', () => {
    const [some, more] = [ask(growing, { wanted: 0.6 }), ask(growing, { wanted: 0.85 })];
    if (some.kind !== 'month' || more.kind !== 'month') throw new Error('a month expected');
    expect(some.month > '2026-11-01').toBe(true);
    expect(more.month > some.month).toBe(true);
    expect(some.expected.chance).toBeGreaterThanOrEqual(0.6);
  });

  it('is not said from too few answers', () => {
    expect(ask(fitOf(practised(4, { from: 2, perDay: 0 })))).toEqual({
      kind: 'unsaid',
      why: 'too_few_answers',
    });
    expect(ask({ ...growing, state: startAbility(SAMPLE_MODEL, DAY) })).toMatchObject({
      why: 'too_few_answers',
    });
  });

  it('is not said where no growth was seen', () => {
    expect(ask(fitOf(practised(60, { from: -0.6, perDay: 0 })))).toEqual({
      kind: 'unsaid',
      why: 'growth_not_seen',
    });
  });

  it('is not said beyond the months asked for, nor beyond the rules that are known', () => {
    expect(ask(growing, { wanted: 0.85, months: 1 })).toEqual({ kind: 'unsaid', why: 'too_far' });
    expect(ask(growing, { wanted: 0.85, validTo: '2026-12-31' })).toEqual({
      kind: 'unsaid',
      why: 'too_far',
    });
  });
});

describe('abilityAt', () => {
  it('goes on growing, and knows less the further it looks', () => {
    const [soon, late] = [30, 90].map((days) => abilityAt(growing, SAMPLE_MODEL, DAY + days));
    if (!soon || !late) throw new Error('two days expected');
    expect(late.mean[0] - soon.mean[0]).toBeCloseTo(60 * growing.growth.perDay, 9);
    expect(varianceOf(late.covariance, 0)).toBeGreaterThan(varianceOf(soon.covariance, 0));
    expect(abilityAt(growing, SAMPLE_MODEL, DAY)).toEqual(growing.state);
  });
});
