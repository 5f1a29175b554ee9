import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCoursesService } from '@app/courses';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { PracticeModule } from './practice.module';
import { PracticeQueries } from './session/practice.queries';
import { type NewSession, PracticeSessionsService } from './session/practice-sessions.service';

const COURSES = join(__dirname, '../../../courses');
const BY = { accountId: null, label: 'spec' };

/** Practice with the product's own course and syllabus: what is practised is what is delivered. For specs. */
export class PracticeStage {
  private constructor(
    readonly test: LibTest,
    readonly folder: string,
  ) {}

  static async start(): Promise<PracticeStage> {
    const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-practice-'));
    for (const name of ['itpassport', 'syllabus', 'glossary.yaml', 'laws.yaml'])
      cpSync(join(COURSES, name), join(folder, name), { recursive: true });
    const stage = new PracticeStage(await startLibTest(PracticeModule), folder);
    await stage.publish();
    return stage;
  }

  get sessions(): PracticeSessionsService {
    return this.test.get(PracticeSessionsService);
  }

  get queries(): PracticeQueries {
    return this.test.get(PracticeQueries);
  }

  publish() {
    return this.test.get(PublishCoursesService).publishFolder(this.folder, BY);
  }

  begin(personId: string, facts: Partial<NewSession> = {}): Promise<string> {
    return this.sessions.start({
      ...{ personId, syllabusKey: 'ip-6.5', kind: 'today', scope: {}, size: 10, examOn: null },
      ...facts,
    });
  }

  /** Answers the newest question right or wrong; says which question it was. */
  async answer(sessionId: string, personId: string, isRight: boolean): Promise<string> {
    const page = await this.queries.findPage(sessionId, personId, null);
    const { position, questionId, questionKey } = page;
    const [row] = await rowsOf<{ right: number; order: number[] }>(
      this.test.database,
      `SELECT a.choice_order AS "order", (SELECT (c.place - 1)::int FROM jsonb_array_elements(q.body -> 'choices')
         WITH ORDINALITY c (choice, place) WHERE (c.choice ->> 'correct')::boolean) AS right
       FROM practice_answers a JOIN questions q ON q.id = a.question_id
       WHERE a.session_id = '${sessionId}' AND a.question_id = '${questionId}'`,
    );
    const right = row?.order.indexOf(row.right) ?? -1;
    const choices = [isRight ? right : (right + 1) % 4];
    const key = { sessionId, personId, examOn: null };
    await this.sessions.answer(key, position, { kind: 'single', choices });
    return questionKey;
  }

  /** A whole session of new questions; `isRight` by the place of each. */
  async practise(personId: string, size: number, isRight: (at: number) => boolean): Promise<void> {
    const sessionId = await this.begin(personId, { size });
    const key = { sessionId, personId, examOn: null };
    for (let at = 1; at <= size; at++) {
      await this.answer(sessionId, personId, isRight(at));
      await this.sessions.goOn(key);
    }
  }

  async close(): Promise<void> {
    await this.test.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
