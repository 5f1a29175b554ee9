import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SystemRole } from '@app/access';
import type { LocalDate } from '@app/platform';

/** A system role of an account over a period; granting again after an end makes a new row. */
@Entity('account_roles')
export class AccountRole {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('text')
  role!: SystemRole;

  @Column('date')
  validFrom!: LocalDate;

  @Column('date', { nullable: true })
  validTo!: LocalDate | null;

  /** The administrator's account; null on the command line. */
  @Column('uuid', { nullable: true })
  grantedBy!: string | null;
}
