import type { WaitingThing } from '@app/access';
import {
  dayText,
  diffDays,
  type LocalDate,
  localDateOf,
  numberText,
  people as peopleText,
  things,
  words,
} from '@app/platform';
import { OUTSIDE_WORDS } from './vocabulary';
import type { BookedOutside } from './pipeline/board.sql';
import type { AttemptRow } from './exam/exam-attempts.queries';
import { type ChangedFacts, changeLines } from './record/correction-changes';
import type { CorrectionRow } from './record/corrections.queries';
import type { OwnRecordRow } from './record/own-records.queries';
import { renewBy, validityOn } from './record/validity.rules';

/** As much of a reason as is read at a glance; all of it stands on the page. */
const FIRST_WORDS = 30;

type Sayable = Pick<WaitingThing, 'sentence' | 'verb' | 'href' | 'turn' | 'state' | 'oldest'>;

const thing = (title: string, said: Sayable): WaitingThing => ({ title, count: 1, ...said });

/** A report that waits to be checked, or one that came back and was not reported again. */
export function recordThing(row: OwnRecordRow, today: LocalDate): readonly WaitingThing[] {
  const { state, certificationName: name } = row;
  if (state === 'reported') {
    const oldest = localDateOf(row.reportedAt);
    return [
      thing(name, {
        oldest,
        sentence: `${dayText(oldest, today)}に報告し、人事の確認を待っています。`,
        verb: '報告した資格を見る',
        href: '/certifications',
        turn: 'others',
      }),
    ];
  }
  if (state === 'verified') return renewalThing(row, today);
  const back = row.isReplaced ? null : backOf(row);
  if (back === null) return [];
  const { reason, at, ...said } = back;
  return [
    thing(name, {
      ...said,
      oldest: at && localDateOf(at),
      sentence: `${said.sentence}${reasonText(reason)}`,
      verb: 'もう一度報告する',
      href: `/certifications/new?again=${row.id}`,
      turn: 'mine',
    }),
  ];
}

/** A certificate that ends soon, or has ended, until its next period is reported. */
function renewalThing(row: OwnRecordRow, today: LocalDate): readonly WaitingThing[] {
  const { id, certificationName: name, validUntil, isRenewed } = row;
  const validity = validityOn(row, today);
  if (isRenewed || validUntil === null || validity === 'valid') return [];
  const sentence =
    validity === 'expired'
      ? `有効期限(${dayText(validUntil, today)})を過ぎています。更新したときは、報告してください。`
      : `有効期限は${dayText(validUntil, today)}です。${renewalText(row, today)}`;
  const href = `/certifications/new?renew=${id}`;
  return [thing(name, { oldest: null, sentence, verb: '更新を報告する', href, turn: 'others' })];
}

function renewalText(row: OwnRecordRow, today: LocalDate): string {
  const by = renewBy(row);
  if (by === null || row.renewalWindowDays === null) return '更新の時期になりました。';
  return by < today
    ? `更新の手続きの期限は${dayText(by, today)}でした。実施団体に確かめてください。`
    : `更新の手続きは${dayText(by, today)}までです。`;
}

function backOf(row: OwnRecordRow) {
  switch (row.state) {
    case 'returned':
      return {
        state: 'record.returned',
        sentence: '報告が差し戻されました。',
        reason: row.returnReason,
        at: row.decidedAt,
      } as const;
    case 'revoked':
      return {
        state: 'record.revoked',
        sentence: '確認が取り消されました。',
        reason: row.revokeReason,
        at: row.revokedAt,
      } as const;
    case 'annulled':
      return {
        state: 'record.annulled',
        sentence: '誤りとして取り消されました。',
        reason: row.annulReason,
        at: row.annulledAt,
      } as const;
    case 'reported':
    case 'verified':
    case 'withdrawn':
    case 'set_aside':
      return null;
  }
}

function reasonText(reason: string | null): string {
  if (reason === null || reason === '') return '';
  const signs = Array.from(reason.replace(/\s+/g, ' '));
  const first = signs.slice(0, FIRST_WORDS).join('');
  return `理由は「${first}${signs.length > FIRST_WORDS ? '…' : ''}」です。`;
}

