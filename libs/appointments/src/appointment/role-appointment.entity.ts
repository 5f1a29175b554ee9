import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DxRole, EndReason } from './appointment.rules';

/**
 * A DX role given to a person for a term. `termEnd` is the last day of the term, `endedOn` the first day on which
 * an early end is in effect. `orgUnitId` is the primary unit on the first day; after a transfer the term goes on,
 * so the unit that is covered today is read from the postings, never from here.
 */
@Entity('role_appointments')
export class RoleAppointment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('uuid')
  orgUnitId!: string;

  @Column('text')
  role!: DxRole;

  @Column('date')
  termStart!: string;

  @Column('date')
  termEnd!: string;

  @Column('date', { nullable: true })
  endedOn!: string | null;

  @Column('text', { nullable: true })
  endReason!: EndReason | null;

  @Column('text')
  documentNumber!: string;

  @Column('text', { default: '' })
  note!: string;

  @Column('timestamptz')
  appointedAt!: Date;

  @Column('uuid')
  appointedBy!: string;
}
