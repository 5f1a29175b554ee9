import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { OrganizationModule } from '@app/organization';
import { Navigation } from '../../../shell/navigation';
import { AssignmentFilesController } from './assignment-files.controller';
import { AssignmentPages } from './assignment.pages';
import { AssignmentsController } from './assignments.controller';
import { NewAssignmentController } from './new-assignment.controller';
import { AssignmentWithdrawalController } from './withdrawal.controller';

@Module({
  imports: [ExportsModule, CoursesModule, CoverageModule, OrganizationModule],
  providers: [AssignmentPages],
  controllers: [
    NewAssignmentController,
    AssignmentFilesController,
    AssignmentsController,
    AssignmentWithdrawalController,
  ],
})
export class AssignmentsPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'training',
      label: '受講指定',
      href: '/assignments',
      permission: 'assignments.read',
      order: 70,
    });
  }
}
