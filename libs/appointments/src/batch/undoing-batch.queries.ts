import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { personLine, personNow } from '@app/organization';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import { LETTER_SINCE } from '../appointment/letter-since.sql';
import type { AppointmentBatch } from './batches.queries';
import { BUILT_UPON_ROW, builtUponSql } from './built-upon.sql';
import { foreseenText } from './undoing-batch.rules';

const FORESEEN = statement({
  name: 'appointments.undoing-batch-foreseen',
  sql: `SELECT who.person_id AS "personId", line.name, ${builtUponSql('m.result_id')},
      EXISTS (SELECT 1 FROM role_appointments next WHERE next.renews_id = m.result_id) AS "isRenewed",
      extended.old_end AS "oldEnd", extended.new_end AS "newEnd", COALESCE(extended.has_letter, false) AS "hasLetterSince"
    FROM appointment_batch_members m
    JOIN LATERAL (SELECT ${personNow('h.person_id')} AS person_id FROM role_appointments_history h WHERE h.id = m.result_id
      ORDER BY h.recorded_at DESC LIMIT 1) who ON true
    LEFT JOIN LATERAL ${personLine('who.person_id', ':on')} line ON true
    LEFT JOIN LATERAL (SELECT x.old_end, x.new_end, ${LETTER_SINCE} IS NOT NULL AS has_letter FROM role_appointment_extensions x
      WHERE x.appointment_id = m.result_id ORDER BY x.old_end DESC LIMIT 1) extended ON true
    WHERE m.batch_id = :id ORDER BY m.position`,
  parameters: { id: 'uuid', on: 'date' },
  row: {
    ...{ personId: col.id<'person'>(), name: col.text.orNull, ...BUILT_UPON_ROW },
    ...{ isRenewed: col.bool, hasLetterSince: col.bool },
    ...{ oldEnd: col.date.orNull, newEnd: col.date.orNull },
  },
});

/** Somebody for whom the batch cannot be taken back, and why. */
export interface KeptMember extends Pick<RowFrom<typeof FORESEEN>, 'personId'> {
  readonly text: string;
}

/** Who stands against taking a batch back, before it is tried. */
@Injectable()
export class UndoingBatchQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async listKept(
    actor: Actor,
    { id, act }: Pick<AppointmentBatch, 'id' | 'act'>,
  ): Promise<readonly KeptMember[]> {
    requirePermission(actor, 'appointments.manage');
    const today = this.clock.today();
    const rows = await this.database.all(FORESEEN, { id, on: today });
    return rows.flatMap(({ personId, name, ...built }) => {
      const text = foreseenText(act, built, today);
      return text === null
        ? []
        : [{ personId, text: `${name ?? '名前の分からない人'}さん: ${text}` }];
    });
  }
}
