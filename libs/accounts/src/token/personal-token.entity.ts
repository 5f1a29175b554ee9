import type { TokenAccess } from '@app/access';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '@app/platform';

/** A key to the JSON API for its owner. Only its SHA-256 is stored; the token itself is shown once. */
@Entity('personal_tokens')
export class PersonalToken {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  tokenHash!: string;

  @Column('text')
  access!: TokenAccess;

  /** Areas of the API; null: all that its owner may. */
  @Column('text', { array: true, nullable: true })
  scope!: string[] | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('date')
  expiresOn!: LocalDate;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
