import { randomUUID } from 'node:crypto';
import { type Database } from '@app/platform';
import { rowsOf, TEST_PASSWORD, TestCity } from '@app/testing';
import { BenchClient } from './client';

const PAPER = { form: 'full', paper: 'mock-1', field: '' };
const START_PAGE = '/itpassport/mocks/new?form=full&paper=mock-1';
/** Passwords are hashed on the helper threads of one process: more at once would only wait. */
const AT_ONCE = 4;

export const MOCK_QUESTIONS = 100;

/** A person in the middle of a mock, as their browser is: it knows the token of the forms, and each question's own page. */
export interface Sitter {
  readonly client: BenchClient;
  readonly attempt: string;
  readonly attemptId: string;
  readonly csrf: string;
}

/** New people with accounts, each signed in and with a mock of 100 questions before them. */
export async function seatPeople(
  database: Database,
  address: string,
  count: number,
): Promise<readonly Sitter[]> {
  const numbers = await addPeople(database, count);
  const sitters: Sitter[] = [];
  const seatNext = async (): Promise<void> => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
      sitters.push(await seat(address, number));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, seatNext));
  return sitters;
}

async function addPeople(database: Database, count: number): Promise<string[]> {
  const city = new TestCity(database);
  const numbers: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const staffNumber = `7${String(nth).padStart(5, '0')}`;
    await city.addAccount(await city.addPerson({ staffNumber }));
    numbers.push(staffNumber);
  }
  return numbers;
}

async function seat(address: string, staffNumber: string): Promise<Sitter> {
  const client = new BenchClient(address);
  await client.signIn(staffNumber, TEST_PASSWORD);
  const started = await client.submit('/itpassport/mocks', PAPER, START_PAGE);
  const attempt = started.headers.get('location') ?? '';
  const attemptId = attempt.split('/').at(-1) ?? '';
  const { _csrf: csrf = '' } = await client.hiddenFields(`/quiz-attempts/${attemptId}`);
  return { client, attempt: `/quiz-attempts/${attemptId}`, attemptId, csrf };
}

/** A question as one page of it sends its answers. */
export class QuestionPage {
  private readonly tab = randomUUID();
  private revision = 0;

  constructor(
    private readonly sitter: Sitter,
    private readonly position: number,
  ) {}

  /** True when the server says that it is saved; throws when no answer comes. */
  async save(choice: number): Promise<number> {
    this.revision += 1;
    const { client, attempt, csrf } = this.sitter;
    const answer = await client.send(`${attempt}/answers`, {
      method: 'POST',
      headers: { accept: 'application/json', 'x-csrf-token': csrf },
      body: new URLSearchParams({
        ...{ position: String(this.position), revision: String(this.revision), known: '0' },
        ...{ tab: this.tab, kind: 'single', choice: String(choice) },
      }),
    });
    await answer.text();
    return answer.status;
  }
}

export interface StoredMock {
  readonly attemptId: string;
  readonly submittedAt: Date | null;
  readonly deadlineAt: Date;
  readonly scored: number;
  /** By position, from 1. */
  readonly choices: readonly (number | null)[];
}

export async function storedMocks(database: Database): Promise<readonly StoredMock[]> {
  return rowsOf<StoredMock>(
    database,
    `SELECT a.id AS "attemptId", a.submitted_at AS "submittedAt", a.deadline_at AS "deadlineAt", count(t.is_correct)::int AS scored,
       json_agg((t.answer #>> '{choices,0}')::int ORDER BY t.position) AS choices
     FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id JOIN quiz_attempt_questions t ON t.attempt_id = a.id
     GROUP BY a.id ORDER BY a.id`,
  );
}
