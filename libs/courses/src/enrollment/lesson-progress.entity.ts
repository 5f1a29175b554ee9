import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far one enrollment is in one lesson, with the learner's own line about what to do in their 課. */
@Entity('lesson_progress')
export class LessonProgress {
  @PrimaryColumn('uuid')
  enrollmentId!: string;

  @PrimaryColumn('uuid')
  lessonId!: string;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Column('text')
  note!: string;
}
