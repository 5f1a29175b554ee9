import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A figure or a film of one version, served under the version's own address. */
@Entity('course_assets')
export class CourseAsset {
  @PrimaryColumn('uuid')
  courseVersionId!: string;

  @PrimaryColumn('text')
  name!: string;

  @Column('text')
  mediaType!: string;

  @Column('bytea')
  bytes!: Buffer;
}
