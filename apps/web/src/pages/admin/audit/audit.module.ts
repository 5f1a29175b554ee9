import { Module } from '@nestjs/common';
import { ExportsModule } from '@app/exports';
import { AccountsModule } from '@app/accounts';
import { CoursesModule } from '@app/courses';
import { Navigation } from '../../../shell/navigation';
import { AccessController } from './access.controller';
import { AuditController } from './audit.controller';

@Module({
  imports: [ExportsModule, AccountsModule, CoursesModule],
  controllers: [AuditController, AccessController],
})
export class AuditPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'administration',
      label: '監査記録',
      href: '/audit',
      permission: 'audit.read',
      order: 140,
    });
  }
}
