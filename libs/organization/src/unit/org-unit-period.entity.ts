import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UnitKind } from '../vocabulary';

/** A unit as it is from `validFrom` until the day before `validTo`. Periods of one unit never overlap. */
@Entity('org_unit_periods')
export class OrgUnitPeriod {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  orgUnitId!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  kana!: string;

  @Column('text')
  kind!: UnitKind;

  @Column('uuid', { nullable: true })
  parentOrgUnitId!: string | null;

  @Column('boolean')
  countsForLeaderKpi!: boolean;

  @Column('integer', { default: 0 })
  sortOrder!: number;

  @Column('date')
  validFrom!: string;

  @Column('date', { nullable: true })
  validTo!: string | null;
}
