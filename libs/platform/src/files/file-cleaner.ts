import { extname, join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HelperProcess } from '../processes/helper-process';
import type { CleaningAnswer, CleaningOrder, Uncleanable } from './cleaning/protocol';

/** Also: reading it took more time or memory than a certificate ever needs. */
export type CleaningOutcome = CleaningAnswer | { readonly reason: 'too_heavy' };
export type Refusal = Uncleanable | { readonly reason: 'too_heavy' };

/** Draws pictures anew and reads PDF files, one at a time, in a process of its own. */
@Injectable()
export class FileCleaner implements OnModuleDestroy {
  private readonly helper = new HelperProcess<Readonly<CleaningOrder>, CleaningAnswer>({
    program: join(__dirname, 'cleaning', `main${extname(__filename)}`),
    heapMegabytes: 384,
    longestMs: 20_000,
  });

  async clean(order: CleaningOrder): Promise<CleaningOutcome> {
    return (await this.helper.ask({ ...order })) ?? { reason: 'too_heavy' };
  }

  onModuleDestroy(): void {
    this.helper.stop();
  }
}
