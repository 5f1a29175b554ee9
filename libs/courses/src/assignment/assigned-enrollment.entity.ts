import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * That an assignment reached an enrollment, since when and with which due date. Kept for ever, so that who had to
 * finish what can be told for any past date; the columns of the enrollment are only the sum of those in force.
 */
@Entity('assigned_enrollments')
export class AssignedEnrollment {
  @PrimaryColumn('uuid')
  assignmentId!: string;

  @PrimaryColumn('uuid')
  enrollmentId!: string;

  @Column('date')
  dueOn!: string;

  @Column('timestamptz')
  assignedAt!: Date;

  /** When the person left the audience, by a transfer, without having finished. */
  @Column('timestamptz', { nullable: true })
  releasedAt!: Date | null;
}
