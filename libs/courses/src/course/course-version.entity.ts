import type { KeysRule } from '@app/quizzes';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CoursePromise } from './course-promise';

/**
 * One published edition. Immutable: a correction is a new version, and a record of learning points at the version
 * that was learnt. A version with a fiscal year belongs to a course that is renewed every fiscal year.
 */
@Entity('course_versions')
export class CourseVersion {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  title!: string;

  @Column('text')
  summary!: string;

  @Column('integer', { nullable: true })
  fiscalYear!: number | null;

  /** The promise of the city's plan that the course serves; what the newest edition says holds for the course. */
  @Column('text', { nullable: true })
  promise!: CoursePromise | null;

  @Column('text', { array: true })
  audience!: string[];

  @Column('integer')
  minutes!: number;

  @Column('text', { array: true })
  objectives!: string[];

  /** How many questions the final quiz draws; null when the course has no quiz. */
  @Column('integer', { nullable: true })
  quizDraw!: number | null;

  @Column('numeric', { nullable: true, precision: 4, scale: 3 })
  quizPass!: string | null;

  /** How often the quiz may be repeated; null means without limit. */
  @Column('integer', { nullable: true })
  quizRetakes!: number | null;

  @Column('integer')
  quizWaitMinutes!: number;

  /** When a result tells what is right. */
  @Column('text')
  quizKeys!: KeysRule;

  /** For how long a lesson is open before it can be said to be read, at the most. */
  @Column('integer')
  quizReadSeconds!: number;

  @Column('text')
  licence!: string;

  @Column('text')
  contentHash!: string;

  @Column('timestamptz')
  publishedAt!: Date;
}
