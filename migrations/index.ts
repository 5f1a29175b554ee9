import { CreatePlatform20260401000000 } from './20260401000000-create-platform';
import { CreateOrganization20260401000100 } from './20260401000100-create-organization';
import { CreateAccess20260401000200 } from './20260401000200-create-access';
import { CreateLearning20260401000300 } from './20260401000300-create-learning';
import { CreateRolesAndFigures20260401000400 } from './20260401000400-create-roles-and-figures';
import { KeepHistoryOfTheOrganization20261128000100 } from './20261128000100-keep-history-of-the-organization';
import { DeriveObligations20261128000200 } from './20261128000200-derive-obligations';
import { KeepHistoryOfRolesAndRules20261128000300 } from './20261128000300-keep-history-of-roles-and-rules';
import { OneVocabulary20261128000400 } from './20261128000400-one-vocabulary';
import { GuardHistoryAndReferences20261128000500 } from './20261128000500-guard-history-and-references';
import { JoinNumbersOfOnePerson20261128000600 } from './20261128000600-join-numbers-of-one-person';
import { TellNumbersByTheirDays20261128000700 } from './20261128000700-tell-numbers-by-their-days';
import { AddPromiseOfCourses20261128000800 } from './20261128000800-add-promise-of-courses';
import { PartNumbersAndNamesakes20261129000100 } from './20261129000100-part-numbers-and-namesakes';
import { SignTheAuditLog20261129000400 } from './20261129000400-sign-the-audit-log';
import { GuardTheDoor20261129000500 } from './20261129000500-guard-the-door';
import { SecondFactors20261129000510 } from './20261129000510-second-factors';
import { KeepLessOfFiles20261129000600 } from './20261129000600-keep-less-of-files';
import { DivideOwnerAndProduct20261129000700 } from './20261129000700-divide-owner-and-product';
import { TwoPersons20261129000800 } from './20261129000800-two-persons';
import { LogWhoLooked20261129000900 } from './20261129000900-log-who-looked';
import { FindMembersOfBulkActs20261129001000 } from './20261129001000-find-members-of-bulk-acts';
import { FindLateFacts20261129001100 } from './20261129001100-find-late-facts';
import { OnlyTheOwnerRewrites20261129001200 } from './20261129001200-only-the-owner-rewrites';
import { HandTextsOn20261129001300 } from './20261129001300-hand-texts-on';
import { LookPeopleUpByKey20261129001400 } from './20261129001400-look-people-up-by-key';
import { NoteWhoWasSpokenTo20261129001500 } from './20261129001500-note-who-was-spoken-to';
import { PractiseForTheExam20261129001600 } from './20261129001600-practise-for-the-exam';
import { SitMockExams20261129001700 } from './20261129001700-sit-mock-exams';
import { EstimateReadiness20261129001800 } from './20261129001800-estimate-readiness';
import { TellTabsApart20261130000100 } from './20261130000100-tell-tabs-apart';
import { WithdrawQuestions20261130001000 } from './20261130001000-withdraw-questions';
import { FollowBookedExams20261130002000 } from './20261130002000-follow-booked-exams';
import { RemindOfExamsAndPractice20261130002100 } from './20261130002100-remind-of-exams-and-practice';
import { SuggestTheExam20261130002200 } from './20261130002200-suggest-the-exam';
import { CourseTestPolicies20261130003000 } from './20261130003000-course-test-policies';
import { DropCourses20261130003100 } from './20261130003100-drop-courses';
import { RolesAsData20261130010000 } from './20261130010000-roles-as-data';
import { NameDeputies20261130015000 } from './20261130015000-name-deputies';
import { NominateForRoles20261130020000 } from './20261130020000-nominate-for-roles';
import { TellOfNominations20261130025000 } from './20261130025000-tell-of-nominations';
import { IssueLetters20261130030000 } from './20261130030000-issue-letters';
import { FollowCandidates20261130040000 } from './20261130040000-follow-candidates';
import { FindTheSameEvidence20261130050000 } from './20261130050000-find-the-same-evidence';
import { RenewCertificates20261130050100 } from './20261130050100-renew-certificates';
import { CorrectCertificates20261130060000 } from './20261130060000-correct-certificates';
import { EnterCertificates20261130061000 } from './20261130061000-enter-certificates';
import { DescribeCertifications20261130070000 } from './20261130070000-describe-certifications';
import { AskForEquivalents20261130070100 } from './20261130070100-ask-for-equivalents';
import { RenewAndExtendTerms20261130080000 } from './20261130080000-renew-and-extend-terms';
import { ActOnManyTerms20261130080100 } from './20261130080100-act-on-many-terms';
import { TickHandovers20261130080200 } from './20261130080200-tick-handovers';
import { AddRolesOfTheCity20261130090000 } from './20261130090000-add-roles-of-the-city';
import { SayWhatStandsAgainstRows20261130096000 } from './20261130096000-say-what-stands-against-rows';
import { DateFirstExams20261201020000 } from './20261201020000-date-first-exams';
import { KeepWhatWasConfirmed20261201030000 } from './20261201030000-keep-what-was-confirmed';
import { CompareDocumentNumbers20261201031000 } from './20261201031000-compare-document-numbers';
import { KeepForecastsOfTheHeadCount20261201100000 } from './20261201100000-keep-forecasts-of-the-head-count';
import { KeepFiguresOfEachMonth20261201101000 } from './20261201101000-keep-figures-of-each-month';
import { KeepEveryPromiseAsATarget20261202010000 } from './20261202010000-keep-every-promise-as-a-target';
import { PublishFigures20261202020000 } from './20261202020000-publish-figures';
import { NameUnknownColumns20261202040000 } from './20261202040000-name-unknown-columns';
import { LogWhatRolesDo20261202100000 } from './20261202100000-log-what-roles-do';
import { MarkAnnulledLetters20261203010000 } from './20261203010000-mark-annulled-letters';
import { TellOfChangedCertificates20261203020000 } from './20261203020000-tell-of-changed-certificates';
import { AskToFinish20261203030000 } from './20261203030000-ask-to-finish';
import { CloseRecommendationsDirectly20261203040000 } from './20261203040000-close-recommendations-directly';
import { OrderFiles20261205000000 } from './20261205000000-order-files';
import { NumberStandingRequests20261206000000 } from './20261206000000-number-standing-requests';
import { SetAsideOneOfTwo20261206500000 } from './20261206500000-set-aside-one-of-two';
import { ExplainWordsOfTheCity20261207000000 } from './20261207000000-explain-words-of-the-city';
import { ChangePeopleOnTheScreen20261208000000 } from './20261208000000-change-people-on-the-screen';
import { NameReadSheets20261209000000 } from './20261209000000-name-read-sheets';
import { DraftTransfers20261211000000 } from './20261211000000-draft-transfers';
import { TakeImportsBack20261212000000 } from './20261212000000-take-imports-back';
import { LinkUnits20261213000000 } from './20261213000000-link-units';
import { OrderImports20261212500000 } from './20261212500000-order-imports';
import { RulesOfReminders20261216000000 } from './20261216000000-rules-of-reminders';
import { ReadNotices20261217000000 } from './20261217000000-read-notices';
import { SubscribeToDates20261217500000 } from './20261217500000-subscribe-to-dates';
import { WordsAndHaltsOfReminders20261216500000 } from './20261216500000-words-and-halts-of-reminders';

