import {
  ATTEMPT_STATE_WORDS,
  type AttemptRow,
  type OwnRecordRow,
  retakeFrom,
} from '@app/certifications';
import { dayText, diffDays, type LocalDate, numberText, words } from '@app/platform';
import { type StepperView, stepper } from '../../../shell/parts/ways';
import { BOOKED_STEPS, WAY_AT } from './certificate-steps';

/** The one for which there is practice here. */
const PRACTISED = 'ip';

/** How far somebody is on the way, in a sentence, and the one thing to do next. */
export interface CertificateStory {
  readonly sentence: string;
  readonly stepper: StepperView;
  /** Null where the next step is somebody else's, or none is left. */
  readonly act: { readonly label: string; readonly href: string } | null;
  /** The exam was sat and nothing says that it was failed: to prepare for it has an end. */
  readonly isSat: boolean;
}

interface Chapter {
  readonly at: (typeof WAY_AT)[keyof typeof WAY_AT];
  readonly sentence: string;
  readonly act?: CertificateStory['act'];
}

type Facts = readonly [
  records: readonly OwnRecordRow[],
  exams: readonly AttemptRow[],
  today: LocalDate,
];

/** What is the person's own turn comes first, then what is under way, then what is reached; else how to begin. */
export function certificateStory(...facts: Facts): CertificateStory {
  const {
    at,
    sentence,
    act = null,
  } = returned(facts) ??
    outside(facts) ??
    unreported(facts) ??
    passed(facts) ??
    waiting(facts) ??
    ahead(facts) ??
    verified(facts) ??
    failed(facts) ?? {
      at: WAY_AT.booking,
      sentence:
        '受験を申し込んだら、受験日を登録してください。もう合格しているときは、採用前の合格も、合格証書の写真かPDFで報告できます。',
      act: { label: '受験予定を登録する', href: '/certifications/exams/new' },
    };
  const isSat = at >= WAY_AT.outcome;
  return {
    sentence,
    stepper: stepper('資格までの進み方', BOOKED_STEPS, at - WAY_AT.booking),
    act,
    isSat,
  };
}

const BACK_WORDS: Readonly<Partial<Record<OwnRecordRow['state'], string>>> = {
  returned: '差し戻されました',
  revoked: '確認を取り消されました',
  annulled: '誤りとして取り消されました',
};

function returned([records]: Facts): Chapter | null {
  const row = records.find((it) => BACK_WORDS[it.state] !== undefined && !it.isReplaced);
  if (!row) return null;
  return {
    at: WAY_AT.report,
    sentence: `${row.certificationName}の報告は${BACK_WORDS[row.state] ?? ''}。理由を確かめて、もう一度報告してください。`,
    act: { label: 'もう一度報告する', href: `/certifications/new?again=${row.id}` },
  };
}

/** What was booked for a day on which there is no such exam, as became known since. */
function outside([, exams, today]: Facts): Chapter | null {
  const row = exams.find((it) => isBooked(it) && it.outside !== null);
  if (!row) return null;
  return {
    at: WAY_AT.booking,
    sentence: `${row.certificationName}の受験日は${dayText(row.examOn, today)}ですが、${row.outside ?? ''}予定を変えるか、受験を取りやめてください。`,
    act: { label: '予定を見る', href: `/certifications/exams/${row.id}` },
  };
}

function unreported([, exams, today]: Facts): Chapter | null {
  const row = exams.find((it) => isBooked(it) && it.examOn <= today);
  if (!row) return null;
  const when =
    row.examOn === today ? '本日です。終わったら' : `${dayText(row.examOn, today)}でした`;
  return {
    at: row.examOn === today ? WAY_AT.exam : WAY_AT.outcome,
    sentence: `${row.certificationName}の受験日は${when}${row.examOn === today ? '、' : '。'}結果を報告してください。`,
    act: { label: '結果を報告する', href: `/certifications/exams/${row.id}` },
  };
}

function passed([, exams]: Facts): Chapter | null {
  const row = exams.find((it) => hasPassed(it) && !it.isReported);
  if (!row) return null;
  const word = ATTEMPT_STATE_WORDS[row.state];
  return {
    at: WAY_AT.report,
    sentence: `${row.certificationName}は${word}です。合格証書が届いたら、資格を報告してください。`,
    act: { label: '合格証書を報告する', href: `/certifications/new?exam=${row.id}` },
  };
}

function waiting([records]: Facts): Chapter | null {
  const row = records.find(({ state }) => state === 'reported');
  if (!row) return null;
  return {
    at: WAY_AT.review,
    sentence: `${row.certificationName}の報告は、${words.hr}の確認を待っています。`,
  };
}

function ahead([, exams, today]: Facts): Chapter | null {
  const row = exams
    .filter((it) => isBooked(it) && it.examOn > today)
    .toSorted((a, b) => (a.examOn < b.examOn ? -1 : 1))[0];
  if (!row) return null;
  const days = numberText(diffDays(today, row.examOn));
  return {
    at: WAY_AT.exam,
    sentence: `${row.certificationName}の受験日は${dayText(row.examOn, today)}です。あと${days}日です。`,
    act: { label: '予定を見る', href: `/certifications/exams/${row.id}` },
  };
}

function verified([records]: Facts): Chapter | null {
  const names = new Set(
    records.filter(({ state }) => state === 'verified').map((row) => row.certificationName),
  );
  if (names.size === 0) return null;
  return { at: WAY_AT.done, sentence: `${[...names].join('、')}は確認済みです。` };
}

/** A try that did not reach the line leaves all that was learnt: the way on is the weak fields, and no hurry. */
function failed([, exams, today]: Facts): Chapter | null {
  const row = exams.find(({ state }) => state === 'failed');
  if (!row) return null;
  const { certificationCode, certificationName, examOn } = row;
  if (row.isOver) {
    return {
      at: WAY_AT.booking,
      sentence: `${certificationName}は、今回は合格に届きませんでした。この試験は終わったため、もう受けられません。`,
      act: { label: 'ほかの資格を見る', href: '/certifications/way' },
    };
  }
  if (certificationCode === PRACTISED) {
    return {
      at: WAY_AT.booking,
      sentence: `${certificationName}は、今回は合格に届きませんでした。解いた問題は力になっています。弱い分野から続けて、準備ができたら、いつでもまた受けられます。`,
      act: { label: '弱い分野を練習する', href: '/itpassport' },
    };
  }
  const first = retakeFrom(certificationCode, examOn);
  const when = first > today ? `${dayText(first, today)}から、また受けられます。` : '';
  return {
    at: WAY_AT.booking,
    sentence: `${certificationName}は、今回は合格に届きませんでした。${when}もう一度申し込んだら、受験日を登録してください。`,
    act: {
      label: '受験予定を登録する',
      href: `/certifications/exams/new?certification=${certificationCode}`,
    },
  };
}

function isBooked({ state, isReported }: AttemptRow): boolean {
  return state === 'booked' && !isReported;
}

function hasPassed({ state }: AttemptRow): boolean {
  return state === 'provisional_pass' || state === 'passed';
}
