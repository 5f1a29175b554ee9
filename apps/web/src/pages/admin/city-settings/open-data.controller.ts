import { Body, Controller, Req } from '@nestjs/common';
import { type OpenDataChange, OpenDataService } from '@app/coverage';
import { Clock, type CommandAnswer, formatDateShort } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { mayManage, SETTINGS, settingsFrame, YES_NO, yesNo } from './city-settings.parts';

const openForm = z.object({ open: z.enum(['yes', 'no'], '公開するかどうかを選んでください。') });

/** Whether anybody may take the published figures along without signing in. */
@Controller('city-settings/open-data')
@Allow('settings.read')
export class OpenDataSettingsController {
  constructor(
    private readonly openData: OpenDataService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/admin/city-settings/open-data')
  async showOpenDataSetting(@Req() request: PageRequest) {
    const isOpen = await this.openData.isOpen();
    return {
      ...settingsFrame('/open-data', 'オープンデータ'),
      summary: isOpen
        ? '確定した数字の集計を、ログインしなくても見られるように公開しています。'
        : '確定した数字の集計は、公開していません。',
      isOpen,
      canManage: mayManage(actorOf(request)),
      form: formView(request, { open: yesNo(isOpen) }),
      choices: YES_NO,
      changes: (await this.openData.listChanges()).map(changeText),
    };
  }

  @CommandRoute('', 'showOpenDataSetting')
  @Allow('settings.manage')
  async changeOpenData(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const isOpen = parseForm(openForm, body).open === 'yes';
    const hasChanged = await this.openData.change(actorOf(request), isOpen);
    const notice = isOpen
      ? 'オープンデータの公開を始めました。'
      : 'オープンデータの公開をやめました。';
    return {
      location: `${SETTINGS}/open-data`,
      notice: hasChanged ? notice : '変わった設定はありません。',
    };
  }
}

function changeText({ isOpen, validFrom }: OpenDataChange): string {
  return `${formatDateShort(validFrom)}から ${isOpen ? '公開する' : '公開しない'}`;
}
