import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which titles make the head of a unit; of two heads the one with the lower `sortOrder` is named first. */
@Entity('post_titles')
export class PostTitle {
  @PrimaryColumn('text')
  title!: string;

  @Column('boolean')
  isManagerial!: boolean;

  @Column('integer', { default: 0 })
  sortOrder!: number;
}
