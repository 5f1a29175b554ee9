import { type AuditCheckRow, auditCheckSentence, type MissingSecond } from '@app/accounts';
import {
  formatDate,
  formatDateTime,
  type StartCheck,
  type SystemFacts,
  things,
} from '@app/platform';
import { fact } from '../../../shell/parts/facts';
import { pageHead, printHead, sentence } from '../../../shell/parts/heads';
import { queue, row } from '../../../shell/parts/rows';
import { tableFrame } from '../../../shell/parts/tables';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { jobName } from './job-words';

const DAYS_OF_FAILURES = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const STEP = 1024;
const UNITS = ['バイト', 'KB', 'MB', 'GB', 'TB'];

const MAIL_WORDS: Readonly<Record<SystemFacts['mail'], string>> = {
  smtp: '市のメールサーバーから送ります。',
  mailbox: '送りません。開発用メール箱に入れます。',
  none: '送りません。SMTP_URLが指定されていません。',
};

interface Findings {
  readonly checks: readonly StartCheck[];
  readonly lastCheck: AuditCheckRow | null;
  readonly alone: readonly MissingSecond[];
}

export function systemView(
  facts: SystemFacts,
  { checks, lastCheck, alone }: Findings,
  { now, isProduction }: { readonly now: Date; readonly isProduction: boolean },
) {
  const { wrong: wrongJobs, ...jobs } = jobsView(facts, now);
  const records = recordFindings(facts, lastCheck);
  const failing = checks.filter(({ isOk }) => !isOk);
  const wrong = [
    ...records.filter(({ isFine }) => !isFine),
    ...wrongJobs,
    ...failing.map(({ name, advice }) => ({ name, text: advice })),
    ...alone.flatMap(({ acts, reason }) =>
      acts.map((act) => ({ name: `${act}(2人必要な操作)`, text: reason })),
    ),
  ];
  const summary = systemSentence(wrong.length);
  return {
    title: 'システムの状態',
    head: pageHead(
      'システムの状態',
      breadcrumb(['システムの状態']),
      sentence(summary, { note: `${formatDateTime(now)}現在` }),
    ),
    print: printHead(`${formatDateTime(now)}現在`),
    problems: wrong.length,
    summary,
    isProduction,
    wrong: queue(
      '',
      wrong.map(({ name, text }) => row(name, text)),
    ),
    records: queue(
      '',
      records.filter(({ isFine }) => isFine).map(({ name, text }) => row(name, text)),
    ),
    kept: checks.filter(({ isOk }) => isOk).map(({ name }) => name),
    isNobodyAlone: alone.length === 0,
    ...jobs,
    facts: factLines(facts),
  };
}

/** One sentence, also for home. */
export function systemSentence(problems: number): string {
  return problems === 0
    ? '確かめたことは、すべて守られています。'
    : `確かめていただきたいことが${things(problems)}あります。上から順にご覧ください。`;
}

interface Finding {
  readonly isFine: boolean;
  readonly name: string;
  readonly text: string;
}

function recordFindings(
  { lastAnchor }: SystemFacts,
  check: AuditCheckRow | null,
): readonly Finding[] {
  const nightly = '毎日0時5分に、ワーカーが行います。';
  return [
    {
      isFine: check?.problem === null,
      name: '監査記録のつながり',
      text: check
        ? `${formatDateTime(check.checkedAt)}の確認: ${auditCheckSentence(check)}`
        : `まだ確認していません。${nightly}`,
    },
    {
      isFine: lastAnchor !== null,
      name: '監査記録の控え',
      text: lastAnchor
        ? `最後の控えは${formatDate(lastAnchor)}です。`
        : `まだありません。${nightly}`,
    },
  ];
}

function jobsView({ queue: jobs, runs }: SystemFacts, now: Date) {
  const schedules = (jobs?.schedules ?? []).map(({ id, next }) => {
    const run = runs[id];
    return {
      name: jobName(id),
      last: run ? formatDateTime(new Date(run.at)) : 'まだありません',
      chip: run?.succeeded === false ? stateChip('job.failed') : null,
      next: next ? formatDateTime(next) : '予定がありません',
    };
  });
  const queueProblem = queueProblemOf(jobs !== null, schedules.length > 0);
  return {
    schedules,
    schedulesTable: tableFrame('定時の仕事', {
      hidesCaption: true,
      columns: 3,
      rows: schedules.length,
    }),
    wrong: [
      ...(queueProblem === '' ? [] : [{ name: '定時の仕事', text: queueProblem }]),
      ...schedules
        .filter(({ chip }) => chip !== null)
        .map(({ name, last }) => ({
          name,
          text: `${last}に失敗しました。次の予定の時刻にもう一度行います。理由はワーカーのログにあります。`,
        })),
      ...failuresOf(jobs, now),
    ],
  };
}

function queueProblemOf(isReached: boolean, hasSchedules: boolean): string {
  if (!isReached)
    return '仕事の順番待ちにつながりません。しばらくしても直らないときは、システムの保守担当に連絡してください。';
  return hasSchedules ? '' : '定時の仕事が登録されていません。ワーカーを起動してください。';
}

/** What was tried several times and did not end, each kind of work once. */
function failuresOf(jobs: SystemFacts['queue'], now: Date) {
  const since = now.getTime() - DAYS_OF_FAILURES * DAY_MS;
  const recent = (jobs?.failed ?? []).filter(({ at }) => at.getTime() >= since);
  return [...new Set(recent.map(({ name }) => name))].map((name) => {
    const times = recent.filter((job) => job.name === name).map(({ at }) => at.getTime());
    const last = formatDateTime(new Date(Math.max(...times)));
    return {
      name: jobName(name),
      text: `この7日に${things(times.length)}が、何度か試しても終わりませんでした(最後は${last})。理由はワーカーのログにあります。`,
    };
  });
}

function factLines(facts: SystemFacts) {
  const files = `${facts.storedFiles.toLocaleString('ja-JP')}件、${sizeText(Number(facts.storedBytes))}`;
  return [
    fact('メール', MAIL_WORDS[facts.mail]),
    fact(
      '最後に送ったメール(通知・メール箱)',
      facts.lastMail ? formatDateTime(facts.lastMail) : 'まだありません',
    ),
    fact('版', facts.version || '分かりません'),
    fact('データベースの形(最後の移行)', migrationText(facts.migration)),
    fact('PostgreSQL', facts.databaseVersion),
    fact('データベースの大きさ', sizeText(Number(facts.databaseBytes))),
    fact('預かっているファイル', files),
    fact(
      'DATA_DIRのあるディスクの空き',
      facts.freeBytes === null ? '分かりません' : sizeText(facts.freeBytes),
    ),
  ];
}

function sizeText(bytes: number): string {
  const step =
    bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(STEP)), UNITS.length - 1);
  const value = bytes / STEP ** step;
  return `${value.toLocaleString('ja-JP', { maximumFractionDigits: step === 0 ? 0 : 1 })}${UNITS[step] ?? ''}`;
}

/** The number alone: the rest of the name is for programs. */
function migrationText(name: string | null): string {
  return /\d{14}$/.exec(name ?? '')?.[0] ?? '分かりません';
}
