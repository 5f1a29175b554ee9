import loadHighs from 'highs';
import {
  costOf,
  lpOf,
  missingAfter,
  move,
  NEAR_COST,
  type SwapModel,
  type SwapPlan,
} from './swap-model.rules';

/** Of plans that cost about the same so many are told. */
const MOST_PLANS = 3;
/** For each plan: a draft is to be looked at soon, and a plan that is nearly the best helps as well. */
const SECONDS = 1;

/**
 * The plan that leaves the fewest leaders missing with the fewest moves, and those that are nearly as good. Each is better than
 * doing nothing; none where nothing helps.
 */
export async function findPlans(model: SwapModel): Promise<readonly SwapPlan[]> {
  if (model.moves.length === 0) return [];
  const highs = await loadHighs();
  const plans: SwapPlan[] = [];
  let most: number | null = null;
  while (plans.length < MOST_PLANS) {
    const { Status, Columns } = highs.solve(lpOf(model, plans, most), {
      ...{ time_limit: SECONDS, random_seed: 1, threads: 1, output_flag: false },
    });
    if (Status !== 'Optimal' && Status !== 'Time limit reached') break;
    const plan = model.moves.flatMap((_, at) => (isChosen(Columns[move(at)]) ? [at] : []));
    if (plan.length === 0 || missingAfter(model, plan) >= missingAfter(model, [])) break;
    plans.push(plan);
    most ??= costOf(model, plan) + NEAR_COST;
  }
  return plans;
}

function isChosen(column: { readonly Primal?: number } | undefined): boolean {
  return (column?.Primal ?? 0) > 0.5;
}
