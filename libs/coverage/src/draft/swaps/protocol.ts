import type { SwapModel, SwapPlan } from './swap-model.rules';

export interface SwapOrder {
  readonly model: SwapModel;
}

/** The best plans first; none where nothing was found within the time. */
export type SwapAnswer = { readonly plans: readonly SwapPlan[] } | { readonly fault: string };
