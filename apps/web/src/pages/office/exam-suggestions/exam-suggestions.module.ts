import { Module } from '@nestjs/common';
import { PracticeModule } from '@app/practice';
import { Navigation } from '../../../shell/navigation';
import { ExamSuggestionsController } from './exam-suggestions.controller';

@Module({ imports: [PracticeModule], controllers: [ExamSuggestionsController] })
export class ExamSuggestionsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'training',
      label: '受験のすすめ',
      href: '/exam-suggestions',
      permission: 'exam_suggestions.send',
      order: 96,
    });
  }
}
