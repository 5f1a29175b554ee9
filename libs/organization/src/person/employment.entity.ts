import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EmploymentType } from '../vocabulary';

/** The person is employed in this way in [validFrom, validTo). Periods of one person never overlap. */
@Entity('employments')
export class Employment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('text')
  employmentType!: EmploymentType;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}
