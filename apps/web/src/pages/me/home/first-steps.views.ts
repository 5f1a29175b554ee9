import type { OwnLearningRow } from '@app/courses';
import { type StepperView, stepper } from '../../../shell/parts/ways';
import type { HomeReader } from './home.views';

/** The first day: a password of one's own was set to come here, then a second factor if it is due, then to begin. */
export function firstSteps(
  { owesSecondFactor = false, isOffice }: Pick<HomeReader, 'owesSecondFactor' | 'isOffice'>,
  rows: readonly OwnLearningRow[],
): StepperView | null {
  const hasBegun = rows.some((row) => row.startedAt !== null || row.completedAt !== null);
  if (isOffice || hasBegun || rows.length === 0) return null;
  const names = [
    '自分のパスワードを決める',
    ...(owesSecondFactor ? ['二段階認証を登録する'] : []),
    '最初の1回を読む',
  ];
  return stepper('はじめの一歩', names, 1);
}
