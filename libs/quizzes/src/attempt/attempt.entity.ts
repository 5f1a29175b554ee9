import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { KeysRule } from './attempt.rules';

const numeric = { to: (value: number) => value, from: Number };

/**
 * One try of a person at a quiz. Open until it is submitted; then it has a result and never changes again.
 */
@Entity('quiz_attempts')
export class QuizAttempt {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  /** Names what is attempted; chosen by the caller of the lib. */
  @Column('text')
  quizKey!: string;

  /** 1, 2, 3 … among the person's attempts at this quiz. */
  @Column('integer')
  attemptNumber!: number;

  @Column('numeric', { precision: 4, scale: 3, transformer: numeric })
  passRatio!: number;

  @Column('integer')
  questionCount!: number;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  deadlineAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  submittedAt!: Date | null;

  @Column('integer', { nullable: true })
  correctCount!: number | null;

  @Column('boolean', { nullable: true })
  passed!: boolean | null;

  /** What came of it is told to nobody but the person, no log either. */
  @Column('boolean')
  isPrivate!: boolean;

  /** When what is right is told. */
  @Column('text')
  keys!: KeysRule;

  /** No other try was left when it began. */
  @Column('boolean')
  isLastTry!: boolean;

  /** The attempt whose wrong questions are tried again; null for a test. */
  @Column('uuid', { nullable: true })
  basedOn!: string | null;

  isOverdue(now: Date): boolean {
    return this.submittedAt === null && this.deadlineAt !== null && this.deadlineAt <= now;
  }
}
