import { Injectable } from '@nestjs/common';
import { handles } from '@app/platform';
import { TIDY_UP } from '../worker.jobs';
import type { JobProcessor } from './processor';
import { Upkeep } from './upkeep';

@Injectable()
export class UpkeepProcessor implements JobProcessor {
  readonly handlers;

  constructor(upkeep: Upkeep) {
    this.handlers = [handles(TIDY_UP, () => upkeep.run())];
  }
}
