import { Column, Entity, PrimaryColumn } from 'typeorm';

export const AUDIENCE_KINDS = ['all_staff', 'managers', 'org_unit', 'persons'] as const;
export type AudienceKind = (typeof AUDIENCE_KINDS)[number];

/** Who must (or should) learn which course in a fiscal year, until when and why. Withdrawn, never deleted. */
@Entity('course_assignments')
export class CourseAssignment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('integer')
  fiscalYear!: number;

  @Column('text')
  audienceKind!: AudienceKind;

  @Column('uuid', { nullable: true })
  orgUnitId!: string | null;

  @Column('boolean')
  isMandatory!: boolean;

  @Column('date')
  dueOn!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('uuid')
  createdBy!: string;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;
}
