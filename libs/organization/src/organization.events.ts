import type { LocalDate } from '@app/platform';
import type { JoinPair } from './join/join-parts';

/** A file of HR was applied. Emitted in the transaction that wrote it; `effectiveOn` may lie ahead. */
export class OrganizationImported {
  constructor(
    readonly batchId: string,
    readonly effectiveOn: LocalDate,
  ) {}
}

/** An import was taken back, in the transaction that gave back what was there before. */
export class ImportUndone {
  constructor(
    readonly batchId: string,
    readonly effectiveOn: LocalDate,
  ) {}
}

/** Two people turned out to be one human being. Emitted when every row has changed hands, in the same transaction. */
export class PeopleJoined {
  constructor(
    readonly joinId: string,
    readonly pair: JoinPair,
  ) {}
}

/** They were two after all: every row that changed hands has gone back. */
export class PeopleSeparated {
  constructor(
    readonly joinId: string,
    readonly pair: JoinPair,
  ) {}
}
