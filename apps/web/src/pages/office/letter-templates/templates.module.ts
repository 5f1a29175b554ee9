import { Module } from '@nestjs/common';
import { AppointmentsModule } from '@app/appointments';
import { TemplatesController } from './templates.controller';

/** Reached from 任命: before its controllers, for `/appointments/letter-templates` is no appointment. */
@Module({ imports: [AppointmentsModule], controllers: [TemplatesController] })
export class LetterTemplatesPagesModule {}
