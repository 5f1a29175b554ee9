import { type AuditCheckRow, auditCheckSentence } from '@app/accounts';
import { formatDate, formatDateTime, type StartCheck, type SystemFacts } from '@app/platform';
import { type ChipView, stateChip } from '../../../shell/signs';
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
  readonly alone: readonly string[];
}

interface Finding {
  readonly chip: ChipView;
  readonly name: string;
  readonly text: string;
}

export function systemView(
  facts: SystemFacts,
  { checks, lastCheck, alone }: Findings,
  { now, isProduction }: { readonly now: Date; readonly isProduction: boolean },
) {
  const failing = checks.filter(({ isOk }) => !isOk).length;
  const { problems: jobProblems, ...jobs } = jobsView(facts, now);
  const records = recordFindings(facts, lastCheck);
  const problems =
    failing +
    alone.length +
    jobProblems +
    records.filter(({ chip }) => chip.kind === 'wrong').length;
  return {
    title: 'システムの状態',
    breadcrumb: breadcrumb(['システムの状態']),
    problems,
    summary:
      problems === 0
        ? '確かめたことは、すべて守られています。'
        : `確かめていただきたいことが${String(problems)}件あります。「要確認」「失敗」のところをご覧ください。`,
    at: formatDateTime(now),
    isProduction,
    checks: checks.map((check): Finding => ({
      chip: checkChip(check.isOk),
      name: check.name,
      text: check.isOk ? '守られています。' : check.advice,
    })),
    records,
    alone,
    fine: checkChip(true),
    wanting: checkChip(false),
    ...jobs,
    facts: factLines(facts),
  };
}

function checkChip(isOk: boolean): ChipView {
  return stateChip(isOk ? 'check.passed' : 'check.failed');
}

function recordFindings(
  { lastAnchor }: SystemFacts,
  check: AuditCheckRow | null,
): readonly Finding[] {
  const nightly = '毎日0時5分に、ワーカーが行います。';
  return [
    {
      chip: checkChip(check?.problem === null),
      name: '監査記録のつながり',
      text: check
        ? `${formatDateTime(check.checkedAt)}の確認: ${auditCheckSentence(check)}`
        : `まだ確認していません。${nightly}`,
    },
    {
      chip: checkChip(lastAnchor !== null),
      name: '監査記録の控え',
      text: lastAnchor
        ? `最後の控えは${formatDate(lastAnchor)}です。`
        : `まだありません。${nightly}`,
    },
  ];
}

function jobsView({ queue, runs }: SystemFacts, now: Date) {
  const since = now.getTime() - DAYS_OF_FAILURES * DAY_MS;
  const recent = (queue?.failed ?? []).filter(({ at }) => at.getTime() >= since);
  const names = [...new Set(recent.map(({ name }) => name))];
  const schedules = (queue?.schedules ?? []).map(({ id, next }) => {
    const run = runs[id];
    return {
      name: jobName(id),
      last: run ? formatDateTime(new Date(run.at)) : 'まだありません',
      chip: run?.succeeded === false ? stateChip('job.failed') : null,
      next: next ? formatDateTime(next) : '予定がありません',
    };
  });
  const hasNoWorker = queue !== null && schedules.length === 0;
  return {
    queueProblem:
      queue === null
        ? '仕事の順番待ちにつながりません。しばらくしても直らないときは、システムの保守担当に連絡してください。'
        : hasNoWorker
          ? '定時の仕事が登録されていません。ワーカーを起動してください。'
          : '',
    schedules,
    failures: names.map((name) => {
      const times = recent.filter((job) => job.name === name).map(({ at }) => at.getTime());
      return {
        name: jobName(name),
        count: times.length.toLocaleString('ja-JP'),
        last: formatDateTime(new Date(Math.max(...times))),
      };
    }),
    problems:
      names.length +
      schedules.filter(({ chip }) => chip !== null).length +
      (queue === null || hasNoWorker ? 1 : 0),
  };
}

function factLines(facts: SystemFacts) {
  const files = `${facts.storedFiles.toLocaleString('ja-JP')}件、${sizeText(Number(facts.storedBytes))}`;
  return [
    { name: 'メール', text: MAIL_WORDS[facts.mail] },
    {
      name: '最後に送ったメール(通知・メール箱)',
      text: facts.lastMail ? formatDateTime(facts.lastMail) : 'まだありません',
    },
    { name: '版', text: facts.version || '分かりません' },
    { name: 'データベースの形(最後の移行)', text: migrationText(facts.migration) },
    { name: 'PostgreSQL', text: facts.databaseVersion },
    { name: 'データベースの大きさ', text: sizeText(Number(facts.databaseBytes)) },
    { name: '預かっているファイル', text: files },
    {
      name: 'DATA_DIRのあるディスクの空き',
      text: facts.freeBytes === null ? '分かりません' : sizeText(facts.freeBytes),
    },
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
