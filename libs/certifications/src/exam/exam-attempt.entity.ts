import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttemptState } from './exam-attempt.rules';

/** A person's own note of an exam they plan or have sat. It never makes a certificate. */
@Entity('exam_attempts')
export class ExamAttempt {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('uuid')
  certificationId!: string;

  @Column('date')
  examOn!: string;

  @Column('text')
  state!: AttemptState;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
