import { Body, Controller, Req } from '@nestjs/common';
import { Clock, type CommandAnswer, NotFound } from '@app/platform';
import { PracticeSessionsService, SyllabusQueries } from '@app/practice';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { ExamDays } from './exam-days';
import { MockSection } from './mock-section';
import { practiceForm } from './itpassport.forms';
import { itPassportView, withoutSyllabus } from './itpassport.views';
import { OwnStanding } from './own-standing';
import { sessionAddress } from './practice.views';

@Controller('itpassport')
@Allow('self')
export class ItPassportController {
  constructor(
    private readonly syllabi: SyllabusQueries,
    private readonly standing: OwnStanding,
    private readonly sessions: PracticeSessionsService,
    private readonly examDays: ExamDays,
    private readonly mocks: MockSection,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/itpassport/itpassport')
  async showItPassport(@Req() request: PageRequest) {
    const actor = actorOf(request);
    const syllabus = await this.syllabi.findOn(this.clock.today());
    if (syllabus === null) return withoutSyllabus();
    const mocks = await this.mocks.find(actor.personId, syllabus);
    const view = itPassportView(await this.standing.find(actor, syllabus), mocks.open);
    const chosen = { kind: 'chosen', field: '', middle: '', item: '', difficulty: '', size: '10' };
    return { ...view, mocks, form: formView(request, chosen) };
  }

  @CommandRoute('practice', 'showItPassport')
  async start(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { kind, size, ...scope } = parseForm(practiceForm, body);
    const actor = actorOf(request);
    const syllabus = await this.syllabi.findOn(this.clock.today());
    if (syllabus === null) throw new NotFound();
    const examOn = await this.examDays.find(actor);
    const { personId } = actor;
    const wanted = { personId, syllabusKey: syllabus.key, kind, scope, size, examOn };
    return { location: sessionAddress(await this.sessions.start(wanted)) };
  }
}
