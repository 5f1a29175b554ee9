import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A human being. Stays the same when the staff number, the employment or the name changes. */
@Entity('persons')
export class Person {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: '' })
  kana!: string;

  /** See personSearchKey: name, reading and number in the form in which they are looked for. */
  @Column('text')
  searchKey!: string;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
