import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { Navigation } from '../../../shell/navigation';
import { SystemController } from './system.controller';
import { SystemReadings } from './system-readings';

@Module({
  imports: [AccountsModule, WaitingModule],
  controllers: [SystemController],
  providers: [SystemReadings],
})
export class SystemPagesModule {
  constructor(navigation: Navigation) {
    const entry = { label: 'システムの状態', href: '/system', order: 145 } as const;
    navigation.add({ area: 'administration', ...entry, permission: 'audit.read' });
  }
}
