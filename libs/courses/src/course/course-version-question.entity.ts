import { Entity, PrimaryColumn } from 'typeorm';

/** A question from which the final quiz of a version may draw. */
@Entity('course_version_questions')
export class CourseVersionQuestion {
  @PrimaryColumn('uuid')
  courseVersionId!: string;

  @PrimaryColumn('uuid')
  questionId!: string;
}
