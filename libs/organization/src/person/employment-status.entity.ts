import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Absence } from '../vocabulary';

/** Employed, but not at work here in [validFrom, validTo). No row means at work. */
@Entity('employment_statuses')
export class EmploymentStatus {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('text')
  status!: Absence;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}
