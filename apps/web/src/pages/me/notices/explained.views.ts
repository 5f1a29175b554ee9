import { SYSTEM_ROLE_WORDS } from '@app/access';
import { formatDate, formatDateTime, words } from '@app/platform';
import { type ExplainedNotice, kindOf, REMINDER_STATE_WORDS } from '@app/reminders';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import { lineOf, NOTICES_TITLE, type NoticesDay } from './notices.views';

/** As what somebody is told. */
const AS_WHAT: Readonly<Record<string, () => string>> = {
  person: () => 'ご本人として',
  head: () => `${words.unitHead}(代理を含む)として`,
  office: () => `${words.programOffice}の担当として`,
  hr: () => `${words.hr}の担当として`,
  administrator: () => `${SYSTEM_ROLE_WORDS.administrator}の担当として`,
};

/** なぜ届いたか: what the ledger says of one notice. */
export function explainedView(notice: ExplainedNotice, day: NoticesDay) {
  const { kind, text, toldOn, dueOn, reason, toldAs, others, times, id } = notice;
  const { title, hasDueDate, stopHref } = day.wordsOf(kindOf(kind), day.today);
  return {
    title: text,
    head: pageHead(
      text,
      breadcrumb([NOTICES_TITLE, '/notices'], ['なぜ届いたか']),
      `${title()}のお知らせが、${formatDate(toldOn)}に届きました。`,
    ),
    facts: [
      fact('なぜ届いたか', reason),
      fact('だれとして', AS_WHAT[toldAs]?.() ?? ''),
      ...(hasDueDate ? [fact('もとになった日', formatDate(dueOn))] : []),
      fact('メール', mailText(notice)),
      fact('いま', lineOf(notice, day)),
    ],
    openAction: `/notices/${id}/open`,
    times: times.map((it) => ({
      text: `${formatDate(it.toldOn)} ${it.reason}`,
      href: it.id === id ? '' : `/notices/${it.id}`,
    })),
    hasTimes: times.length > 1,
    others: others.map((it) => personName(it)),
    stop:
      stopHref === undefined
        ? { text: '仕事に必要なお知らせのため、止めることはできません。', href: '' }
        : { text: '受け取りたくないときは、希望を変えられます。', href: stopHref },
  };
}

function mailText({ state, sentAt }: ExplainedNotice): string {
  return sentAt === null ? REMINDER_STATE_WORDS[state] : `${formatDateTime(sentAt)}に送りました`;
}
