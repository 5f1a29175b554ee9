import { Column, Entity, PrimaryColumn } from 'typeorm';

export type RecordState = 'reported' | 'verified' | 'returned' | 'withdrawn';

/**
 * One report of a pass by or for a person. Decided at most once and never changed after that; a new report after a
 * return is a new row. `reportedBy` and `decidedBy` are persons and always two different ones.
 */
@Entity('certification_records')
export class CertificationRecord {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('uuid')
  certificationId!: string;

  @Column('date')
  passedOn!: string;

  /** As typed; `numberKey` is what two spellings of it have in common. */
  @Column('text')
  certificateNumber!: string;

  @Column('text')
  numberKey!: string;

  @Column('text')
  state!: RecordState;

  @Column('uuid')
  evidenceFileId!: string;

  @Column('timestamptz')
  reportedAt!: Date;

  @Column('uuid')
  reportedBy!: string;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('text', { nullable: true })
  returnReason!: string | null;

  /** Whether this person reported it or is the one it is about; such a person may not decide. */
  isOwnOf(personId: string): boolean {
    return this.personId === personId || this.reportedBy === personId;
  }
}
