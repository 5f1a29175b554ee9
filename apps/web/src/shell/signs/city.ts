import { WITHDRAWN_WORD } from '@app/courses';
import {
  APPOINTMENT_STATE_WORDS,
  type AppointmentState,
  BATCH_ACT_WORDS,
  type BatchState,
  type EndingState,
  type BenchGroup,
  NOMINATION_STATE_WORDS,
  type NominationState,
  type PathState,
  type RequirementState,
  BENCH_GROUP_WORDS,
  LETTER_STATE_WORDS,
} from '@app/appointments';
import {
  type OutlookState,
  type PublicationState,
  TARGET_STATE_WORDS,
  type TargetState,
  UNIT_STATE_WORDS,
  type UnitState,
} from '@app/coverage';
import { type ScannerState, words } from '@app/platform';
import { REMINDER_STATE_WORDS, type ReminderState } from '@app/reminders';
import { done, moving, open, past, plain, type RowsOf, soon, type StateRow, wrong } from './sign';

const APPOINTMENTS = {
  'appointment.in_force': plain(APPOINTMENT_STATE_WORDS.in_force),
  'appointment.upcoming': open(APPOINTMENT_STATE_WORDS.upcoming),
  'appointment.left_service': past(APPOINTMENT_STATE_WORDS.left_service),
  'appointment.ended': past(APPOINTMENT_STATE_WORDS.ended),
  'appointment.expired': past(APPOINTMENT_STATE_WORDS.expired),
  'appointment.annulled': past(APPOINTMENT_STATE_WORDS.annulled),
  'appointment.left_on': past((day) => `${APPOINTMENT_STATE_WORDS.left_service}(${day})`),
  /** Ended before it began. */
  'appointment.called_off': past('取りやめ'),
  /** Holds the role, and does not exercise it. */
  'appointment.away': past((why) => `${APPOINTMENT_STATE_WORDS.in_force}(${why})`),
  'appointment.soon': soon((days) => `任期あと${days}日`),
} satisfies RowsOf<'appointment', AppointmentState>;

const NOMINATIONS = {
  'nomination.nominated': moving(NOMINATION_STATE_WORDS.nominated),
  'nomination.consented': moving(NOMINATION_STATE_WORDS.consented),
  'nomination.returned': wrong(NOMINATION_STATE_WORDS.returned),
  'nomination.declined': past(NOMINATION_STATE_WORDS.declined),
  'nomination.lapsed': past(NOMINATION_STATE_WORDS.lapsed),
  'nomination.not_taken': past(NOMINATION_STATE_WORDS.not_taken),
  'nomination.withdrawn': past(NOMINATION_STATE_WORDS.withdrawn),
  'nomination.approved': done(NOMINATION_STATE_WORDS.approved),
  'nomination.appointed_directly': past(NOMINATION_STATE_WORDS.appointed_directly),
  'nomination.annulled': past(NOMINATION_STATE_WORDS.annulled),
} satisfies RowsOf<'nomination', NominationState>;

const REQUIREMENTS = {
  'requirement.met': done('満たしている'),
  'requirement.not_met': open('まだ'),
  'requirement.unknown': plain('これから'),
  'requirement.lost': wrong('満たさなくなった'),
} satisfies RowsOf<'requirement', RequirementState>;

/** One requirement on somebody's way to a role. */
const PATHS = {
  'path.done': done('済み'),
  'path.next': moving('進行中'),
  'path.missing': open('まだ'),
  'path.ask': plain('本人に確認'),
} satisfies RowsOf<'path', PathState>;

const BENCH = {
  'bench.ready': done(BENCH_GROUP_WORDS.ready),
  'bench.soon': moving(BENCH_GROUP_WORDS.soon),
  'bench.growing': open(BENCH_GROUP_WORDS.growing),
} satisfies RowsOf<'bench', BenchGroup>;

const LETTERS = {
  'letter.issued': plain(LETTER_STATE_WORDS.issued),
  'letter.replaced': past(LETTER_STATE_WORDS.replaced),
  'letter.annulled': past(LETTER_STATE_WORDS.annulled),
  'letter.set_aside': past(LETTER_STATE_WORDS.set_aside),
  'letter_batch.under_way': moving('発行中'),
  'letter_batch.done': done('発行済み'),
  /** Done, and none could be. */
  'letter_batch.none': past('発行なし'),
  'letter_batch.cancelled': past('中止'),
} satisfies Readonly<Record<string, StateRow>>;

const ENDING_TERMS = {
  'ending.undecided': open('まだ'),
  'ending.followed': done('次の任期あり'),
  'ending.left_to_expire': past(BATCH_ACT_WORDS.let_expire),
} satisfies RowsOf<'ending', EndingState>;

const APPOINTMENT_BATCHES = {
  'appointment_batch.looking': moving('確認中'),
  'appointment_batch.ready': open('登録待ち'),
  'appointment_batch.under_way': moving('登録中'),
  'appointment_batch.done': done('登録済み'),
  'appointment_batch.cancelled': past('中止'),
  'appointment_batch.undone': past('取消し'),
  /** Done, and none could be. */
  'appointment_batch.none': past('登録なし'),
} satisfies RowsOf<'appointment_batch', BatchState>;

