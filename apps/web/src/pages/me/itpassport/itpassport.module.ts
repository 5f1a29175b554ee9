import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { PracticeModule } from '@app/practice';
import { QuizzesModule } from '@app/quizzes';
import { Navigation } from '../../../shell/navigation';
import { ExamDays } from './exam-days';
import { MockSection } from './mock-section';
import { OwnStanding } from './own-standing';
import { MockController } from './mock.controller';
import { ItPassportController } from './itpassport.controller';
import { PracticeNoticesController } from './notices.controller';
import { SyllabusController } from './syllabus.controller';
import { OwnSuggestionController } from './suggestion.controller';
import { PracticeController } from './practice.controller';

@Module({
  imports: [CertificationsModule, PracticeModule, QuizzesModule],
  controllers: [
    ItPassportController,
    PracticeController,
    MockController,
    SyllabusController,
    PracticeNoticesController,
    OwnSuggestionController,
  ],
  providers: [ExamDays, MockSection, OwnStanding],
})
export class ItPassportPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'own',
      label: 'ITパスポート',
      href: '/itpassport',
      permission: 'self',
      order: 25,
    });
  }
}
