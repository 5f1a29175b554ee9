import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  NotFound,
} from '@app/platform';
import { type Metric, metricFacts, type TargetStatus } from './metrics';
import { metricNumber, TARGET_STATUS_WORDS } from './target-words';
import { type EnteredValue, TargetQueries } from './target.queries';

export interface NewValue {
  readonly code: Metric;
  /** Up to which day it is counted, from the beginning of its fiscal year. */
  readonly asOf: LocalDate;
  readonly value: number | null;
  readonly status: TargetStatus | null;
  /** Where it stands: 文書番号, or the name of the paper. */
  readonly document: string;
  readonly note: string;
}

const MOST = 999_999;

/** The numbers that the office types in because no part of the product records their facts; a correction is a row of its own. */
@Injectable()
export class TargetValuesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly targets: TargetQueries,
  ) {}

  /** `seen`: the number of that day that was looked at and is corrected; empty: there was none. */
  async enterValue(actor: Actor, input: NewValue, seen: string): Promise<void> {
    requirePermission(actor, 'counting.manage');
    this.requireSense(input);
    await this.database.transaction(async () => {
      const now = (await this.lockValues(input.code)).find(({ asOf }) => asOf === input.asOf);
      if ((now?.id ?? '') !== seen) throw enteredMeanwhile(now);
      if (now !== undefined && saysTheSame(now, input)) throw unchanged();
      if (now !== undefined) await this.supersede(actor, now);
      const { code, asOf, value, status, document, note } = input;
      await this.database.execute(
        `INSERT INTO kpi_values_history (id, code, as_of, value, status, document, note, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[randomUUID(), code, asOf, value, status, document, note],
          ...[this.clock.now(), actor.accountId],
        ],
      );
      await this.audit.record(auditActorOf(actor), {
        action: now === undefined ? 'kpi_value.entered' : 'kpi_value.corrected',
        ...{ subjectType: 'kpi_target', subjectId: code },
        detail: { from: now === undefined ? null : told(now), to: told(input) },
      });
    });
  }

  /** What was typed in of a wrong day or metric: it counts no more and stays listed. */
  async withdrawValue(actor: Actor, code: Metric, id: string): Promise<void> {
    requirePermission(actor, 'counting.manage');
    await this.database.transaction(async () => {
      const now = (await this.lockValues(code)).find((it) => it.id === id);
      if (now === undefined) throw new NotFound();
      await this.supersede(actor, now);
      await this.audit.record(auditActorOf(actor), {
        action: 'kpi_value.withdrawn',
        ...{ subjectType: 'kpi_target', subjectId: code, detail: told(now) },
      });
    });
  }

  private async lockValues(code: Metric): Promise<readonly EnteredValue[]> {
    await this.database.keepWritersOut('kpi_values_history');
    const all = await this.targets.listValuesTold(code);
    return all.filter(({ supersededAt }) => supersededAt === null);
  }

  private async supersede(actor: Actor, { id }: EnteredValue): Promise<void> {
    await this.database.execute(
      'UPDATE kpi_values_history SET superseded_at = greatest($2, recorded_at), superseded_by = $3 WHERE id = $1',
      [id, this.clock.now(), actor.accountId],
    );
  }

  private requireSense({ code, asOf, value, status }: NewValue): void {
    const { kind, facts } = metricFacts(code);
    if (facts === 'counted') throw new NotFound();
    const problems = {
      ...(asOf > this.clock.today() && { asOf: '本日までの日を選んでください。' }),
      ...(kind === 'status' ? statusProblem({ value, status }) : numberProblem({ value, status })),
    };
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  }
}

type Typed = Pick<NewValue, 'value' | 'status'>;

function statusProblem({ value, status }: Typed): Readonly<Record<string, string>> {
  if (status === null) return { status: '状態を選んでください。' };
  return value === null ? {} : { value: 'この約束には数がありません。' };
}

function numberProblem({ value, status }: Typed): Readonly<Record<string, string>> {
  if (status !== null) return { status: 'この約束には数を入力します。' };
  if (value !== null && value <= MOST) return {};
  return { value: `数を0から${String(MOST)}までの整数で入力してください。` };
}

/** 「2件」「準備中」 */
export function enteredText({
  code,
  value,
  status,
}: Pick<EnteredValue, 'code' | 'value' | 'status'>): string {
  if (status !== null) return TARGET_STATUS_WORDS[status];
  return value === null ? '' : metricNumber(code, value);
}

function told({ asOf, value, status, document, note }: Omit<NewValue, 'code'>) {
  return { asOf, value, status, document, note };
}

function saysTheSame(now: EnteredValue, input: NewValue): boolean {
  return JSON.stringify(told(now)) === JSON.stringify(told(input));
}

function unchanged(): Conflict {
  return new Conflict(
    'kpi_value.unchanged',
    '入力した内容は、登録済みの内容と同じです。登録していません。変えるところを入力し直してください。',
  );
}

function enteredMeanwhile(now: EnteredValue | undefined): Conflict {
  const how =
    now === undefined
      ? '訂正しようとした入力は、この画面を開いた後に訂正されたか、取り消されました。'
      : `${formatDateShort(now.asOf)}現在の入力は、すでに「${enteredText(now)}」で登録されています。`;
  return new Conflict(
    'kpi_value.entered_meanwhile',
    `${how}登録していません。目標の頁で、いまの入力を確かめて「訂正する」を選んでください。`,
  );
}
