import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { ActorQueries } from '@app/accounts';
import {
  type AccountId,
  Commands,
  Database,
  DomainError,
  InvalidInput,
  NotAllowed,
  seenMark,
} from '@app/platform';
import { refusalFindings } from '../appointment-list/appointment-list.rules';
import { type Accepted, WarningsUnseen } from '../appointment/warnings-unseen';
import { BatchActs } from './batch-acts';
import { BatchBooks, type BatchMember, type Looked, type OpenBatch } from './batch-books';

/**
 * For the worker: tries every row of what was ordered for many, and does those that were confirmed. One by one, each in
 * a transaction of its own: one that cannot be done keeps no other from it. Safe to run twice, and at the same time.
 */
@Injectable()
export class BatchWork {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly actors: ActorQueries,
    private readonly books: BatchBooks,
    private readonly acts: BatchActs,
  ) {}

  /** Returns how many rows were tried or done. */
  async run(): Promise<number> {
    let count = 0;
    for (const batch of await this.books.listOpen()) {
      if (batch.isLooked) {
        while (await this.doNext(batch)) count += 1;
        await this.books.allDone(batch.id);
      } else {
        while (await this.lookAtNext(batch)) count += 1;
        await this.books.allLooked(batch.id);
      }
    }
    return count;
  }

  private async lookAtNext(batch: OpenBatch): Promise<boolean> {
    const member = await this.books.nextToLookAt(batch.id);
    if (member === null) return false;
    await this.books.looked(batch.id, member.position, await this.tryOut(batch, member));
    return true;
  }

  private async doNext(batch: OpenBatch): Promise<boolean> {
    try {
      return await this.database.transaction(async () => {
        const member = await this.books.nextToDo(batch.id);
        if (member === null) return false;
        await this.doOne(batch, member);
        return true;
      });
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
      await this.books.done(batch.id, error.position, { problem: error.message });
      return true;
    }
  }

  /** With what was looked at; anything that is new since keeps it from being done. */
  private async doOne(batch: OpenBatch, member: BatchMember): Promise<void> {
    const { position } = member;
    try {
      const resultId = await this.commands.run({
        actor: async () => this.actorOf(batch.confirmedBy ?? batch.orderedBy),
        permit: (actor) => {
          requirePermission(actor, 'appointments.manage');
        },
        command: async (actor) => this.acts.perform(actor, batch, member, asLooked(member)),
      });
      await this.books.done(batch.id, position, { resultId });
    } catch (error) {
      if (isRefusal(error)) throw new Skipped(position, refusalText(error));
      throw error;
    }
  }

  /**
   * Does it and takes it back at once: what single acts would refuse or ask is found by them. What asks something is tried
   * again as if it had been accepted, for it may be refused all the same.
   */
  private async tryOut(batch: OpenBatch, member: BatchMember): Promise<Looked> {
    let asked: readonly Warning[] = [];
    for (;;) {
      const found = await this.tryOnce(batch, member, asked);
      if (!(found instanceof WarningsUnseen)) return { warnings: asked, ...found };
      const more = found.warnings.filter(({ kind }) => asked.every((it) => it.kind !== kind));
      if (more.length === 0) return { ...FINE, warnings: asked };
      asked = [...asked, ...more];
    }
  }

  private async tryOnce(
    batch: OpenBatch,
    member: BatchMember,
    asked: readonly Warning[],
  ): Promise<Tried | WarningsUnseen> {
    try {
      return await this.database.transaction(async () => {
        const actor = await this.actorOf(batch.orderedBy);
        const accepted = asked.map(({ kind }) => kind);
        await this.acts.perform(actor, batch, member, accepted);
        throw new TriedOut();
      });
    } catch (error) {
      if (error instanceof TriedOut) return FINE;
      if (error instanceof WarningsUnseen) return error;
      if (!isRefusal(error)) throw error;
      const { proposal } = member;
      const findings = proposal === null ? [] : refusalFindings(error, proposal);
      return { refusal: refusalText(error), findings, warnings: [] };
    }
  }

  private async actorOf(accountId: AccountId): Promise<Actor> {
    return (await this.actors.lockActor(accountId)) ?? rightIsGone();
  }
}

/** What is counted up to yesterday. */
const BY_DAY: readonly string[] = ['recorded_late', 'extended_late'];

/** What was said of the row when it was tried; the rows before it have the number of the same decision by now. */
function asLooked({ warnings, warningKinds }: BatchMember): Accepted {
  const daily = warningKinds.filter((kind) => BY_DAY.includes(kind));
  return { seen: seenMark(warnings), kinds: [...daily, 'document_used'] };
}

const FINE = { refusal: null, findings: [] } as const;

type Warning = Looked['warnings'][number];
/** A refusal leaves nothing to be accepted. */
type Tried = Omit<Looked, 'warnings'> & Partial<Pick<Looked, 'warnings'>>;

/** It could be done: everything is rolled back, with its events and entries. */
class TriedOut extends Error {}

/** Why a row was not done; undoes what its transaction did so far. */
class Skipped extends Error {
  constructor(
    readonly position: number,
    message: string,
  ) {
    super(message);
    this.name = 'Skipped';
  }
}

function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable';
}

/** What stands beside the fields, where something typed is wrong. */
export function refusalText(error: DomainError): string {
  if (error instanceof WarningsUnseen) return error.textOfRow;
  if (!(error instanceof InvalidInput)) return error.message;
  return Object.values(error.fields).join('');
}

function rightIsGone(): never {
  throw new NotAllowed(
    'appointment_batch.right_gone',
    '指示した人の権限がなくなったため、登録していません。',
  );
}
