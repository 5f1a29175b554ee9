import { Injectable } from '@nestjs/common';
import { AuditProcessor } from './audit.processor';
import { ExportsProcessor } from './exports.processor';
import { ImportsProcessor } from './imports.processor';
import { FiguresProcessor } from './figures.processor';
import { LearningProcessor } from './learning.processor';
import { RemindersProcessor } from './reminders.processor';
import { UpkeepProcessor } from './upkeep.processor';

/** Everything that the worker can do. */
@Injectable()
export class Processors {
  readonly handlers;

  constructor(
    figures: FiguresProcessor,
    learning: LearningProcessor,
    reminders: RemindersProcessor,
    upkeep: UpkeepProcessor,
    audit: AuditProcessor,
    exports: ExportsProcessor,
    imports: ImportsProcessor,
  ) {
    const all = [figures, learning, reminders, upkeep, audit, exports, imports];
    this.handlers = all.flatMap(({ handlers }) => handlers);
  }
}
