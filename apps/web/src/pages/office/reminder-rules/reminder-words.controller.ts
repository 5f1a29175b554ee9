import { Body, Controller, Req } from '@nestjs/common';
import {
  Clock,
  type CommandAnswer,
  formatDateShort,
  InvalidInput,
  OfficeCalendars,
} from '@app/platform';
import { placesOf, ReminderWordQueries, ReminderWordsService, wordingOn } from '@app/reminders';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { kindIn } from './kind-in';
import { withdrawalForm } from './reminder-rules.forms';
import { typedWording, wordingChangeForm, wordingForm } from './reminder-words.forms';
import { wordsHref, wordsView } from './reminder-words.views';

/** The words of a kind: tried on real data within the reader's sight, sent to oneself, and settled from a day on. */
@Controller('reminders/rules/:kind/words')
@Allow('reminders.manage')
export class ReminderWordsController {
  constructor(
    private readonly words: ReminderWordQueries,
    private readonly service: ReminderWordsService,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/reminder-rules/words')
  async showWords(@Req() request: PageRequest) {
    const kind = kindIn(request);
    const today = this.clock.today();
    const rows = (await this.words.listWordings()).filter((row) => row.kind === kind.name);
    const now = wordingOn(rows, kind.name, today);
    const [standardLine] = placesOf(kind).line;
    const initial = now ?? { title: kind.words.title(), line: standardLine ?? '' };
    const form = formView(request, { ...initial, isStandard: '', validFrom: today });
    const examples = await this.words.listExamples(actorOf(request), kind.name);
    const calendar = await this.calendars.current();
    return wordsView(kind, rows, { form, examples, today, calendar });
  }

  @CommandRoute('', 'showWords')
  async changeWords(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const kind = kindIn(request);
    const typed = parseForm(wordingChangeForm, body);
    const { validFrom } = typed;
    const wanted = { kind: kind.name, wording: typedWording(typed), validFrom };
    await this.service.check(actorOf(request), wanted);
    if (typed.isConfirmed !== 'yes') throw notYet();
    await this.service.change(actorOf(request), wanted);
    return {
      location: wordsHref(kind.name),
      notice: `「${kind.words.title()}」の文面を変更しました。${formatDateShort(validFrom)}から有効です。`,
    };
  }

  @CommandRoute('test', 'showWords')
  async sendTest(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const kind = kindIn(request);
    const wording = typedWording(parseForm(wordingForm, body));
    await this.service.sendTest(actorOf(request), kind.name, wording);
    return {
      location: wordsHref(kind.name),
      notice:
        'ご自分のメールアドレスへ、試しに1通送ります。件名は「(試し)」で始まります。文面は、まだ変わっていません。',
    };
  }

  @CommandRoute('withdraw', 'showWords')
  async withdrawWords(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const kind = kindIn(request);
    const { validFrom } = parseForm(withdrawalForm, body);
    await this.service.takeBack(actorOf(request), kind.name, validFrom);
    return { location: wordsHref(kind.name), notice: '予定していた文面の変更を取りやめました。' };
  }
}

/** The first press shows what the words make of real notices; the second one saves. */
function notYet(): InvalidInput {
  return new InvalidInput(
    {},
    'reminder_words.preview',
    'まだ変更していません。下の文例を確かめて、よければもう一度「文面を変更する」を押してください。',
  );
}
