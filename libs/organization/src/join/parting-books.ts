import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, History, type Recorder } from '@app/platform';
import { ImportJoinQueries, type ImportJoinRow } from './import-joins.queries';
import { ImportsAgain } from './imports-again';
import { JoinParts } from './join-parts';

interface Parting {
  /** The instant at which the import began to write of the person. */
  readonly at: Date;
  readonly reason: string;
}

/** Writes a parting: what was known before the import comes back, then it is laid upon the two people once more. */
@Injectable()
export class PartingBooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly imports: ImportsAgain,
    private readonly parts: JoinParts,
    private readonly queries: ImportJoinQueries,
  ) {}

  /** Returns the id of the person whose number it is from now on. */
  async part(by: Recorder, join: ImportJoinRow, { at, reason }: Parting): Promise<string> {
    const since = await this.queries.listImportsSince(join);
    await this.giveBack(by, join.personId, at);
    const newPersonId = await this.imports.layAgain(by, join, since);
    await this.note(by, join, { newPersonId, reason });
    for (const part of this.parts.all) await part.parted?.(join.personId);
    return newPersonId;
  }

  /** The facts of the instant before the import, those that were superseded since as rows of their own. */
  private async giveBack(by: Recorder, personId: string, at: Date): Promise<void> {
    const known = await this.queries.listKnown(personId, at);
    for (const table of new Set(known.map((row) => row.table))) {
      const own = known.filter((row) => row.table === table);
      await this.history.copy({ table, key: 'id' }, by, {
        end: own.filter((row) => row.isNow && !row.wasThen).map((row) => row.id),
        copies: own
          .filter((row) => row.wasThen && !row.isNow)
          .map((row) => ({ from: row.id, id: randomUUID(), changes: {} })),
      });
    }
  }

  private async note(
    by: Recorder,
    { batchId, staffNumber, personId }: ImportJoinRow,
    { newPersonId, reason }: { readonly newPersonId: string; readonly reason: string },
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO import_number_partings (batch_id, staff_number, kept_person_id, new_person_id, reason, parted_at, parted_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [batchId, staffNumber, personId, newPersonId, reason, this.clock.now(), by.accountId],
    );
  }
}
