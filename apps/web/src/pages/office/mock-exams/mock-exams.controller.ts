import { Body, Controller, Req } from '@nestjs/common';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import {
  type ExtraTimePerson,
  ExtraTimeQueries,
  ExtraTimeService,
  MockUseQueries,
} from '@app/practice';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { Moved } from '../../../shell/guard.errors';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { extraTimeForm } from './mock-exams.forms';
import { mockExamsView, personAddress, personTimeView, MOCK_EXAMS } from './mock-exams.views';

/** How much mock exams are used, nobody's name; and who may take longer. */
@Controller('mock-exams')
@Allow('exam_time.manage')
export class MockExamsController {
  constructor(
    private readonly extraTime: ExtraTimeQueries,
    private readonly service: ExtraTimeService,
    private readonly use: MockUseQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/office/mock-exams/mock-exams')
  async showMockExams(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const number = queryText(request, 'number')?.trim() ?? '';
    const found = number === '' ? null : await this.extraTime.findPerson(actor, number);
    if (found !== null) throw new Moved(personAddress(found.staffNumber));
    const rows = await this.extraTime.list(actor);
    // Why somebody needs more time is theirs: looking at it is written, whoever else stands beside.
    for (const { personId } of rows) noteRead(request, personId);
    const today = this.clock.today();
    return mockExamsView({ rows, use: await this.use.ofYear(today), asked: number, today });
  }

  @PageRoute(':number', 'pages/office/mock-exams/person-time')
  async showPersonTime(@Req() request: PageRequest) {
    const person = await this.personOf(request);
    noteRead(request, person.personId);
    const form = formView(request, { percent: String(person.percent ?? 25), reason: '' });
    const isSelf = person.personId === actorOf(request).personId;
    return personTimeView(person, { form, isSelf });
  }

  @CommandRoute(':number', 'showPersonTime')
  async extend(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const person = await this.personOf(request);
    const extra = parseForm(extraTimeForm, body);
    await this.service.set(actorOf(request), person.personId, extra);
    return {
      location: MOCK_EXAMS,
      notice: `${person.name}さんの試験時間を${String(extra.percent)}%延ばしました。これから始める模擬試験から使われます。`,
    };
  }

  @CommandRoute(':number/end', 'showPersonTime')
  async end(@Req() request: PageRequest): Promise<CommandAnswer> {
    const person = await this.personOf(request);
    await this.service.end(actorOf(request), person.personId);
    return {
      location: MOCK_EXAMS,
      notice: `${person.name}さんの試験時間の延長を終えました。これから始める模擬試験は、ほかの人と同じ時間です。`,
    };
  }

  private async personOf(request: PageRequest): Promise<ExtraTimePerson> {
    const found = await this.extraTime.findPerson(actorOf(request), param(request, 'number'));
    if (found === null) throw new NotFound();
    return found;
  }
}