/** In the order in which they run. A new migration is added at the end and never changed once released. */
export const MIGRATIONS = [
  CreatePlatform20260401000000,
  CreateOrganization20260401000100,
  CreateAccess20260401000200,
  CreateLearning20260401000300,
  CreateRolesAndFigures20260401000400,
  KeepHistoryOfTheOrganization20261128000100,
  DeriveObligations20261128000200,
  KeepHistoryOfRolesAndRules20261128000300,
  OneVocabulary20261128000400,
  GuardHistoryAndReferences20261128000500,
  JoinNumbersOfOnePerson20261128000600,
  TellNumbersByTheirDays20261128000700,
  AddPromiseOfCourses20261128000800,
  PartNumbersAndNamesakes20261129000100,
  SignTheAuditLog20261129000400,
  GuardTheDoor20261129000500,
  SecondFactors20261129000510,
  KeepLessOfFiles20261129000600,
  DivideOwnerAndProduct20261129000700,
  TwoPersons20261129000800,
  LogWhoLooked20261129000900,
  FindMembersOfBulkActs20261129001000,
  FindLateFacts20261129001100,
  OnlyTheOwnerRewrites20261129001200,
  HandTextsOn20261129001300,
  LookPeopleUpByKey20261129001400,
  NoteWhoWasSpokenTo20261129001500,
  PractiseForTheExam20261129001600,
  SitMockExams20261129001700,
  EstimateReadiness20261129001800,
  TellTabsApart20261130000100,
  WithdrawQuestions20261130001000,
  FollowBookedExams20261130002000,
  RemindOfExamsAndPractice20261130002100,
  SuggestTheExam20261130002200,
  CourseTestPolicies20261130003000,
  DropCourses20261130003100,
  RolesAsData20261130010000,
  NameDeputies20261130015000,
  NominateForRoles20261130020000,
  TellOfNominations20261130025000,
  IssueLetters20261130030000,
  FollowCandidates20261130040000,
  FindTheSameEvidence20261130050000,
  RenewCertificates20261130050100,
  CorrectCertificates20261130060000,
  EnterCertificates20261130061000,
  DescribeCertifications20261130070000,
  AskForEquivalents20261130070100,
  RenewAndExtendTerms20261130080000,
  ActOnManyTerms20261130080100,
  TickHandovers20261130080200,
  AddRolesOfTheCity20261130090000,
  SayWhatStandsAgainstRows20261130096000,
  DateFirstExams20261201020000,
  KeepWhatWasConfirmed20261201030000,
  CompareDocumentNumbers20261201031000,
  KeepForecastsOfTheHeadCount20261201100000,
  KeepFiguresOfEachMonth20261201101000,
  KeepEveryPromiseAsATarget20261202010000,
  PublishFigures20261202020000,
  NameUnknownColumns20261202040000,
  LogWhatRolesDo20261202100000,
  MarkAnnulledLetters20261203010000,
  TellOfChangedCertificates20261203020000,
  AskToFinish20261203030000,
  CloseRecommendationsDirectly20261203040000,
  OrderFiles20261205000000,
  NumberStandingRequests20261206000000,
  SetAsideOneOfTwo20261206500000,
  ExplainWordsOfTheCity20261207000000,
  ChangePeopleOnTheScreen20261208000000,
  NameReadSheets20261209000000,
  DraftTransfers20261211000000,
  TakeImportsBack20261212000000,
  OrderImports20261212500000,
  LinkUnits20261213000000,
  RulesOfReminders20261216000000,
  WordsAndHaltsOfReminders20261216500000,
  ReadNotices20261217000000,
  SubscribeToDates20261217500000,
];
