import { Injectable } from '@nestjs/common';
import { isAskable } from '@app/quizzes';
import { Clock, Database } from '@app/platform';
import { COURSE_ANSWERS, EXAM_ANSWERS } from './question-answers.sql';
import { countQuestions, type QuestionCounts } from './question-counts.rules';

/** What was withdrawn keeps its last figures: they tell why. */
const FORGET = `DELETE FROM question_statistics s WHERE ${isAskable('s.question_id')}`;

const KEEP = `
  INSERT INTO question_statistics (question_id, answers, facility, discrimination, median_seconds, drift, flags, choices, counted_at)
  SELECT r."questionId", r.answers, r.facility, r.discrimination, r."medianSeconds", r.drift, r.flags, r.choices, $2
  FROM jsonb_to_recordset($1::jsonb) AS r ("questionId" uuid, answers int, facility float8, discrimination float8,
    "medianSeconds" float8, drift float8, flags text[], choices jsonb)`;

/** At night: how every question does, anew from all first answers. Safe to run twice. */
@Injectable()
export class QuestionStatisticsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Returns how many questions have answers. */
  async run(): Promise<number> {
    const counted = [
      ...countQuestions(await this.database.all(EXAM_ANSWERS, {})),
      ...countQuestions(await this.database.all(COURSE_ANSWERS, {})),
    ];
    await this.database.transaction(() => this.keep(counted));
    return counted.length;
  }

  private async keep(counted: readonly QuestionCounts[]): Promise<void> {
    await this.database.execute(FORGET, []);
    await this.database.execute(KEEP, [JSON.stringify(counted), this.clock.now()]);
  }
}
