import { Controller, Get, Req, StreamableFile } from '@nestjs/common';
import type { Actor } from '@app/access';
import { RoleQueries } from '@app/appointments';
import { DraftEffectsService } from '@app/coverage';
import { TransferDrafts } from '@app/organization';
import { attachmentHeader, Clock, Conflict, writePdfWithGeta, writeWorkbook } from '@app/platform';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, Confirmed } from '../../../shell/routes';
import { sheetPaper, sheetTables, type SheetFacts } from './sheet';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 会議資料: the effects of a draft on paper and as a workbook. Each saving is written down. */
@Controller('drafts')
@Allow('drafts.open')
export class DraftSheetController {
  constructor(
    private readonly drafts: TransferDrafts,
    private readonly effects: DraftEffectsService,
    private readonly roles: RoleQueries,
    private readonly clock: Clock,
  ) {}

  @Get(':id/sheet.pdf')
  @Confirmed()
  async savePdf(@Req() request: PageRequest): Promise<StreamableFile> {
    const facts = await this.factsOf(actorOf(request), param(request, 'id'));
    const bytes = await writePdfWithGeta((hasGeta) => sheetPaper(facts, hasGeta), null);
    return fileOf(bytes, 'application/pdf', 'pdf');
  }

  @Get(':id/sheet.xlsx')
  @Confirmed()
  async saveWorkbook(@Req() request: PageRequest): Promise<StreamableFile> {
    const facts = await this.factsOf(actorOf(request), param(request, 'id'));
    return fileOf(await writeWorkbook(sheetTables(facts)), XLSX, 'xlsx');
  }

  private async factsOf(actor: Actor, draftId: string): Promise<SheetFacts> {
    const draft = await this.drafts.save(actor, draftId);
    const kept = await this.effects.find(actor, draft);
    if (kept.state !== 'made')
      throw new Conflict(
        'draft.not_played',
        'この案の影響はまだ計算していません。案を開いて、影響を計算してから保存してください。',
      );
    const names = await this.roles.readAskable();
    const by = `${actor.staffNumber} ${actor.name}`;
    return { draft, kept, names, by, at: this.clock.now() };
  }
}

/** The name of the file tells nothing of the draft. */
function fileOf(bytes: Buffer, type: string, ending: string): StreamableFile {
  const disposition = attachmentHeader(`異動案の試算_取扱注意.${ending}`);
  return new StreamableFile(bytes, { type, length: bytes.length, disposition });
}
