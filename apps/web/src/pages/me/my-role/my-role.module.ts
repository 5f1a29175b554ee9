import { Module } from '@nestjs/common';
import { WaitingModule } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { CoverageModule } from '@app/coverage';
import { MyRoleController } from './my-role.controller';
import { OwnRoles } from './own-roles';

/** Reached from ホーム and 設定. */
@Module({
  imports: [AppointmentsModule, CoverageModule, WaitingModule],
  controllers: [MyRoleController],
  providers: [OwnRoles],
})
export class MyRolePagesModule {}
