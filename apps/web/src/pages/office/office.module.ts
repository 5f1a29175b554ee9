import { Module } from '@nestjs/common';
import { CoveragePagesModule } from './coverage/coverage.module';
import { ActivitiesPagesModule } from './activities/activities.module';
import { AppointmentsPagesModule } from './appointments/appointments.module';
import { AssignmentsPagesModule } from './assignments/assignments.module';
import { BenchPagesModule } from './bench/bench.module';
import { ChecklistsPagesModule } from './checklists/checklists.module';
import { CohortsPagesModule } from './cohorts/cohorts.module';
import { ExamsPagesModule } from './exams/exams.module';
import { ExamSuggestionsPagesModule } from './exam-suggestions/exam-suggestions.module';
import { LetterBatchesPagesModule } from './letter-batches/batches.module';
import { LetterTemplatesPagesModule } from './letter-templates/templates.module';
import { LettersPagesModule } from './letters/letters.module';
import { MockExamsPagesModule } from './mock-exams/mock-exams.module';
import { OfficeNominationsPagesModule } from './nominations/office-nominations.module';
import { OutlookPagesModule } from './outlook/outlook.module';
import { PastEstimatesPagesModule } from './past-estimates/past-estimates.module';
import { QuestionsPagesModule } from './questions/questions.module';
import { OpenDataPagesModule } from './open-data/open-data.module';
import { ReportsPagesModule } from './reports/reports.module';
import { PublicationsPagesModule } from './publications/publications.module';
import { YearEndPagesModule } from './year-end/year-end.module';
import { OfficeHandoversPagesModule } from './handovers/office-handovers.module';
import { TargetsPagesModule } from './targets/targets.module';
import { TermBatchesPagesModule } from './term-batches/term-batches.module';
import { RolesPagesModule } from './roles/roles.module';
import { ReminderHaltPagesModule } from './reminder-halt/reminder-halt.module';
import { ReminderRulesPagesModule } from './reminder-rules/reminder-rules.module';
import { RemindersPagesModule } from './reminders/reminders.module';

/** The work of the office that promotes DX. */
@Module({
  imports: [
    TargetsPagesModule,
    CoveragePagesModule,
    OutlookPagesModule,
    PublicationsPagesModule,
    ReportsPagesModule,
    OpenDataPagesModule,
    RolesPagesModule,
    OfficeNominationsPagesModule,
    LetterTemplatesPagesModule,
    LetterBatchesPagesModule,
    LettersPagesModule,
    TermBatchesPagesModule,
    OfficeHandoversPagesModule,
    BenchPagesModule,
    CohortsPagesModule,
    ActivitiesPagesModule,
    AppointmentsPagesModule,
    AssignmentsPagesModule,
    ExamsPagesModule,
    ExamSuggestionsPagesModule,
    MockExamsPagesModule,
    PastEstimatesPagesModule,
    QuestionsPagesModule,
    ReminderHaltPagesModule,
    ReminderRulesPagesModule,
    RemindersPagesModule,
    YearEndPagesModule,
    ChecklistsPagesModule,
  ],
})
export class OfficeWingModule {}
