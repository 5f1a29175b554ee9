import { type Absence, ABSENCE_WORDS } from '@app/organization';
import { words } from '@app/platform';
import type { AudienceKind } from './assignment/audience.queries';
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
