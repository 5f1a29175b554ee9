import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  col,
  Database,
  type FileDrawing,
  FilePictures,
  FileStore,
  idOf,
  NotFound,
  type OpenedFile,
  type PersonId,
  type RecordId,
  statement,
} from '@app/platform';

/** Also of a record that was annulled: who reviews that must be able to see why. */
const EVIDENCE = statement({
  name: 'certifications.evidence',
  sql: `SELECT evidence_file_id AS "fileId", person_id AS "personId" FROM certification_records_history
    WHERE id = :recordId AND evidence_file_id IS NOT NULL AND (:personId IS NULL OR person_id = :personId) ORDER BY recorded_at DESC LIMIT 1`,
  parameters: { recordId: 'uuid', personId: 'uuid?' },
  row: { fileId: col.id<'stored_file'>(), personId: col.id<'person'>() },
});

/** A file and whose evidence it is. */
export type OpenedEvidence = OpenedFile & { readonly personId: PersonId };

/** A picture of a page, and whose evidence it is of. */
export interface EvidencePicture {
  readonly png: Buffer;
  readonly personId: PersonId;
}

/** Opens the evidence of a record: for its holder, and for who reviews. To everybody else it does not exist. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly pictures: FilePictures,
  ) {}

  async openOwn(actor: Actor, recordId: RecordId): Promise<OpenedEvidence> {
    return this.open(recordId, actor.personId);
  }

  async openForReview(actor: Actor, recordId: RecordId): Promise<OpenedEvidence> {
    requirePermission(actor, 'certifications.evidence.read');
    return this.open(recordId, null);
  }

  /** What of it can be shown beside the report. Drawn when somebody asks for the first time. */
  async drawForReview(actor: Actor, recordId: RecordId): Promise<FileDrawing> {
    requirePermission(actor, 'certifications.evidence.read');
    const { fileId } = await this.find(recordId, null);
    return this.pictures.draw(fileId);
  }

  /** The picture of one page, from 1, as PNG. */
  async openPicture(actor: Actor, recordId: RecordId, page: number): Promise<EvidencePicture> {
    requirePermission(actor, 'certifications.evidence.read');
    const { fileId, personId } = await this.find(recordId, null);
    return { png: await this.pictures.open(fileId, page), personId };
  }

  private async open(recordId: RecordId, personId: PersonId | null): Promise<OpenedEvidence> {
    const row = await this.find(recordId, personId);
    return { ...(await this.files.open(row.fileId)), personId: row.personId };
  }

  /** Null: whosever it is. */
  private async find(recordId: RecordId, personId: PersonId | null) {
    const row = await this.database.first(EVIDENCE, { recordId: idOf(recordId), personId });
    if (!row) throw new NotFound();
    return row;
  }
}
