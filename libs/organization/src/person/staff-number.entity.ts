import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A number once given to a person is never given to another; one of a person's numbers is current. */
@Entity('staff_numbers')
export class StaffNumber {
  @PrimaryColumn('text')
  staffNumber!: string;

  @Column('uuid')
  personId!: string;

  @Column('boolean', { default: true })
  isCurrent!: boolean;
}
