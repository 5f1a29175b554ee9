import { Body, Controller, Req } from '@nestjs/common';
import { FileDays } from '@app/exports';
import type { CommandAnswer } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { wholeNumberField } from '../../../shell/number-fields';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { mayManage, SETTINGS, settingsFrame } from './city-settings.parts';

const daysForm = z.object({
  days: wholeNumberField('日数を1から31までの整数で入力してください。', { least: 1, most: 31 }),
});

/** How many days a file is kept that was made of a long list or for a report. */
@Controller('city-settings/files')
@Allow('settings.read')
export class FileDaysController {
  constructor(private readonly fileDays: FileDays) {}

  @PageRoute('', 'pages/admin/city-settings/file-days')
  async showDays(@Req() request: PageRequest) {
    const days = String(await this.fileDays.current());
    return {
      ...settingsFrame('/files', '保存したファイル'),
      summary: `サーバーが作った一覧のファイルと定期報告は、${days}日で削除します。`,
      canManage: mayManage(actorOf(request)),
      form: formView(request, { days }),
    };
  }

  @CommandRoute('', 'showDays')
  @Allow('settings.manage')
  async changeDays(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { days } = parseForm(daysForm, body);
    const hasChanged = await this.fileDays.change(actorOf(request), days);
    const notice = hasChanged
      ? `これから作るファイルを残す日数を${String(days)}日に変更しました。`
      : '変わった設定はありません。';
    return { location: `${SETTINGS}/files`, notice };
  }
}
