import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImportPlan } from './plan';
import type { ImportSource } from './read-files';

/** One upload of HR's files: what was in them, what would change, and what became of it. Never deleted. */
@Entity('import_batches')
export class ImportBatch {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  state!: 'previewed' | 'applied' | 'discarded';

  @Column('date')
  effectiveOn!: string;

  @Column('text', { nullable: true })
  unitsFileName!: string | null;

  @Column('text', { nullable: true })
  postingsFileName!: string | null;

  @Column('text')
  encoding!: string;

  @Column('jsonb')
  source!: ImportSource;

  @Column('jsonb')
  plan!: ImportPlan;

  /** Of the organisation's tables when the plan was made; the plan may be applied to nothing else. */
  @Column('text')
  baseFingerprint!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('uuid')
  createdBy!: string;

  @Column('timestamptz', { nullable: true })
  appliedAt!: Date | null;

  @Column('uuid', { nullable: true })
  appliedBy!: string | null;
}
