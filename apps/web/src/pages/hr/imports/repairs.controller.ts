import { Body, Controller, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import { ImportQueries, ImportRepairs, REPAIR_WORDS } from '@app/organization';
import { type CommandAnswer, NotFound } from '@app/platform';
import { parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute } from '../../../shell/routes';
import { repairForm } from './imports.forms';

/** What was found in a whole file is put right with one act, and the preview made anew. */
@Controller('imports')
@Allow('organization.import')
export class RepairsController {
  constructor(
    private readonly batches: ImportQueries,
    private readonly repairs: ImportRepairs,
  ) {}

  @CommandRoute(':id/repairs', null)
  async repair(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batch = await this.batches.findBatch(param(request, 'id'));
    if (!batch) throw new NotFound();
    const { repair } = parseForm(repairForm, body);
    const count = await this.repairs.repair(auditActorOf(actorOf(request)), batch.id, repair);
    const notice = `${REPAIR_WORDS[repair].done(count)}。内容を確かめて、反映してください。`;
    return { location: `/imports/${batch.id}`, notice };
  }
}
