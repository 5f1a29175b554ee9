import { type Actor, auditActorOf } from '@app/access';
import { PersonalTokensService, tokenFor } from '@app/accounts';
import { AppointmentsModule, AppointmentsService } from '@app/appointments';
import { CertificationRecordsService, CertificationsModule } from '@app/certifications';
import { AssignmentsService, EnrollmentsService } from '@app/courses';
import {
  CountingRulesService,
  CoverageModule,
  type NewRuleVersion,
  previewMark,
  RuleComparisonQueries,
  TargetsService,
} from '@app/coverage';
import { rowOf, rowsOf } from '@app/testing';
import {
  type AppConfig,
  CityHolidays,
  FixedClock,
  fiscalYearOf,
  type LocalDate,
  SettingsService,
} from '@app/platform';
import { AttemptsService } from '@app/quizzes';
import { DeliverDigest, PlanReminders } from '@app/reminders';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { castOf, type Cast } from '../../apps/cli/src/demo/cast';
import { demoToday } from '../../apps/cli/src/demo/load-demo-city';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { Stage } from '../../apps/cli/src/demo/stage';
import { WorkerModule } from '../../apps/worker/src/worker.module';

/** Thursday and Friday before the day of the dump, which is a Saturday: no reminders are planned on it. */
const OFFICE_DAYS = ['2026-11-26', '2026-11-27'] as const;
/** So many mails are left for the next day, as when the worker stops in the middle. */
const NOT_DELIVERED = 3;

@Module({})
class MoreModule {}

/**
 * What the demo city does not have and a city of some months has: a ledger of reminders with mails in every state, an
 * assignment taken back and put into force again, an appointment that ended early, a verification revoked, rules and
 * words of its own, somebody in the middle of a quiz.
 */
export async function playMore(config: AppConfig): Promise<void> {
  const today = demoToday(config);
  const clock = new FixedClock(today);
  const imports = [
    WorkerModule.forRoot(config, clock),
    AppointmentsModule,
    CertificationsModule,
    CoverageModule,
  ];
  const app = await NestFactory.createApplicationContext(
    { module: MoreModule, imports },
    { logger: false },
  );
  try {
    const staff = demoStaff(fiscalYearOf(today));
    const stage = new Stage(app, clock, today, staff);
    const cast = castOf(staff);
    await setUpCity(stage, cast);
    await endEarly(stage, cast);
    await revokeOne(stage, cast);
    await withdrawAndUndo(stage, cast);
    await learnOne(stage, cast);
    for (const day of OFFICE_DAYS) await remind(stage, day);
  } finally {
    await app.close();
  }
}

/** As its page does: with the mark of the preview. */
async function addRule(
  stage: Stage,
  { actor, on }: { readonly actor: Actor; readonly on: LocalDate },
  version: NewRuleVersion,
): Promise<void> {
  const rules = stage.get(CountingRulesService);
  const rule = await rules.previewVersion(actor, version);
  const shown = await stage.get(RuleComparisonQueries).compare(rule, on);
  await rules.addVersion(actor, version, previewMark(shown));
}

/** From October on another rule and another target: the figures of the days before stay under the first. */
async function setUpCity(stage: Stage, cast: Cast): Promise<void> {
  const on = stage.goTo('2026-09-14');
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  const by = auditActorOf(actor);
  const validFrom = '2026-10-01';
  await addRule(
    stage,
    { actor, on },
    {
      switches: {
        leaderPosts: 'with_concurrent',
        includeUnitsBelow: true,
        excludeAbsent: true,
        minimumLeaders: 1,
        mandatoryStaff: 'own_staff',
        holderEquivalents: false,
      },
      validFrom,
      note: '兼務のリーダーも数えることにしました(DX推進本部会議)。',
    },
  );
  await stage.get(TargetsService).changeTarget(actor, {
    code: 'it_passport_holders',
    targetValue: 60,
    dueOn: '2031-03-31',
    source: '第2次DX推進計画(改訂版)',
    ...{ page: '', counting: '', milestones: [], validFrom },
  });
  await stage.get(CityHolidays).addHoliday(by, { day: '2026-11-20', name: '市制施行記念日' });
  const word = { key: 'city.ai_service', value: 'サンプル市AI', standard: '生成AIサービス' };
  await stage.get(SettingsService).changeSettings(by, [word], validFrom);
  await stage.get(PersonalTokensService).createOwn(actor, tokenFor('集計表'));
}

