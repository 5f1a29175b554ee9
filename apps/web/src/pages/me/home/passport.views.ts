import type { WaitingIn } from '@app/access';
import type { AttemptRow, OwnRecordRow } from '@app/certifications';
import type { LocalDate } from '@app/platform';
import { certificateStory, type CertificateStory } from '../certifications/certificate-story';
import type { HomeFacts, HomeReader } from './home.views';

/** The certificate that the plan of the city asks for. */
const PASSPORT = 'ip';

export interface PassportView extends CertificateStory {
  /** As the city calls it; empty where nothing of it is known yet. */
  readonly name: string;
}

export function passportView(
  records: readonly OwnRecordRow[],
  exams: readonly AttemptRow[],
  today: LocalDate,
): PassportView {
  const own = records.filter((row) => row.certificationCode === PASSPORT);
  const booked = exams.filter((row) => row.certificationCode === PASSPORT);
  const name = [...own, ...booked][0]?.certificationName ?? '';
  return { ...certificateStory(own, booked, today), name };
}

/** Not for offices, whose queues come first, and not where the same stands under 今日やること. */
export function passportShown(
  { isOffice }: HomeReader,
  { passport, waiting }: HomeFacts,
): PassportView | null {
  if (isOffice || passport === undefined) return null;
  const isToday = waiting.some((it) => it.turn === 'mine' && isOf(passport, it));
  return isToday ? null : passport;
}

/** One thing is said once. */
export function isSaidBy(passport: PassportView | null, thing: WaitingIn): boolean {
  return passport !== null && isOf(passport, thing);
}

function isOf({ name }: PassportView, { area, title }: WaitingIn): boolean {
  return (area === 'exams' || area === 'certifications') && title === name;
}