/** One row of a batch. */
const BATCH_MEMBERS = {
  'batch_member.waiting': moving('確認中'),
  'batch_member.ready': plain('登録できる'),
  'batch_member.warned': soon('注意あり'),
  'batch_member.refused': wrong('できない'),
  'batch_member.done': done('登録済み'),
  'batch_member.not_done': past('登録しない'),
  'batch_member.stopped': past('中止'),
  'batch_member.undone': past('取消し'),
} satisfies Readonly<Record<string, StateRow>>;

const UNITS = {
  'unit.covered': done(UNIT_STATE_WORDS.covered),
  'unit.short': wrong(UNIT_STATE_WORDS.short),
  'unit.vacant': wrong(UNIT_STATE_WORDS.vacant),
  'unit.apart': past(UNIT_STATE_WORDS.apart),
  /** Covered, and will not be on a day that is known. */
  'unit.at_risk': soon('注意'),
} satisfies RowsOf<'unit', UnitState>;

/** A unit at the end of a fiscal year that is ahead. */
const OUTLOOK = {
  'outlook.nobody': wrong('打つ手がない'),
  'outlook.in_reach': soon('手が打てる'),
  'outlook.vacant': wrong('空白の見込み'),
  'outlook.on_record': done('充足の見込み'),
  'outlook.apart': past(UNIT_STATE_WORDS.apart),
} satisfies RowsOf<'outlook', OutlookState>;

const PUBLICATIONS = {
  'publication.making': moving('作成中'),
  'publication.standing': plain('確定'),
  'publication.corrected': past('訂正あり'),
  'publication.withdrawn': past('取下げ'),
} satisfies RowsOf<'publication', PublicationState>;

/** A promise of the plan on a day. */
const TARGETS = {
  'target.met': done(TARGET_STATE_WORDS.met),
  'target.on_way': moving(TARGET_STATE_WORDS.on_way),
  'target.behind': soon(TARGET_STATE_WORDS.behind),
  'target.missed': wrong(TARGET_STATE_WORDS.missed),
  'target.not_entered': open(TARGET_STATE_WORDS.not_entered),
  'target.not_started': open(TARGET_STATE_WORDS.not_started),
  'target.preparing': moving(TARGET_STATE_WORDS.preparing),
  'target.dropped': past(TARGET_STATE_WORDS.dropped),
} satisfies RowsOf<'target', TargetState>;

const ASSIGNMENTS = {
  'assignment.withdrawn': past(WITHDRAWN_WORD),
  'assignment.without_edition': soon('版がありません'),
  'assignment.without_edition_of': soon((year) => `${year}の版がありません`),
  'closing.in_force': plain('締めました'),
  'closing.undone': past('元に戻しました'),
} satisfies Readonly<Record<string, StateRow>>;

const NOTICES = { 'notice.unread': open('未読') };

const REMINDERS = {
  'reminder.waiting': moving(REMINDER_STATE_WORDS.waiting),
  'reminder.planned': moving(REMINDER_STATE_WORDS.planned),
  'reminder.sending': moving(REMINDER_STATE_WORDS.sending),
  'reminder.sent': done(REMINDER_STATE_WORDS.sent),
  'reminder.failed': wrong(REMINDER_STATE_WORDS.failed),
  /** Somebody still has to tell it. */
  'reminder.no_mailbox': open(REMINDER_STATE_WORDS.no_mailbox),
  'reminder.dropped': past(REMINDER_STATE_WORDS.dropped),
  'reminder.halted': past(REMINDER_STATE_WORDS.halted),
} satisfies RowsOf<'reminder', ReminderState>;

const SETTINGS = {
  /** Of rows that follow one another: the one of today is told from those before and after. */
  'validity.ahead': open('これから'),
  'validity.in_force': done('有効'),
  'validity.over': past('過去'),
  'title.unknown': open('表にない'),
  'title.unit_head': plain(() => words.unitHead),
  'title.other': plain(() => `${words.unitHead}ではない`),
  'flag.counted': plain('数える'),
  'flag.uncounted': past('数えない'),
} satisfies Readonly<Record<string, StateRow>>;

const SYSTEM = {
  'scanner.ready': done('使えます'),
  'scanner.unreachable': wrong('使えません'),
  'scanner.off': past('検査なし'),
} satisfies RowsOf<'scanner', ScannerState>;

const CHECKS = {
  'check.passed': done('問題なし'),
  'check.failed': wrong('要確認'),
  'job.failed': wrong('失敗'),
} satisfies Readonly<Record<string, StateRow>>;

/** One step of a list that is gone through from the top. */
const STEPS = {
  'step.done': done('済み'),
  'step.left': open('残っています'),
  'step.ahead': past('まだ先です'),
  'step.others': moving('担当者が行います'),
} satisfies Readonly<Record<string, StateRow>>;

/** What the city decides, sends and runs. */
export const CITY_ROWS = {
  ...ENDING_TERMS,
  ...APPOINTMENT_BATCHES,
  ...BATCH_MEMBERS,
  ...APPOINTMENTS,
  ...NOMINATIONS,
  ...REQUIREMENTS,
  ...PATHS,
  ...BENCH,
  ...LETTERS,
  ...UNITS,
  ...OUTLOOK,
  ...PUBLICATIONS,
  ...TARGETS,
  ...ASSIGNMENTS,
  ...NOTICES,
  ...REMINDERS,
  ...SETTINGS,
  ...SYSTEM,
  ...CHECKS,
  ...STEPS,
};