/** Every lesson read, one check answered, the quiz begun and one of its questions answered. */
async function learnOne(stage: Stage, cast: Cast): Promise<void> {
  stage.goTo('2026-11-25', '13:00');
  const actor = await stage.actor(cast.staff.person.staffNumber);
  const enrollments = stage.get(EnrollmentsService);
  const courseKey = 'infosec';
  const lessons = await rowsOf<{ key: string; questionId: string | null }>(
    stage.database,
    `SELECT l.key, (SELECT q.id FROM questions q WHERE q.id = ANY (l.check_question_ids) AND q.kind = 'single' LIMIT 1) AS "questionId"
     FROM lessons l JOIN course_versions v ON v.id = l.course_version_id JOIN courses c ON c.id = v.course_id AND c.key = $1
     ORDER BY l.position`,
    [courseKey],
  );
  const answer = { kind: 'single' as const, choices: [0] };
  for (const { key: lessonKey, questionId } of lessons) {
    if (questionId)
      await enrollments.answerCheck(actor, { courseKey, lessonKey, questionId, answer });
    const note = '課の共有フォルダーの権限を見直す。';
    await enrollments.completeLesson(actor, { courseKey, lessonKey, note });
  }
  const attemptId = await enrollments.startQuiz(actor, courseKey);
  const position = 1;
  const drawn = await rowOf<{ kind: string }>(
    stage.database,
    `SELECT q.kind FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
     WHERE t.attempt_id = $1 AND t.position = $2`,
    [attemptId, position],
  );
  const page = { revision: 1, known: 0, tab: attemptId };
  const saved = { attemptId, personId: actor.personId, position, ...page };
  await stage
    .get(AttemptsService)
    .saveAnswer({ ...saved, answer: drawn?.kind === 'single' ? answer : null });
}

async function endEarly(stage: Stage, cast: Cast): Promise<void> {
  const endedOn = stage.goTo('2026-11-12');
  const appointmentId = await idOf(
    stage,
    `SELECT r.id FROM role_appointments r JOIN org_units u ON u.id = r.org_unit_id
     WHERE r.role = 'leader' AND u.code = '0820'`,
  );
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  await stage.get(AppointmentsService).end(actor, { appointmentId, endedOn, reason: 'resigned' });
}

/** By the second person of HR: who verified may not revoke. */
async function revokeOne(stage: Stage, cast: Cast): Promise<void> {
  stage.goTo('2026-11-13');
  const recordId = await idOf(
    stage,
    `SELECT id FROM certification_records WHERE state = 'verified' ORDER BY passed_on DESC LIMIT 1`,
  );
  const reviewer = await stage.actor(cast.secondHr.person.staffNumber);
  await stage
    .get(CertificationRecordsService)
    .revoke(reviewer, recordId, '証書の番号が、別の人の合格のものでした。');
}

async function withdrawAndUndo(stage: Stage, cast: Cast): Promise<void> {
  stage.goTo('2026-11-24', '11:00');
  const assignmentId = await idOf(
    stage,
    `SELECT a.id FROM course_assignments a JOIN courses c ON c.id = a.course_id WHERE c.key = 'managers'`,
  );
  const actor = await stage.actor(cast.programOffice.person.staffNumber);
  await stage.get(AssignmentsService).withdraw(actor, assignmentId);
  stage.goTo('2026-11-24', '11:20');
  await stage.get(AssignmentsService).undoWithdrawal(actor, assignmentId);
}

async function remind(stage: Stage, day: LocalDate): Promise<void> {
  stage.goTo(day);
  await stage.get(PlanReminders).run(day);
  const planned = await rowsOf<{ id: string }>(
    stage.database,
    `SELECT d.id FROM reminder_digests d JOIN staff_numbers n ON n.person_id = d.recipient_person_id AND n.valid_to IS NULL
     WHERE d.state = 'planned' ORDER BY n.staff_number`,
  );
  stage.goTo(day, '08:40');
  for (const { id } of planned.slice(0, -NOT_DELIVERED)) await stage.get(DeliverDigest).run(id);
}

async function idOf(stage: Stage, sql: string): Promise<string> {
  const row = await rowOf<{ id: string }>(stage.database, sql);
  if (!row) throw new Error(`The demo city has none of these: ${sql}`);
  return row.id;
}
