import { Body, Controller, Req } from '@nestjs/common';
import { NumberPartings } from '@app/organization';
import type { CommandAnswer } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { separateForm } from './joins.forms';
import { partingHref, partingView } from './parting.views';

/** A number that came with an import (同じ人として取り込む), and 分ける. */
@Controller('people/joins/imports')
@Allow('organization.import')
export class PartingController {
  constructor(private readonly partings: NumberPartings) {}

  @PageRoute(':batchId/:number', 'pages/hr/joins/parting')
  async showImportJoin(@Req() request: PageRequest) {
    const preview = await this.partings.preview(actorOf(request), keyOf(request));
    noteRead(request, preview.join.personId);
    return partingView(preview, formView(request, { reason: '' }));
  }

  @CommandRoute(':batchId/:number/part', 'showImportJoin')
  async part(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(separateForm, body);
    const key = keyOf(request);
    await this.partings.part(actorOf(request), key, reason);
    return {
      location: partingHref(key),
      notice: `番号${key.staffNumber}を分けました。この番号は、新しい職員のものになりました。`,
    };
  }
}

function keyOf(request: PageRequest) {
  return { batchId: param(request, 'batchId'), staffNumber: param(request, 'number') };
}