/** An exam that lies ahead, one whose result is to be told, and a pass whose certificate is still to come. */
export function examThing(row: AttemptRow, today: LocalDate): readonly WaitingThing[] {
  const { examOn, certificationName: name, state } = row;
  const href = `/certifications/exams/${row.id}`;
  const day = dayText(examOn, today);
  if ((state === 'provisional_pass' || state === 'passed') && !row.isReported) {
    const sentence = `${day}の試験は合格見込みです。合格証書が届いたら、資格を報告してください。`;
    const verb = '合格証書を報告する';
    const again = `/certifications/new?exam=${row.id}`;
    return [thing(name, { oldest: null, sentence, verb, href: again, turn: 'others' })];
  }
  if (state !== 'booked' || row.isReported) return [];
  if (row.outside !== null) {
    const sentence = `受験日は${day}ですが、${row.outside}予定を変えるか、受験を取りやめてください。`;
    return [thing(name, { oldest: null, sentence, verb: '予定を見る', href, turn: 'mine' })];
  }
  if (examOn > today) {
    const sentence = `受験日は${day}です。あと${numberText(diffDays(today, examOn))}日です。`;
    return [thing(name, { oldest: null, sentence, verb: '予定を見る', href, turn: 'others' })];
  }
  const verb = '結果を報告する';
  if (examOn === today) {
    const sentence = '受験日は本日です。終わったら、結果を報告してください。';
    return [thing(name, { oldest: null, sentence, verb, href, turn: 'mine' })];
  }
  const sentence = `受験日は${day}でした。結果を報告してください。`;
  return [
    thing(name, { oldest: examOn, sentence, verb, href, turn: 'mine', state: 'exam.unreported' }),
  ];
}

/** Candidates who have stood in the same stage for long, of those who may be named. */
export function stuckThing(count: number, oldest: LocalDate | null): WaitingThing {
  return {
    title: 'ITパスポートの候補者',
    ...{ count, oldest },
    sentence:
      count === 0
        ? '止まっている候補者はいません。'
        : `同じ段階に長くとどまっている候補者が${peopleText(count)}います。`,
    verb: '止まっている人を見る',
    href: '/exams/board?stuck=yes',
    turn: count === 0 ? 'others' : 'mine',
  };
}

/** The queue of whoever verifies; their own reports are for somebody else. */
export function reviewsThing(count: number, oldest: LocalDate | null, own = 0): WaitingThing {
  const none =
    own === 0
      ? '確認を待っている報告はありません。'
      : `確認を待っている報告は、自分の${things(own)}だけです。ほかの担当者が確認します。`;
  return {
    title: '資格の確認',
    count,
    oldest,
    sentence: count === 0 ? none : `${things(count)}の報告が確認を待っています。`,
    verb: '報告を確認する',
    href: '/certification-reviews',
    turn: count === 0 ? 'others' : 'mine',
  };
}

/** Exams that are booked for a day on which there is none: whoever follows candidates tells them. */
export function outsideThing({ name, code, outside, people }: BookedOutside): WaitingThing {
  const query = new URLSearchParams({ qualification: code, stuck: 'yes' });
  return {
    title: '受験予定の確認',
    count: people,
    oldest: null,
    sentence: `${name}の受験予定のうち${peopleText(people)}の受験日が、${OUTSIDE_WORDS[outside]}です。本人に、予定の変更か取りやめを伝えてください。`,
    verb: '受験の状況を見る',
    href: `/exams/board/list?${query.toString()}`,
    turn: 'mine',
  };
}

/** Corrections that a second person of HR confirms. */
export function correctionsThing(count: number, oldest: LocalDate): WaitingThing {
  return {
    title: '資格の訂正',
    count,
    oldest,
    sentence: `${things(count)}の訂正が、二人目の確認を待っています。`,
    verb: '訂正を確認する',
    href: '/certification-reviews/corrections',
    turn: 'mine',
  };
}

/** Lists of certificates that a second person of HR confirms. */
export function entriesThing(count: number, oldest: LocalDate): WaitingThing {
  return {
    title: '資格の一括登録',
    count,
    oldest,
    sentence: `${things(count)}の一括登録が、二人目の確認を待っています。`,
    verb: '一括登録を確認する',
    href: '/certification-reviews/entries',
    turn: 'mine',
  };
}

/** So long whoever holds a certificate is told that HR has corrected it. */
const TOLD_DAYS = 30;

/** What was corrected of one's own certificate, old and new, with the first words of the reason, as of one that came back. */
export function correctedThing(
  row: ChangedFacts & Pick<CorrectionRow, 'decidedAt' | 'reason'>,
  today: LocalDate,
): readonly WaitingThing[] {
  const { decidedAt, certificationName } = row;
  const day = decidedAt === null ? null : localDateOf(decidedAt);
  if (day === null || diffDays(day, today) > TOLD_DAYS) return [];
  return [
    thing(certificationName, {
      oldest: null,
      sentence: `${dayText(day, today)}に、${words.hr}が記録を訂正しました(${changeLines(row).join('、')})。${reasonText(row.reason)}`,
      verb: '訂正の内容を見る',
      href: '/certifications',
      turn: 'others',
    }),
  ];
}
