import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A course by its stable key; everything that is taught stands in its published versions. */
@Entity('courses')
export class Course {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
