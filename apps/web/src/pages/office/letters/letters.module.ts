import { ExportsModule } from '@app/exports';
import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { LetterController } from './letter.controller';
import { RegisterController } from './register.controller';

/** Reached from 任命: before its controllers, for `/appointments/register` is no appointment. */
@Module({
  imports: [ExportsModule, AppointmentsModule],
  controllers: [RegisterController, LetterController],
})
export class LettersPagesModule {}
