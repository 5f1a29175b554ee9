import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A word that a clerk may not know, explained in one sentence. */
@Entity('glossary_terms')
export class GlossaryTerm {
  @PrimaryColumn('text')
  term!: string;

  @Column('text')
  reading!: string;

  @Column('text')
  meaning!: string;

  @Column('text', { array: true })
  see!: string[];
}
