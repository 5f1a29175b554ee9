import {
  CertificationRecordsService,
  EVIDENCE_RULE,
  ExamAttemptsService,
} from '@app/certifications';
import { addDays, diffDays, FileIntake, type LocalDate } from '@app/platform';
import type { Cast } from './cast';
import { certificatePdf } from './evidence';
import { type DemoPerson, isHead } from './staff';
import type { Stage } from './stage';

const VERIFIED = 23;
const REPORTED = 3;
const RETURNED = 1;
const BOOKED = 6;
const PROVISIONAL = 3;
const FIRST_PASS_DAYS_AGO = 900;

/** Certificates in every state: verified ones over three years, some waiting, one returned; exams booked and sat. */
export async function reportCertificates(stage: Stage, cast: Cast): Promise<void> {
  const people = stage.dice.shuffle(candidates(stage, cast));
  const holders = people.splice(0, VERIFIED);
  for (const [index, person] of holders.entries()) {
    const passedOn = addDays(stage.today, -FIRST_PASS_DAYS_AGO + index * 36);
    await decideOn(stage, cast, await report(stage, person, passedOn), passedOn);
  }
  for (const person of people.splice(0, REPORTED))
    await report(stage, person, addDays(stage.today, -20));
  for (const person of people.splice(0, RETURNED)) {
    const passedOn = addDays(stage.today, -30);
    await returnReport(stage, cast, await report(stage, person, passedOn));
  }
  await planExams(stage, people);
}

/** People who were employed all the time, so that every date of their story is possible. */
function candidates(stage: Stage, cast: Cast): DemoPerson[] {
  const parts = Object.values(cast).map(
    (member: { person: DemoPerson }) => member.person.staffNumber,
  );
  return stage.staff.people.filter(
    (person) =>
      person.after &&
      person.before &&
      !isHead(person.after) &&
      person.employment === '正規' &&
      person.status === '在職' &&
      !parts.includes(person.staffNumber),
  );
}

async function report(stage: Stage, person: DemoPerson, passedOn: LocalDate): Promise<string> {
  const reportedOn = stage.goTo(laterThanAccounts(stage, addDays(passedOn, 35)));
  const number = `IP-${passedOn.slice(0, 7)}-${person.staffNumber.slice(-5)}`;
  const pdf = certificatePdf(`IT Passport ${number}`);
  return stage.get(CertificationRecordsService).report(await stage.actor(person.staffNumber), {
    staffNumber: '',
    certificationCode: 'ip',
    passedOn: diffDays(passedOn, reportedOn) < 0 ? reportedOn : passedOn,
    certificateNumber: number,
    evidence: await stage.get(FileIntake).takeBytes(pdf, '合格証書.pdf', EVIDENCE_RULE),
  });
}

async function decideOn(
  stage: Stage,
  cast: Cast,
  recordId: string,
  passedOn: LocalDate,
): Promise<void> {
  stage.goTo(laterThanAccounts(stage, addDays(passedOn, 40)), '14:00');
  const reviewer = await stage.actor(cast.hr.person.staffNumber);
  await stage.get(CertificationRecordsService).verify(reviewer, recordId);
}

async function returnReport(stage: Stage, cast: Cast, recordId: string): Promise<void> {
  stage.goTo(stage.today, '08:45');
  const reviewer = await stage.actor(cast.hr.person.staffNumber);
  await stage
    .get(CertificationRecordsService)
    .return(
      reviewer,
      recordId,
      '証書の番号が読み取れません。明るい場所で撮り直して、もう一度報告してください。',
    );
}

/** Nobody could report before the city had opened its accounts, a year before the reorganisation. */
function laterThanAccounts(stage: Stage, date: LocalDate): LocalDate {
  const opened = addDays(stage.staff.reorganisedOn, -360);
  return date < opened ? opened : date;
}

async function planExams(stage: Stage, people: DemoPerson[]): Promise<void> {
  const exams = stage.get(ExamAttemptsService);
  for (const [index, person] of people.splice(0, BOOKED).entries()) {
    stage.goTo(addDays(stage.today, -10));
    const examOn = addDays(stage.today, 12 + index * 9);
    await exams.book(await stage.actor(person.staffNumber), { certificationCode: 'ip', examOn });
  }
  for (const person of people.splice(0, PROVISIONAL)) {
    const examOn = addDays(stage.today, -7);
    stage.goTo(addDays(stage.today, -40));
    const actor = await stage.actor(person.staffNumber);
    const attemptId = await exams.book(actor, { certificationCode: 'ip', examOn });
    stage.goTo(examOn, '17:00');
    await exams.reportOutcome(actor, attemptId, 'provisional_pass');
  }
}
