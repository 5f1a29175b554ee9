import { Body, Controller, Req } from '@nestjs/common';
import {
  ASKED_EXAM,
  CandidateBoardQueries,
  CertificationQueries,
  type CertificationRow,
  heldText,
  IntentionsService,
  isRetiredOn,
  ProgressSharesService,
  retiredText,
} from '@app/certifications';
import { Clock, type CommandAnswer, type LocalDate } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { intentionForm, shareForm, withdrawalForm } from './way.forms';
import { ANSWER_NOTICES, shareNotice, wayAddress, type WayExam, wayView } from './way.views';

/** One's own way to a certificate: where one is, what one wants, and who may know. */
@Controller('certifications/way')
@Allow('self')
export class OwnWayController {
  constructor(
    private readonly board: CandidateBoardQueries,
    private readonly certifications: CertificationQueries,
    private readonly intentions: IntentionsService,
    private readonly shares: ProgressSharesService,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/certifications/way')
  async showWay(@Req() request: PageRequest) {
    const today = this.clock.today();
    const certifications = await this.certifications.listAll();
    const asked =
      request.refusedForm?.values.certificationCode ?? queryText(request, 'certification');
    const exam = chosenOf(certifications, asked, today);
    const place = await this.board.readOwn(actorOf(request), exam.code);
    const month = place.wantedBy?.slice(0, 7) ?? '';
    const form = formView(request, { month, reason: '', certificationCode: exam.code });
    const others = certifications.filter((it) => it.code !== exam.code && !isRetiredOn(it, today));
    return wayView(place, { form, others, exam, today });
  }

  @CommandRoute('', 'showWay')
  async say(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { from, ...said } = parseForm(intentionForm, body);
    await this.intentions.say(actorOf(request), said);
    return {
      location: from === 'home' ? '/' : wayAddress(said.certificationCode),
      notice: ANSWER_NOTICES[said.answer],
    };
  }

  @CommandRoute('withdraw', 'showWay')
  async withdraw(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { certificationCode, reason } = parseForm(withdrawalForm, body);
    await this.intentions.withdraw(actorOf(request), certificationCode, reason);
    return {
      location: wayAddress(certificationCode),
      notice: '受験の意向を取り消しました。だれにも知らせません。',
    };
  }

  @CommandRoute('share', 'showWay')
  async share(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { certificationCode, shared } = parseForm(shareForm, body);
    await this.shares.set(actorOf(request), certificationCode, shared);
    return { location: wayAddress(certificationCode), notice: shareNotice(shared) };
  }
}

/** The one that is asked for, else the one that everybody is asked about; with what came after it. */
function chosenOf(
  certifications: readonly CertificationRow[],
  asked: string | undefined,
  today: LocalDate,
): WayExam {
  const called = (code: string | undefined) => certifications.find((it) => it.code === code);
  const chosen = called(asked) ?? called(ASKED_EXAM);
  if (chosen === undefined)
    return { code: ASKED_EXAM, name: '', over: '', held: '', days: null, successor: null };
  const { code, name, successorName } = chosen;
  const successor = certifications.find((it) => it.name === successorName) ?? null;
  return {
    ...{ code, name, days: chosen, successor },
    ...{ over: retiredText(chosen, today), held: heldText(chosen, today) },
  };
}
