import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { inForce, ofAnyNumber } from '@app/organization';
import { Clock, col, Database, History, type HistoryTable, statement } from '@app/platform';
import { chosenCertification } from '../certification/certifications.queries';
import { LOCK_PERSON } from '../lock-person';

const EXAM_PROGRESS_SHARES: HistoryTable = {
  table: 'exam_progress_shares',
  columns: {
    ...{ id: 'uuid', person_id: 'uuid', certification_id: 'uuid' },
    ...{ valid_from: 'date', valid_to: 'date' },
  },
};

const HELD = statement({
  name: 'certifications.progress-shares-held',
  sql: `SELECT h.id, h.person_id AS "personId", h.valid_from AS "validFrom" FROM exam_progress_shares h
    WHERE ${ofAnyNumber('h')} AND h.certification_id = :certificationId AND ${inForce('h', ':on')} ORDER BY h.id`,
  parameters: { personId: 'uuid', certificationId: 'uuid', on: 'date' },
  row: { id: col.id<'progress_share'>(), personId: col.id<'person'>(), validFrom: col.date },
});

/** 共有: whether HR and DX推進室 see the name of somebody who prepares. Given and taken back with one press, dated, in no audit log. */
@Injectable()
export class ProgressSharesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
  ) {}

  /** From today on; saying again what is said already changes nothing. Taken back, the name is gone at once. */
  async set(actor: Actor, certificationCode: string, isShared: boolean): Promise<void> {
    requirePermission(actor, 'self');
    const { personId } = actor;
    await this.database.transaction(async () => {
      const { id: certificationId } = await chosenCertification(
        this.database,
        certificationCode,
        this.clock.today(),
      );
      await this.database.all(LOCK_PERSON, { personId });
      const today = this.clock.today();
      const held = await this.database.all(HELD, { personId, certificationId, on: today });
      if (held.length > 0 === isShared) return;
      const share = { certification_id: certificationId };
      const fresh = {
        id: randomUUID(),
        person_id: personId,
        ...share,
        valid_from: today,
        valid_to: null,
      };
      await this.history.write(EXAM_PROGRESS_SHARES, actor, {
        insert: isShared ? [fresh] : [],
        // One of the same day never was.
        end: held.filter(({ validFrom }) => validFrom === today).map(({ id }) => id),
        replace: held
          .filter(({ validFrom }) => validFrom !== today)
          .map((row) => ({
            ...{ id: row.id, person_id: row.personId, ...share },
            ...{ valid_from: row.validFrom, valid_to: today },
          })),
      });
    });
  }
}
