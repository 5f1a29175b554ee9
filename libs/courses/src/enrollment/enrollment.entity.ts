import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * One person's learning of one course in one cycle: the fiscal year of a yearly course, 0 for others. A repeat never
 * changes `completedAt`. `isMandatory`, `dueOn` and `assignmentId` follow from the assignments in force.
 */
@Entity('enrollments')
export class Enrollment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid')
  courseVersionId!: string;

  @Column('integer')
  cycle!: number;

  @Column('uuid', { nullable: true })
  assignmentId!: string | null;

  @Column('boolean')
  isMandatory!: boolean;

  @Column('date', { nullable: true })
  dueOn!: string | null;

  @Column('timestamptz')
  enrolledAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  completedAt!: Date | null;

  @Column('uuid', { nullable: true })
  lastLessonId!: string | null;

  @Column('timestamptz', { nullable: true })
  exemptedAt!: Date | null;

  @Column('text', { nullable: true })
  exemptionReason!: string | null;
}
