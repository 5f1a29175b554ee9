import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Name, reading or address of mail that a person gets on a day. It waits here, so that nobody sees a new name before
 * its day; PersonChanges brings it into `persons`. What is null stays as it is (`email` unless `setsEmail`).
 */
@Entity('person_changes')
export class PersonChange {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('date')
  effectiveOn!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { nullable: true })
  kana!: string | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('boolean', { default: false })
  setsEmail!: boolean;

  @Column('timestamptz', { nullable: true })
  appliedAt!: Date | null;
}
