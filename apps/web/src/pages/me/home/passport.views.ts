import type { WaitingIn } from '@app/access';
import type { AttemptRow, OwnRecordRow } from '@app/certifications';
import { type LocalDate, numberText } from '@app/platform';
import type { PracticeGlance } from '@app/practice';
import { certificateStory, type CertificateStory } from '../certifications/certificate-story';
import type { HomeFacts, HomeReader } from './home.views';

/** The certificate that the plan of the city asks for. */
const PASSPORT = 'ip';

export interface PassportView extends CertificateStory {
  /** As the city calls it; empty where nothing of it is known yet. */
  readonly name: string;
  /** Of whoever has begun to practise; else the way to it. */
  readonly practice: { readonly sentence: string; readonly href: string; readonly label: string };
}

export function passportView(
  records: readonly OwnRecordRow[],
  exams: readonly AttemptRow[],
  { today, practice }: { readonly today: LocalDate; readonly practice: PracticeGlance | null },
): PassportView {
  const own = records.filter((row) => row.certificationCode === PASSPORT);
  const booked = exams.filter((row) => row.certificationCode === PASSPORT);
  const name = [...own, ...booked][0]?.certificationName ?? '';
  return { ...certificateStory(own, booked, today), name, practice: practiceOf(practice) };
}

/** Practice, an exam or a certificate. */
function isBegun({ name, practice }: PassportView): boolean {
  return name !== '' || practice.sentence !== '';
}

/** For whoever has begun or got a suggestion; not for offices, whose queues come first, and not where the same stands under 今日やること. */
export function passportShown(
  { isOffice }: HomeReader,
  { passport, waiting, suggestion }: HomeFacts,
): PassportView | null {
  if (isOffice || passport === undefined) return null;
  if (!isBegun(passport) && !suggestion) return null;
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

/** Where practice stands, and one press to go on with it. */
function practiceOf(glance: PracticeGlance | null): PassportView['practice'] {
  const href = '/itpassport';
  if (glance === null) return { sentence: '', href, label: 'ITパスポートの問題を解いてみる' };
  const { answered, right, due, openSessionId, openMockId } = glance;
  if (openMockId !== null)
    return {
      sentence: '模擬試験を受けている途中です。離れていても時間は進みます。',
      ...{ href: `/quiz-attempts/${openMockId}`, label: '模擬試験に戻る' },
    };
  const waiting = due === 0 ? '' : `復習の時期が来た問題が${numberText(due)}問あります。`;
  return {
    sentence: `これまでに${numberText(answered)}問を解き、${numberText(right)}問が正解でした。${waiting}`,
    ...(openSessionId === null
      ? { href, label: '今日の10問へ' }
      : { href: `${href}/practice/${openSessionId}`, label: '練習の続きから' }),
  };
}
