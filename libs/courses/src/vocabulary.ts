import { type Absence, ABSENCE_WORDS } from '@app/organization';
import { words } from '@app/platform';
import type { AudienceKind } from './assignment/audience.queries';
import type { WhyOpen } from './closing/closings.queries';
import type { LearningState } from './enrollment/enrollment.rules';

export const LEARNING_STATE_WORDS: Readonly<Record<LearningState, string>> = {
  not_started: '未受講',
  in_progress: '受講中',
  completed: '修了',
  overdue: '期限超過',
  exempted: '免除',
  closed: '年度締め',
  absent: '対象外(休職・派遣中)',
};

/** The word for a state; of whoever is away, with why: 「対象外(育休)」. */
export function learningStateWord(state: LearningState, absence: Absence | null = null): string {
  return state === 'absent' && absence !== null
    ? `対象外(${ABSENCE_WORDS[absence]})`
    : LEARNING_STATE_WORDS[state];
}

export const AUDIENCE_WORDS: Readonly<Record<AudienceKind, string>> = {
  all_staff: '全職員',
  get managers() {
    return `${words.unitHead}(管理職)`;
  },
  org_unit: '組織(下の組織を含む)',
  persons: '職員番号で指定',
};

/** Finished, but only after the closing of its fiscal year. */
export const FINISHED_AFTER_CLOSING = '締めた後に修了';

/** An assignment that is withdrawn, and whoever it does not ask any more. */
export const WITHDRAWN_WORD = '取消し済み';

/** How binding an assignment is. */
export const OBLIGATION_WORDS = { mandatory: '必修', recommended: '推奨' } as const;

export const WHY_OPEN_WORDS: Readonly<Record<WhyOpen, string>> = {
  absent: '休職・派遣中',
  due_later: '期限が翌年度',
  in_progress: '受講の途中',
  not_started: '未受講',
};
