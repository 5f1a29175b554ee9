import { Injectable } from '@nestjs/common';
import { MAKE_FILES, MakeFiles } from '@app/exports';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class ExportsProcessor implements JobProcessor {
  readonly handlers;

  constructor(files: MakeFiles) {
    this.handlers = [handles(MAKE_FILES, () => files.run())];
  }
}
