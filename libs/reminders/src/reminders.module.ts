import { Module } from '@nestjs/common';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { ReminderRequestQueries } from './asking/reminder-requests.queries';
import { ReminderRequestsService } from './asking/reminder-requests.service';
import { DigestClaims } from './delivery/digest-claims';
import { SweepReminders } from './delivery/sweep-reminders';
import { OwnNoticeQueries } from './inbox/own-notices.queries';
import { ReadNoticesService } from './inbox/read-notices.service';
import { WhyNotQueries } from './inbox/why-not.queries';
import { ReminderHalts } from './halting/halts.queries';
import { ReminderHaltsService } from './halting/halts.service';
import { JoinedReminders } from './joining/joined-reminders';
import { CandidateQueries } from './planning/candidates.queries';
import { PlanReminders } from './planning/plan-reminders';
import { PaperNoticeQueries } from './reading/paper-notices.queries';
import { TellNoticesService } from './reading/tell-notices.service';
import { ReminderQueries } from './reading/reminders.queries';
import { RulePreviewQueries } from './rules/rule-preview.queries';
import { ReminderRuleQueries } from './rules/rules.queries';
import { ReminderRulesService } from './rules/rules.service';
import { ReminderWordQueries } from './wording/wording.queries';
import { ReminderWordsService } from './wording/wording.service';

/** Planning, the sweep and the pages. The worker adds DeliverDigest, which needs its templates. */
@Module({
  imports: [CoverageModule, OrganizationModule],
  providers: [
    CandidateQueries,
    DigestClaims,
    JoinedReminders,
    OwnNoticeQueries,
    PaperNoticeQueries,
    PlanReminders,
    ReadNoticesService,
    ReminderHalts,
    ReminderHaltsService,
    ReminderQueries,
    ReminderRequestQueries,
    ReminderRequestsService,
    ReminderRuleQueries,
    ReminderRulesService,
    ReminderWordQueries,
    ReminderWordsService,
    RulePreviewQueries,
    SweepReminders,
    TellNoticesService,
    WhyNotQueries,
  ],
  exports: [
    DigestClaims,
    OwnNoticeQueries,
    PaperNoticeQueries,
    PlanReminders,
    ReadNoticesService,
    ReminderHalts,
    ReminderHaltsService,
    ReminderQueries,
    ReminderRequestQueries,
    ReminderRequestsService,
    ReminderRuleQueries,
    ReminderRulesService,
    ReminderWordQueries,
    ReminderWordsService,
    RulePreviewQueries,
    SweepReminders,
    TellNoticesService,
    WhyNotQueries,
  ],
})
export class RemindersModule {}
