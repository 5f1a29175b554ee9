import { Column, Entity, PrimaryColumn } from 'typeorm';

export type RecordState = 'reported' | 'verified' | 'returned' | 'withdrawn' | 'revoked';

/**
 * One report of a pass by or for a person. Decided at most once; a wrong verification is revoked by another person and
 * keeps what was decided, so that past days still count it. A new report after a return or a revocation is a new row.
 * `reportedBy`, `decidedBy` and `revokedBy` are persons: the first two always differ, and so do the last two.
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

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('uuid', { nullable: true })
  revokedBy!: string | null;

  @Column('text', { nullable: true })
  revokeReason!: string | null;

  /** Whether this person reported it or is the one it is about; such a person may not decide. */
  isOwnOf(personId: string): boolean {
    return this.personId === personId || this.reportedBy === personId;
  }

  /** Whether this person holds it or verified it; such a person may not revoke it. */
  isVerifiedForOrBy(personId: string): boolean {
    return this.personId === personId || this.decidedBy === personId;
  }
}
