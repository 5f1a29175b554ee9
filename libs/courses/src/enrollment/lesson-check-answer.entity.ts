import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One answer to a check inside a lesson. All are kept, the newest is shown; none is ever a score. */
@Entity('lesson_check_answers')
export class LessonCheckAnswer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  enrollmentId!: string;

  @Column('uuid')
  lessonId!: string;

  @Column('uuid')
  questionId!: string;

  @Column('jsonb')
  answer!: object;

  @Column('boolean')
  isCorrect!: boolean;

  @Column('timestamptz')
  answeredAt!: Date;
}
