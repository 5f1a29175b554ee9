import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, DomainEvents, JobQueue, toDayNumber } from '@app/platform';
import {
  type AbilityModel,
  bookingMonth,
  blueprintOn,
  type ExamBlueprint,
  fitGrowth,
  type GrowthFit,
  type MiddleCount,
  middlesByGain,
  modelFor,
  passChance,
  READINESS_SETTINGS,
} from '../readiness';
import { MockFinished } from '../practice.events';
import { RENEW_ESTIMATE } from '../practice.jobs';
import { examBlueprint } from '../syllabus/exam-blueprint';
import { SyllabusQueries } from '../syllabus/syllabus.queries';
import { FirstAnswerQueries, type PlacedAnswer } from './first-answers.queries';
import { READY_CHANCE } from './ready-chance';

/** The share of right answers to which learning one 中分類 can lead. */
const GOAL = 0.85;
const MONTHS_AHEAD = 12;

const KEEP = `
  INSERT INTO readiness_estimates (id, person_id, syllabus_key, made_at, answers, chance, low, high, fit, settings, middle_number,
    booking_month)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/**
 * How likely somebody is to pass, by docs/adr/0034-readiness-is-a-posterior.md: made when a session ends, by the worker when a
 * mock exam is over, and at night; never while a page is shown, so that what is shown is always what is kept.
 */
@Injectable()
export class EstimatesService implements OnModuleInit {
  /** Finding the mean for a blueprint takes some thirty milliseconds: it is kept for as long as the blueprint stays. */
  private known: { readonly key: string; readonly model: AbilityModel } | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly syllabi: SyllabusQueries,
    private readonly answers: FirstAnswerQueries,
    private readonly events: DomainEvents,
    private readonly jobs: JobQueue,
  ) {}

  onModuleInit(): void {
    this.events.on(MockFinished, ({ personId }) => this.renewSoon(personId));
  }

  /** By the worker, and once however often it is asked for meanwhile. */
  async renewSoon(personId: string): Promise<void> {
    const once = { jobId: `estimate-${personId}`, forgetFailure: true };
    await this.jobs.enqueue(RENEW_ESTIMATE, { personId }, once);
  }

  /** In a transaction of its own. */
  async renewAlone(personId: string): Promise<void> {
    await this.database.transaction(() => this.renew(personId));
  }

  /** Joins the caller's transaction. Nothing is kept of whoever has not answered anything. */
  async renew(personId: string): Promise<void> {
    const today = this.clock.today();
    const syllabus = await this.syllabi.findOn(today);
    if (syllabus === null) return;
    const answers = await this.answers.listOf(personId, syllabus.key);
    if (answers.length === 0) return;
    const blueprint = examBlueprint(syllabus);
    const model = this.modelOf(blueprint);
    const fit = fitGrowth({ answers, day: toDayNumber(today), model });
    const { chance, range } = passChance(fit.state, blueprint, model);
    await this.database.execute(KEEP, [
      ...[randomUUID(), personId, syllabus.key, this.clock.now(), fit.state.counts, chance],
      ...[range.from, range.to, JSON.stringify(fit), JSON.stringify(READINESS_SETTINGS)],
      ...[nextMiddle(fit, answers, { blueprint, model }), monthOf(fit, { blueprint, model })],
    ]);
  }

  private modelOf(blueprint: ExamBlueprint): AbilityModel {
    const key = JSON.stringify(blueprint);
    this.known =
      this.known?.key === key
        ? this.known
        : { key, model: modelFor(blueprint, READINESS_SETTINGS) };
    return this.known.model;
  }
}

interface Exam {
  readonly blueprint: ExamBlueprint;
  readonly model: AbilityModel;
}

/** The 中分類 that would raise the chance most; null where none would. */
function nextMiddle(
  { state }: GrowthFit,
  answers: readonly PlacedAnswer[],
  { blueprint, model }: Exam,
): number | null {
  const counts = new Map<string, MiddleCount>();
  for (const { middle, right } of answers) {
    const before = counts.get(String(middle)) ?? { right: 0, wrong: 0 };
    const after = { right: before.right + Number(right), wrong: before.wrong + Number(!right) };
    counts.set(String(middle), after);
  }
  const [first] = middlesByGain({ posterior: state, blueprint, model, counts, goal: GOAL });
  return first === undefined || first.gain <= 0 ? null : Number(first.key);
}

function monthOf(fit: GrowthFit, { blueprint, model }: Exam): string | null {
  const on = (day: Parameters<typeof blueprintOn>[1]) => blueprintOn([blueprint], day);
  const found = bookingMonth({
    ...{ fit, model, blueprintOn: on, wanted: READY_CHANCE, months: MONTHS_AHEAD },
  });
  return found.kind === 'month' ? found.month : null;
}
