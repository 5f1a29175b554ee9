import {
  ATTEMPT_STATE_WORDS,
  type AttemptState,
  CORRECTION_STATE_WORDS,
  type CorrectionState,
  type EntryState,
  OUTSIDE_WORDS,
  RECORD_STATE_WORDS,
  type ShownState,
  type Validity,
  VALIDITY_WORDS,
  STUCK_WORD,
} from '@app/certifications';
import { done, moving, open, past, type RowsOf, soon, wrong } from './sign';

const RECORDS = {
  'record.reported': moving(RECORD_STATE_WORDS.reported),
  'record.verified': done(RECORD_STATE_WORDS.verified),
  'record.returned': wrong(RECORD_STATE_WORDS.returned),
  'record.withdrawn': past(RECORD_STATE_WORDS.withdrawn),
  /** Its holder may report it again, as after a return. */
  'record.revoked': wrong(RECORD_STATE_WORDS.revoked),
  'record.annulled': wrong(RECORD_STATE_WORDS.annulled),
  'record.set_aside': past(RECORD_STATE_WORDS.set_aside),
  'record.number_shared': wrong('同じ番号をほかの職員も報告'),
  /** In the list of a unit, which says nothing of the report. */
  'record.held': done('取得'),
} satisfies RowsOf<'record', ShownState>;

const CORRECTIONS = {
  'correction.proposed': moving(CORRECTION_STATE_WORDS.proposed),
  'correction.confirmed': done(CORRECTION_STATE_WORDS.confirmed),
  'correction.declined': wrong(CORRECTION_STATE_WORDS.declined),
  'correction.withdrawn': past(CORRECTION_STATE_WORDS.withdrawn),
} satisfies RowsOf<'correction', CorrectionState>;

const ENTRIES = {
  'entry.sent': moving('読み取り中'),
  'entry.refused': wrong('読み取れない'),
  'entry.read': moving('二人目の確認待ち'),
  'entry.confirmed': moving('登録中'),
  'entry.applied': done('登録済み'),
  'entry.discarded': past('取りやめ'),
  'entry.undone': past('取消し済み'),
} satisfies RowsOf<'entry', EntryState>;

const EXAMS = {
  'exam.booked': moving(ATTEMPT_STATE_WORDS.booked),
  'exam.provisional_pass': moving(ATTEMPT_STATE_WORDS.provisional_pass),
  'exam.passed': done(ATTEMPT_STATE_WORDS.passed),
  'exam.failed': wrong(`今回は${ATTEMPT_STATE_WORDS.failed}`),
  'exam.cancelled': past(ATTEMPT_STATE_WORDS.cancelled),
  /** The day of the exam is over. */
  'exam.unreported': soon('結果の報告待ち'),
  'exam.certificate_reported': done('資格を報告済み'),
} satisfies RowsOf<'exam', AttemptState>;

const CANDIDATES = {
  /** Longer in a stage than it should take. */
  'candidate.stuck': soon(STUCK_WORD),
  /** Booked for a day on which there is no such exam. */
  'candidate.after_last': soon(OUTSIDE_WORDS.after_last),
  'candidate.before_first': soon(OUTSIDE_WORDS.before_first),
} satisfies RowsOf<'candidate', 'stuck' | keyof typeof OUTSIDE_WORDS>;

const VALIDITY = {
  'validity.valid': done(VALIDITY_WORDS.valid),
  'validity.renewal': soon(VALIDITY_WORDS.renewal),
  'validity.expired': past(VALIDITY_WORDS.expired),
} satisfies RowsOf<'validity', Validity>;

/** Of a qualification in the list. */
const CERTIFICATIONS = {
  'certification.unsure': open('未確認'),
  'certification.retired': past('試験は終了'),
} satisfies RowsOf<'certification', 'unsure' | 'retired'>;

/** Certificates, until when they are good, and the exams before them. */
export const CERTIFICATE_ROWS = {
  ...RECORDS,
  ...CORRECTIONS,
  ...ENTRIES,
  ...VALIDITY,
  ...EXAMS,
  ...CANDIDATES,
  ...CERTIFICATIONS,
};
