import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A unit of the city's organisation; what it is called and where it stands is dated (OrgUnitPeriod). */
@Entity('org_units')
export class OrgUnit {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  code!: string;
}
