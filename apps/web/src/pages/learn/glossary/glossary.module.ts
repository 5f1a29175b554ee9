import { Module } from '@nestjs/common';
import { CoursesModule } from '@app/courses';
import { GlossaryController } from './glossary.controller';

@Module({ imports: [CoursesModule], controllers: [GlossaryController] })
export class GlossaryPagesModule {}
