import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { NewRoleVersionController } from './new-version.controller';
import { RoleNameController } from './role-name.controller';
import { RolesController } from './roles.controller';

/** Reached from 任命: before its controllers, for `/appointments/roles` is no appointment. */
@Module({
  imports: [AppointmentsModule],
  // `/appointments/roles/new` is no role.
  controllers: [RoleNameController, RolesController, NewRoleVersionController],
})
export class RolesPagesModule {}
