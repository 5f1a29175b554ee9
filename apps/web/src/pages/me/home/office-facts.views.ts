import type { NominationUnderWay } from '@app/appointments';
import type { WaitingIn } from '@app/access';
import {
  type CityCoverage,
  type HeadedUnits,
  type OpenLearning,
  type PromiseFigures,
  type TeamMember,
  vacantWords,
} from '@app/coverage';
import {
  addDays,
  count,
  dayText,
  type LocalDate,
  numberText,
  people,
  things,
  units,
  words,
} from '@app/platform';
import { row, type RowView } from '../../../shell/parts/rows';
import { personName } from '../../../shell/person-name';
import { rateText } from '../../../shell/view-parts';
import { underWayHref, underWayText } from '../../unit/nominations/under-way';
import { vacancyText } from '../../office/coverage/matrix.views';
import { lackingOf } from '../../unit/team/team-todos';
import { unitsSentence } from '../../unit/team/team-sentence';

/** How things stand for somebody with a task for others: a row, and whether it asks for attention. */
export interface FactView extends RowView {
  readonly isUrgent: boolean;
}

const NAMED = 5;
const NAMED_UNITS = 3;

type Said = Pick<FactView, 'title' | 'sentence' | 'verb' | 'href' | 'isUrgent'>;

const fact = (said: Said, who: Partial<Pick<RowView, 'people' | 'rest'>> = {}): FactView => ({
  ...row(said.title, said.sentence, { verb: said.verb, href: said.href, ...who }),
  isUrgent: said.isUrgent,
});

/** The own 課: who leads it or since when nobody does, and who is overdue, at most five by name. */
export function headFacts(
  { units: counted, members }: HeadedUnits,
  underWay: UnderWay,
): readonly FactView[] {
  const open = openOf(members);
  const overdue = members.filter(isOverdueNow);
  const named = overdue.slice(0, NAMED);
  const learning = fact(
    {
      title: '必修',
      sentence: openSentence(open),
      verb: open.openPeople === 0 ? `わたしの${words.unit}を見る` : '未修了の職員を見る',
      href: '/team',
      isUrgent: overdue.length > 0,
    },
    {
      people: named.map((row) => personName(row, { hasNumberColumn: true, isOfOwnUnit: true })),
      rest: overdue.length > named.length ? `ほか${people(overdue.length - named.length)}` : '',
    },
  );
  return [...leaderFacts(counted, underWay), learning];
}

/** What the head has recommended, and nobody has decided yet. */
interface UnderWay {
  readonly open: readonly NominationUnderWay[];
  readonly today: LocalDate;
}

function leaderFacts(
  counted: HeadedUnits['units'],
  { open, today }: UnderWay,
): readonly FactView[] {
  if (counted.length === 0) return [];
  const lacking = counted.filter(({ state }) => state === 'vacant' || state === 'short');
  const found = open.filter(({ role }) => role === 'leader');
  const isDone = lacking.length > 0 && found.length >= lackingOf(lacking);
  const act = isDone
    ? { verb: '推薦を見る', href: underWayHref(found) }
    : { verb: `${words.leader}の候補を選ぶ`, href: '/team' };
  const leaders = counted.length === 1 ? (counted[0]?.leaders ?? []) : [];
  return [
    fact(
      {
        title: words.leader,
        sentence: `${unitsSentence(counted)}${underWayText(found, today)}`,
        ...(lacking.length > 0 ? act : { verb: '', href: '' }),
        isUrgent: lacking.length > 0 && !isDone,
      },
      {
        people: leaders.map((row) => personName(row, { hasNumberColumn: true, isOfOwnUnit: true })),
      },
    ),
  ];
}

function isOverdue({ courses }: TeamMember): boolean {
  return courses.some((it) => it.state === 'overdue');
}

function isOverdueNow(member: TeamMember): boolean {
  return member.mandatoryState === 'open' && isOverdue(member);
}

/** The same people as on the page of the unit. */
function openOf(members: readonly TeamMember[]): OpenLearning {
  const open = members.filter((it) => it.mandatoryState === 'open');
  const late = open.filter(isOverdue);
  return {
    openPeople: open.length,
    overduePeople: late.length,
    overdue: late.flatMap((it) => it.courses).filter((it) => it.state === 'overdue').length,
    absent: members.filter(
      ({ mandatoryState, courses }) =>
        (mandatoryState === 'on_leave' || mandatoryState === 'seconded') && courses.length > 0,
    ).length,
  };
}

/** The units without enough leaders, the longest first; which of them, as many as are read at a glance. */
export function vacantThing({ rule, vacant }: Pick<CityCoverage, 'rule' | 'vacant'>): WaitingIn {
  const what = vacantWords(rule);
  const named = vacant.slice(0, NAMED_UNITS).map((unit) => `${unit.name}(${vacancyText(unit)})`);
  const others = vacant.length > named.length ? 'など' : '';
  return {
    area: 'vacant_units',
    title: what,
    count: vacant.length,
    oldest: null,
    sentence:
      vacant.length === 0
        ? `${what}はありません。`
        : `${what}が${units(vacant.length)}あります。長い順に、${named.join('、')}${others}です。`,
    verb: '空白の一覧を見る',
    href: '/coverage/vacancies',
    turn: vacant.length === 0 ? 'others' : 'mine',
  };
}

