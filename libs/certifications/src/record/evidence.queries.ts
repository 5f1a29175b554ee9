import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { Database, FileStore, idOf, NotFound, type OpenedFile } from '@app/platform';

/** Opens the evidence of a record: for its holder, and for who reviews. To everybody else it does not exist. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
  ) {}

  async openOwn(actor: Actor, recordId: string): Promise<OpenedFile> {
    return this.open(
      'SELECT evidence_file_id FROM certification_records WHERE id = $1 AND person_id = $2',
      [idOf(recordId), actor.personId],
    );
  }

  async openForReview(actor: Actor, recordId: string): Promise<OpenedFile> {
    requirePermission(actor, 'certifications.evidence.read');
    return this.open('SELECT evidence_file_id FROM certification_records WHERE id = $1', [
      idOf(recordId),
    ]);
  }

  private async open(sql: string, parameters: readonly unknown[]): Promise<OpenedFile> {
    const row = await this.database.queryOne<{ evidence_file_id: string }>(sql, parameters);
    if (!row) throw new NotFound();
    return this.files.open(row.evidence_file_id);
  }
}
