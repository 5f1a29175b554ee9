import { extname, join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppLogger, HelperProcess } from '@app/platform';
import type { SwapAnswer, SwapOrder } from './protocol';
import type { SwapModel, SwapPlan } from './swap-model.rules';

const LONGEST_MS = 30_000;
const HEAP_MEGABYTES = 500;

/** Looks for plans outside of this process. */
@Injectable()
export class SwapFinder implements OnModuleDestroy {
  private readonly helper = new HelperProcess<SwapOrder & object, SwapAnswer>({
    program: join(__dirname, `main${extname(__filename)}`),
    heapMegabytes: HEAP_MEGABYTES,
    longestMs: LONGEST_MS,
  });

  constructor(private readonly logger: AppLogger) {}

  /** Null when none could be looked for: a draft has its effects all the same. */
  async find(model: SwapModel): Promise<readonly SwapPlan[] | null> {
    if (model.moves.length === 0) return [];
    const answer = await this.helper.ask({ model });
    if (answer !== null && 'plans' in answer) return answer.plans;
    this.logger.error('No plans of swaps were found', answer?.fault ?? 'It took too long');
    return null;
  }

  onModuleDestroy(): void {
    this.helper.stop();
  }
}
