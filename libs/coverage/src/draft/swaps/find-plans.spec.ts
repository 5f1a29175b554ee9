import { findPlans } from './find-plans';
import {
  costOf,
  missingAfter,
  NEAR_COST,
  type SwapModel,
  type SwapMove,
  type SwapPlan,
} from './swap-model.rules';

const SEEDS = process.env.PROOF === 'yes' ? 300 : 40;

/** A number from 0 to below `most`, the same for the same seed. */
function draws(seed: number) {
  let state = seed + 1;
  return (most: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

function randomModel(seed: number): SwapModel {
  const draw = draws(seed);
  const rows = Array.from({ length: 2 + draw(4) }, () => ({ needed: draw(3), has: draw(3) }));
  const people = rows.flatMap(({ has }, row) => Array.from({ length: has }, () => row));
  const moves = people.flatMap((from, person): SwapMove[] =>
    rows.flatMap((_, target) =>
      target === from || draw(3) === 0
        ? []
        : [{ person, leaves: [from], joins: [target], target, cost: 1 + draw(2) }],
    ),
  );
  return { rows, moves: moves.slice(0, 12) };
}

/** Each person once, and no unit gets more than it needs, or one. */
function isAllowed({ rows, moves }: SwapModel, plan: SwapPlan): boolean {
  const chosen = plan.map((at) => moves[at]);
  const people = chosen.map((it) => it?.person);
  const into = (row: number) => chosen.filter((it) => it?.target === row).length;
  return (
    new Set(people).size === people.length &&
    rows.every(({ needed }, row) => into(row) <= Math.max(1, needed))
  );
}

/** All there are, looked at one by one. */
function everyPlan(model: SwapModel): readonly SwapPlan[] {
  const all = Array.from({ length: 2 ** model.moves.length }, (_, bits) =>
    model.moves.flatMap((__, at) => ((bits >> at) & 1 ? [at] : [])),
  );
  return all.filter((plan) => isAllowed(model, plan));
}

describe('Plans of swaps', () => {
  it('are as good as the best of all that there are, and the others nearly', async () => {
    let told = 0;
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const model = randomModel(seed);
      const best = Math.min(...everyPlan(model).map((plan) => costOf(model, plan)));
      const plans = await findPlans(model);
      const helps = everyPlan(model).some(
        (plan) =>
          missingAfter(model, plan) < missingAfter(model, []) && costOf(model, plan) === best,
      );
      expect([seed, plans.length > 0]).toEqual([seed, helps]);
      for (const plan of plans) {
        expect(isAllowed(model, plan)).toBe(true);
        expect(costOf(model, plan)).toBeLessThanOrEqual(best + NEAR_COST);
        expect(missingAfter(model, plan)).toBeLessThan(missingAfter(model, []));
      }
      if (plans[0]) expect([seed, costOf(model, plans[0])]).toEqual([seed, best]);
      expect(new Set(plans.map((plan) => plan.join())).size).toBe(plans.length);
      told += plans.length;
    }
    expect(told).toBeGreaterThan(SEEDS / 2);
  });

  it('move somebody who moves anyway rather than somebody who would stay', async () => {
    const rows = [
      { needed: 1, has: 2 },
      { needed: 1, has: 0 },
    ];
    const to = { leaves: [0], joins: [1], target: 1 };
    const moves = [
      { ...to, person: 0, cost: 2 },
      { ...to, person: 1, cost: 1 },
    ];
    expect(await findPlans({ rows, moves })).toEqual([[1], [0]]);
  });

  it('are none where nobody can be moved, or where a gap would only go elsewhere', async () => {
    expect(await findPlans({ rows: [{ needed: 1, has: 0 }], moves: [] })).toEqual([]);
    const rows = [
      { needed: 1, has: 1 },
      { needed: 1, has: 0 },
    ];
    const moves = [{ person: 0, leaves: [0], joins: [1], target: 1, cost: 1 }];
    expect(await findPlans({ rows, moves })).toEqual([]);
  });

  it('fill a chain of gaps', async () => {
    const rows = [2, 1, 0].map((has) => ({ needed: 1, has }));
    const moves = [
      { person: 0, leaves: [0], joins: [1], target: 1, cost: 2 },
      { person: 2, leaves: [1], joins: [2], target: 2, cost: 2 },
    ];
    const [plan = []] = await findPlans({ rows, moves });
    expect([plan, missingAfter({ rows, moves }, plan)]).toEqual([[0, 1], 0]);
  });
});
