export {
  type Remindable,
  type RemindablePeople,
  ReminderRequestQueries,
} from './asking/reminder-requests.queries';
export { ReminderRequestsService } from './asking/reminder-requests.service';
export { DAYS_BETWEEN, type Matter } from './asking/request.rules';
export { DeliverDigest, type DeliveryResult } from './delivery/deliver-digest';
export { type Digest, type DigestEntry, DigestMails } from './delivery/digest-mails';
export { type Halt, type PastHalt, type PiledUp, ReminderHalts } from './halting/halts.queries';
export { ReminderHaltsService } from './halting/halts.service';
export { SendTestNotice } from './delivery/send-test-notice';
export { PLANNING_TIME, SweepReminders } from './delivery/sweep-reminders';
export { NOTICE_DAYS } from './inbox/own-notices.sql';
export {
  type ExplainedNotice,
  type OwnNotice,
  OwnNoticeQueries,
} from './inbox/own-notices.queries';
export {
  type AskedAbout,
  MOST_FOUND,
  WHY_NOT_DAYS,
  type WhyNot,
  WhyNotQueries,
} from './inbox/why-not.queries';
export { ReadNoticesService } from './inbox/read-notices.service';
export {
  findKind,
  kindOf,
  kindWords,
  KINDS,
  LEADS_OF_KINDS,
  OPEN_REMINDER_KINDS,
  type OpenReminderKind,
  REMINDER_KINDS,
  type ReminderKind,
} from './kinds/kinds';
export { type KindWords, type ReminderKindFacts, WHOM, type Whom } from './kinds/reminder-kind';
export { type PlanResult, PlanReminders } from './planning/plan-reminders';
export {
  type PaperFilter,
  type PaperNotice,
  PaperNoticeQueries,
} from './reading/paper-notices.queries';
export { TellNoticesService } from './reading/tell-notices.service';
export { type ReminderRow } from './reading/reminder-row';
export {
  type LedgerRow,
  REMINDER_STATES,
  type ReminderFilter,
  ReminderQueries,
  type ReminderState,
} from './reading/reminders.queries';
export {
  DELIVER_DIGEST,
  PLAN_REMINDERS,
  SEND_TEST_NOTICE,
  SWEEP_REMINDERS,
} from './reminders.jobs';
export { RemindersModule } from './reminders.module';
export { mostLead, mostLeads, type Rule, rulesFrom, standardRule } from './rules/rule';
export { ruleSentences, whomWords } from './rules/rule-words';
export { PREVIEW_DAYS, type RuleExample, type RulePreview } from './rules/rule-preview.queries';
export { ReminderRuleQueries, type RuleRow } from './rules/rules.queries';
export { ReminderRulesService, type WantedRule } from './rules/rules.service';
export { REMINDER_STATE_WORDS } from './vocabulary';
export {
  placesOf,
  spokenBy,
  type Wording,
  wordingOn,
  type WordsOf,
  wordsFrom,
} from './wording/wording';
export {
  type WordingExamples,
  type WordingRow,
  ReminderWordQueries,
} from './wording/wording.queries';
export { ReminderWordsService, type WantedWording } from './wording/wording.service';
