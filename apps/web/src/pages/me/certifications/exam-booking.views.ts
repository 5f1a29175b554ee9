import type { AttemptRow, CertificationRow } from '@app/certifications';
import { dayText, formatMonth, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { row } from '../../../shell/parts/rows';
import { breadcrumb } from '../../../shell/view-parts';
import { certificationOptions } from './certifications.views';
import { PAYMENT_OPTIONS } from './exams.views';

/** What is booked most, and what readiness speaks of. */
export const MOST_BOOKED = 'ip';

interface BookingFacts {
  readonly form: FormView<'certificationCode' | 'examOn' | 'place' | 'payment'>;
  readonly certifications: readonly CertificationRow[];
  readonly exams: readonly AttemptRow[];
  /** When readiness says it would be a good time. */
  readonly month: LocalDate | null;
  readonly today: LocalDate;
}

/** A new booking; what is open already stands above it, for there is one of each exam. */
export function bookingView({ form, certifications, exams, month, today }: BookingFacts) {
  const code = form.fields.certificationCode.value;
  return {
    title: '受験予定の登録',
    crumbs: breadcrumb(['資格', '/certifications'], ['受験予定の登録']),
    form,
    options: certificationOptions(certifications, code),
    payments: PAYMENT_OPTIONS,
    open: exams
      .filter(({ state, isReported }) => state === 'booked' && !isReported)
      .map((exam) => openRow(exam, today)),
    dayHint: `今日から1年以内の日です。${code === MOST_BOOKED ? monthText(month) : ''}`,
  };
}

function openRow({ id, certificationName, examOn }: AttemptRow, today: LocalDate) {
  const isAhead = examOn > today;
  return row(
    certificationName,
    isAhead
      ? `${dayText(examOn, today)}の受験予定があります。1つの試験に登録できる予定は1つです。`
      : `${dayText(examOn, today)}の受験の結果が、まだ登録されていません。`,
    {
      verb: isAhead ? '予定を変える' : '結果を報告する',
      href: `/certifications/exams/${id}`,
    },
  );
}

function monthText(month: LocalDate | null): string {
  return month === null
    ? ''
    : `練習の調子では、ITパスポートは${formatMonth(month)}ごろが受けどきです。`;
}
