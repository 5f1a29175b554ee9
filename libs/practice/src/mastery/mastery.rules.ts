import type { LocalDate } from '@app/platform';
import { type Ability, abilityOf } from './ability.rules';

/** One answer of a person, in the order in which they were given. */
export interface MiddleAnswer {
  /** The 中分類. */
  readonly middle: number;
  readonly questionKey: string;
  readonly isRight: boolean;
  readonly day: LocalDate;
  /** Asked among questions of all fields, so that nothing says which knowledge is wanted: mixed practice, a whole mock. */
  readonly isCheck: boolean;
}

export interface Mastery {
  readonly ability: Ability;
  /** Able, and right in checks of later days without a miss since. */
  readonly isMastered: boolean;
  /** Able since a day before `today`, so that a check would count now. */
  readonly mayBeChecked: boolean;
}

/** With one, a guess among four choices would do for every fourth. */
const CHECKS = 2;

/**
 * Mastered is what was able (`abilityOf`) and was then right twice in mixed checks on later days; any miss takes it
 * back until two more. What is asked in a block of its own kind, or on the day it was learned, does not show that it stayed.
 */
export function masteryByMiddle(
  answers: readonly MiddleAnswer[],
  today: LocalDate,
): ReadonlyMap<number, Mastery> {
  const courses = new Map<number, MiddleCourse>();
  for (const answer of answers) {
    const course = courses.get(answer.middle) ?? new MiddleCourse();
    courses.set(answer.middle, course.take(answer));
  }
  return new Map([...courses].map(([middle, course]) => [middle, course.at(today)]));
}

/** One 中分類, answer by answer. */
class MiddleCourse {
  private readonly newest = new Map<string, boolean>();
  private rightCount = 0;
  private ableSince: LocalDate | null = null;
  private checks = 0;

  take(answer: MiddleAnswer): this {
    const { isRight, isCheck, day } = answer;
    const counts = isCheck && this.ableSince !== null && this.ableSince < day;
    this.answered(answer);
    if (this.ability() !== 'able') this.ableSince = null;
    else this.ableSince ??= day;
    if (!isRight || this.ableSince === null) this.checks = 0;
    else if (counts) this.checks += 1;
    return this;
  }

  at(today: LocalDate): Mastery {
    const isMastered = this.checks >= CHECKS;
    const mayBeChecked = !isMastered && this.ableSince !== null && this.ableSince < today;
    return { ability: this.ability(), isMastered, mayBeChecked };
  }

  private answered({ questionKey, isRight }: MiddleAnswer): void {
    if (this.newest.get(questionKey) === true) this.rightCount -= 1;
    if (isRight) this.rightCount += 1;
    this.newest.set(questionKey, isRight);
  }

  private ability(): Ability {
    return abilityOf({ answered: this.newest.size, right: this.rightCount });
  }
}
