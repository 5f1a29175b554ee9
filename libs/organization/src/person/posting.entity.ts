import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PostingKind } from '../vocabulary';

/** The person holds a post in a unit in [validFrom, validTo); on any day at most one is the primary one. */
@Entity('postings')
export class Posting {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('uuid')
  orgUnitId!: string;

  @Column('text')
  kind!: PostingKind;

  @Column('text', { default: '' })
  postTitle!: string;

  @Column('boolean', { default: false })
  isManagerial!: boolean;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}
