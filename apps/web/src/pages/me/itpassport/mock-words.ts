import type { MockChoice, MockOfPerson, MockScore } from '@app/practice';
import { address } from '../../../shell/view-parts';

const MOCKS = '/itpassport/mocks';

export function mockResultAddress(attemptId: string): string {
  return `${MOCKS}/${attemptId}/result`;
}

/** The page before the start. */
export function newMockAddress({ form, paper, field }: MockChoice): string {
  const named = { paper: paper ?? undefined, field: field ?? undefined };
  return address(`${MOCKS}/new`, form === 'full' ? named : { form, ...named });
}

export function attemptAddress(attemptId: string): string {
  return `/quiz-attempts/${attemptId}`;
}

interface Estimate {
  readonly points: number;
  readonly range: { readonly from: number; readonly to: number };
}

/** 「645点(590〜700点)」. */
export function pointsText({ points, range }: Estimate): string {
  return `${String(points)}点(${String(range.from)}〜${String(range.to)}点)`;
}

/** Of the whole, or of the one field there is. */
export function overallOf({ total, fields }: MockScore): Estimate | null {
  return total ?? fields[0]?.estimate ?? null;
}

/** 「120分」, 「150分(延長30分を含む)」. */
export function minutesText({
  minutes,
  extraMinutes,
}: Pick<MockOfPerson, 'minutes' | 'extraMinutes'>): string {
  const all = `${String(minutes + extraMinutes)}分`;
  return extraMinutes === 0 ? all : `${all}(延長${String(extraMinutes)}分を含む)`;
}
