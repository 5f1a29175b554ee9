import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import type { ImportFile } from '@app/organization';
import {
  type AppointmentBatchId,
  Conflict,
  InvalidInput,
  type LocalDate,
  type NominationId,
} from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import type { NewMember } from '../batch/batch-books';
import { MOST_MEMBERS } from '../batch/batch.rules';
import { BatchesService } from '../batch/batches.service';
import { NominationQueries, type NominationRow } from '../nomination/nominations.queries';
import { requireText } from '../nomination/nomination-texts';
import { LIST_LAYOUT, type ListedRow } from './appointment-list.rules';
import { AppointmentListReader } from './read-appointments';

export interface OrderingNominated {
  /** Those that were ticked; null for everybody who has consented to the role. */
  readonly nominationIds: readonly NominationId[] | null;
  readonly role: DxRole | undefined;
  readonly termStart: LocalDate;
  /** Null: as long as the role's terms usually are. */
  readonly termEnd: LocalDate | null;
  readonly documentNumber: string;
  readonly note: string;
}

/** Appoints many at once: whom a list names, or who was recommended and has consented. */
@Injectable()
export class AppointmentOrdersService {
  constructor(
    private readonly reader: AppointmentListReader,
    private readonly nominations: NominationQueries,
    private readonly batches: BatchesService,
  ) {}

  async orderList(actor: Actor, file: ImportFile | undefined): Promise<AppointmentBatchId> {
    requirePermission(actor, 'appointments.manage');
    if (!file)
      throw new InvalidInput({
        [LIST_LAYOUT.field]: '任命の一覧(CSVかExcel)を選んでください。',
      });
    const { fileName, unknownColumns, sheet, rows } = await this.reader.read(file);
    const step = { act: 'appoint', termEnd: null, documentNumber: null, note: '' } as const;
    return this.batches.order(
      actor,
      { ...step, unknownColumns, sheet, fileName: fileName === '' ? null : fileName },
      rows.map(memberOf),
    );
  }

  async orderNominated(actor: Actor, input: OrderingNominated): Promise<AppointmentBatchId> {
    requirePermission(actor, 'appointments.manage');
    const { termEnd } = input;
    const documentNumber = requireText('documentNumber', '決裁の文書番号', input.documentNumber);
    const chosen = await this.chosen(actor, input);
    const step = { act: 'appoint', termEnd, documentNumber, note: input.note.trim() } as const;
    const { termStart } = input;
    const rows = chosen.map(({ id, personId, staffNumber, role }): ListedRow => {
      const own = { staffNumber, role, name: '', unitCode: '', note: '' };
      const proposal = { ...own, termStart, termEnd, documentNumber };
      return { line: 0, nominationId: id, personId, proposal, findings: [] };
    });
    const marked = (await this.reader.mark(rows)).map(memberOf);
    return this.batches.order(
      actor,
      { ...step, fileName: null },
      marked.map(({ line: _none, ...member }) => member),
    );
  }

  /** In the order of the list, whatever the order in which they were ticked. */
  private async chosen(
    actor: Actor,
    { nominationIds, role }: OrderingNominated,
  ): Promise<readonly NominationRow[]> {
    const wanted = { state: 'consented', ...(nominationIds === null && { role }) } as const;
    const { rows: found, total } = await this.nominations.list(actor, {
      ...{ ...wanted, page: 1, pageSize: MOST_MEMBERS },
    });
    if (nominationIds === null && total > MOST_MEMBERS) throw tooMany(total);
    const rows = found.filter(({ id }) => nominationIds?.includes(id) ?? true);
    const lost = nominationIds === null ? 0 : new Set(nominationIds).size - rows.length;
    if (lost > 0) throw someDecided(lost);
    if (rows.length === 0) throw new InvalidInput({ of: '任命する人を選んでください。' });
    return rows;
  }
}

function memberOf({ line, proposal, nominationId, findings }: ListedRow): NewMember {
  const row = { line, proposal, ...(nominationId !== undefined && { nominationId }) };
  if (findings.length === 0) return row;
  return { ...row, findings, refusal: findings.map(({ reason }) => reason).join(' ') };
}

function tooMany(total: number): InvalidInput {
  return new InvalidInput({
    of: `一度に登録できるのは${String(MOST_MEMBERS)}名までです(同意済みは${total.toLocaleString('ja-JP')}名)。役割で絞り込むか、人を選んでください。`,
  });
}

function someDecided(lost: number): Conflict {
  return new Conflict(
    'appointment_batch.changed_meanwhile',
    `選んだうち${String(lost)}名は、同意を取り消したか、ほかの担当者が決めました。まだ何も登録していません。一覧から選び直してください。`,
  );
}