/** The two promises with a number: 課 with a leader and what falls vacant next; holders against the target. */
export function coverageFacts(city: CityCoverage, today: LocalDate): readonly FactView[] {
  const { leader, holder } = city;
  return [
    fact({
      title: `${words.leader}のいる${words.unit}`,
      sentence: `${numberText(leader.counting)}${words.unit}のうち${units(leader.covered)}に${words.leader}がいます。${nextVacancy(city, today)}`,
      verb: '充足状況を見る',
      href: '/coverage',
      isUrgent: false,
    }),
    fact({
      title: 'ITパスポート',
      sentence: `${holderSentence(holder)}${pipelineText(holder)}`,
      verb: '取得した職員を見る',
      href: '/coverage/people?figure=holders',
      isUrgent: false,
    }),
  ];
}

function nextVacancy({ units: all }: CityCoverage, today: LocalDate): string {
  const [next] = all
    .flatMap(({ name, risk }) => (risk === null ? [] : [{ name, ...risk }]))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  if (next === undefined) return `6か月以内に空く見込みの${words.unit}はありません。`;
  const what = next.state === 'vacant' ? '空く' : '足りなくなる';
  return `次に${what}見込みなのは${next.name}で、${dayText(next.on, today)}です。`;
}

function holderSentence({ now, targetValue, missing }: CityCoverage['holder']): string {
  if (targetValue === null || missing === null) return `取得者は${people(now)}です。`;
  if (missing <= 0) return `取得者は${people(now)}で、目標の${people(targetValue)}に届いています。`;
  return `取得者は${people(now)}で、目標の${people(targetValue)}まであと${people(missing)}です。`;
}

/** What is on its way; nothing of what there is none of. */
function pipelineText({ reported, provisional, booked }: CityCoverage['holder']): string {
  const parts = [
    { name: '確認待ち', value: reported },
    { name: '合格見込み', value: provisional },
    { name: '受験予定', value: booked },
  ].filter(({ value }) => value > 0);
  if (parts.length === 0) return '';
  return `ほかに${parts.map(({ name, value }) => `${name}${people(value)}`).join('、')}がいます。`;
}

/** What will be sent on the next open day. */
export function noticesFact(day: LocalDate, number: number, today: LocalDate): FactView {
  const when = day === addDays(today, 1) ? `明日${dayText(day, today)}` : dayText(day, today);
  return fact({
    title: '次の通知',
    sentence:
      number === 0
        ? `${when}に送る通知はありません。`
        : `${when}に${things(number)}の通知を送る予定です。`,
    verb: '通知の予定を見る',
    href: `/reminders/upcoming?from=${day}&to=${day}`,
    isUrgent: false,
  });
}

/** Each promise of the plan with its own rate, then what is overdue; no rate over all courses together. */
export function cityDutyFact(promises: PromiseFigures): FactView {
  const { carriedOver } = promises;
  const earlier =
    carriedOver === 0 ? '' : `前年度までの必修が残っている人は${people(carriedOver)}です。`;
  return fact({
    title: '受講指定',
    sentence: `${rateSentence(promises)}${openSentence(promises)}${earlier}`,
    verb: '受講指定を見る',
    href: '/assignments',
    isUrgent: false,
  });
}

/** A promise that is asked of nobody has no rate. */
function rateSentence({ security, ai }: PromiseFigures): string {
  const promises = [
    { name: '情報セキュリティ研修', verb: '情報セキュリティ研修の修了は', ...security },
    { name: 'AI活用研修(この年度)', verb: 'AI活用研修(この年度)の修了は', ...ai },
  ];
  const rates = promises
    .filter(({ must }) => must > 0)
    .map(({ verb, done, must }) => `${verb}${rateText(done, must)}`);
  const without = promises.filter(({ must }) => must === 0).map(({ name }) => name);
  return [
    ...(rates.length > 0 ? [`${rates.join('、')}です。`] : []),
    ...(without.length > 0 ? [`${without.join('と')}の対象者は、この年度にはまだいません。`] : []),
  ].join('');
}

/** The same number of people, and the same overdue, as on the pages that the row leads to. */
function openSentence({ openPeople, overduePeople, overdue, absent }: OpenLearning): string {
  if (openPeople === 0) return '必修を終えていない人はいません。';
  const late =
    overdue === 0
      ? ''
      : `(うち期限を過ぎた人は${people(overduePeople)}、受講は${count(overdue, '件')})`;
  const without = absent === 0 ? '' : '休職・派遣中の人は含みません。';
  return `必修の未修了は${people(openPeople)}です${late}。${without}`;
}
