import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * One lesson of a version. `html` was rendered and sanitised at publication; `<!--check:QUESTION_ID-->` marks where a
 * check stands and `{{city.x}}` where a word of the city's settings is put in when the lesson is shown.
 */
@Entity('lessons')
export class Lesson {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  courseVersionId!: string;

  @Column('integer')
  position!: number;

  @Column('text')
  key!: string;

  @Column('text')
  title!: string;

  @Column('integer')
  minutes!: number;

  @Column('text')
  takeaway!: string;

  @Column('text')
  html!: string;

  /** Items of an exam's syllabus that it teaches. */
  @Column('integer', { array: true })
  syllabusItems!: number[];

  @Column('uuid', { array: true })
  checkQuestionIds!: string[];
}
