import { Injectable } from '@nestjs/common';
import { ActorQueries } from '@app/accounts';
import { CARRY_OUT_IMPORTS, CarryOutImports } from '@app/organization';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class ImportsProcessor implements JobProcessor {
  readonly handlers;

  constructor(imports: CarryOutImports, actors: ActorQueries) {
    const findActor = (accountId: string) => actors.findActor(accountId);
    this.handlers = [handles(CARRY_OUT_IMPORTS, () => imports.run(findActor))];
  }
}
