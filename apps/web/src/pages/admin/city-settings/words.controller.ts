import { Body, Controller, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import {
  Clock,
  type CommandAnswer,
  InvalidInput,
  isUuid,
  NotFound,
  Vocabulary,
} from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { wordsForm } from './city-settings.forms';
import { mayManage, SETTINGS } from './city-settings.parts';
import { IssuedNames } from './issued-names';
import { wordChanges, wordFields, wordsView } from './words.views';

/** What the city calls things: on pages, in mails and files, and in lessons. */
@Controller('city-settings/words')
@Allow('settings.read')
export class CityWordsController {
  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly clock: Clock,
    private readonly issued: IssuedNames,
  ) {}

  @PageRoute('', 'pages/admin/city-settings/words')
  async showWords(@Req() request: PageRequest) {
    const today = this.clock.today();
    const rows = await this.vocabulary.listWords();
    const now = await this.vocabulary.current();
    const form = formView(request, { ...wordFields(now), validFrom: today });
    const actor = actorOf(request);
    const canManage = mayManage(actor);
    const { fields } = form;
    const nameOf = (role: 'leader' | 'supporter') => fields[`role_${role}`].value.trim();
    const issued =
      form.message === '' ? [] : await this.issued.textsFor(actor, nameOf, fields.validFrom.value);
    const planned = await this.issued.textsOf(actor, rows);
    return wordsView({ rows, now, form, issued, planned }, { today, canManage });
  }

  @CommandRoute('', 'showWords')
  @Allow('settings.manage')
  async changeWords(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { validFrom, isConfirmed, ...typed } = parseForm(wordsForm, body);
    const changes = wordChanges(typed, await this.vocabulary.current());
    await this.vocabulary.checkWords(changes, validFrom);
    if (!isConfirmed) throw notYet();
    const by = auditActorOf(actorOf(request));
    const changed = await this.vocabulary.changeWords(by, changes, validFrom);
    const notice =
      changed === 0 ? '変わった言葉はありません。' : `${String(changed)}語を変更しました。`;
    return { location: `${SETTINGS}/words`, notice };
  }

  @CommandRoute(':id/withdraw', NO_FORM)
  @Allow('settings.manage')
  async withdrawWord(@Req() request: PageRequest): Promise<CommandAnswer> {
    const id = param(request, 'id');
    if (!isUuid(id)) throw new NotFound();
    await this.vocabulary.withdrawWord(auditActorOf(actorOf(request)), id);
    return { location: `${SETTINGS}/words`, notice: '予定していた言葉の変更を取りやめました。' };
  }
}

/** The first press of the button shows what the words would make of the pages; the second one saves. */
function notYet(): InvalidInput {
  return new InvalidInput(
    {},
    'words.preview',
    'まだ変更していません。下の文例を確かめて、よければもう一度「言葉を変更する」を押してください。',
  );
}
