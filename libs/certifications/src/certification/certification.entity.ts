import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A qualification that the city keeps records of. Its code is stable; counting rules refer to it. */
@Entity('certifications')
export class Certification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  issuer!: string;

  @Column('text')
  renewalKind!: 'none' | 'fixed_term' | 'continuing_education';

  @Column('integer')
  sortOrder!: number;
}
