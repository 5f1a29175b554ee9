import type { LocalDate } from '@app/platform';

/** A file of HR was applied. Emitted in the transaction that wrote it; `effectiveOn` may lie ahead. */
export class OrganizationImported {
  constructor(
    readonly batchId: string,
    readonly effectiveOn: LocalDate,
  ) {}
}
