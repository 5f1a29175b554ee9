import { findPlans } from './find-plans';
import type { SwapAnswer, SwapOrder } from './protocol';

/** The process that looks for plans: it may take all of a core for some seconds. */
function main(): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (order: SwapOrder) => void reply(order));
}

async function reply({ model }: SwapOrder): Promise<void> {
  const answer: SwapAnswer = await findPlans(model).then(
    (plans) => ({ plans }),
    (error: unknown) => ({ fault: String(error) }),
  );
  process.send?.(answer);
}

main();
