import type { LocalDate } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Lets one person sign in. Suspension keeps the account and all records; there is no deletion. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('text')
  passwordHash!: string;

  /** What was last handed out: it opens nothing once it is replaced, and is never chosen again. */
  @Column('text', { nullable: true })
  firstPasswordHash!: string | null;

  /** When and by which account it was: whoever knows it gives the account no right soon after. Null by the command line. */
  @Column('timestamptz', { nullable: true })
  firstPasswordAt!: Date | null;

  @Column('uuid', { nullable: true })
  firstPasswordBy!: string | null;

  @Column('boolean')
  mustChangePassword!: boolean;

  @Column('timestamptz')
  passwordChangedAt!: Date;

  @Column('timestamptz', { nullable: true })
  suspendedAt!: Date | null;

  /** Which sessions count: those begun under this number. */
  @Column('integer', { default: 0 })
  sessionEpoch!: number;

  /** The first sign-in on which a second factor was required and missing. */
  @Column('date', { nullable: true })
  secondFactorDueFrom!: LocalDate | null;

  @Column('timestamptz')
  createdAt!: Date;
}
