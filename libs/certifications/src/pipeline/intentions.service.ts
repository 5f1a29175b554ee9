import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { ofAnyNumber } from '@app/organization';
import {
  Clock,
  col,
  Conflict,
  Database,
  History,
  type HistoryTable,
  InvalidInput,
  type LocalDate,
  statement,
} from '@app/platform';
import { chosenCertification } from '../certification/certifications.queries';
import { LOCK_PERSON } from '../lock-person';
import { requireExamAhead } from '../record/certificate-days.rules';
import { type IntentionAnswer, wantedMonth, withdrawalReason } from './intention.rules';

const EXAM_INTENTIONS: HistoryTable = {
  table: 'exam_intentions',
  columns: {
    ...{ id: 'uuid', person_id: 'uuid', certification_id: 'uuid', answer: 'text' },
    ...{ said_on: 'date', wanted_by: 'date', reason: 'text' },
  },
};

const STANDING = statement({
  name: 'certifications.standing-intentions',
  sql: `SELECT i.id, i.person_id AS "personId", i.answer, i.said_on AS "saidOn" FROM exam_intentions i
    WHERE ${ofAnyNumber('i')} AND i.certification_id = :certificationId ORDER BY i.recorded_at DESC, i.id`,
  parameters: { personId: 'uuid', certificationId: 'uuid' },
  row: {
    id: col.id<'exam_intention'>(),
    personId: col.id<'person'>(),
    answer: col.text,
    saidOn: col.date,
  },
});

export interface SaidIntention {
  readonly certificationCode: string;
  readonly answer: IntentionAnswer;
  /** 「2027-06」; empty: not said. */
  readonly month?: string;
}

/**
 * 受験の意向: only ever one's own, changed and withdrawn as one likes. What was answered before stays in the books; like all of
 * practice it is in no audit log.
 */
@Injectable()
export class IntentionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
  ) {}

  /** The answer that stands from now on. */
  async say(actor: Actor, { certificationCode, answer, month = '' }: SaidIntention): Promise<void> {
    requirePermission(actor, 'self');
    const wanted = wantedMonth(answer === 'wanted' ? month : '', this.clock.today());
    if (typeof wanted === 'string') throw new InvalidInput({ month: wanted });
    await this.write(actor, certificationCode, { answer, wantedBy: wanted.wantedBy, reason: null });
  }

  /** 辞退: nobody is told, and why is the person's own. */
  async withdraw(actor: Actor, certificationCode: string, typedReason: string): Promise<void> {
    requirePermission(actor, 'self');
    const said = withdrawalReason(typedReason);
    if (typeof said === 'string') throw new InvalidInput({ reason: said });
    const { reason } = said;
    await this.write(actor, certificationCode, { answer: 'withdrawn', wantedBy: null, reason });
  }

  private async write(
    actor: Actor,
    code: string,
    said: {
      readonly answer: IntentionAnswer | 'withdrawn';
      readonly wantedBy: LocalDate | null;
      readonly reason: string | null;
    },
  ): Promise<void> {
    const { personId } = actor;
    await this.database.transaction(async () => {
      const today = this.clock.today();
      const certification = await chosenCertification(this.database, code, today);
      if (said.answer === 'wanted')
        requireExamAhead(certification, { month: said.wantedBy, today }, 'month');
      await this.database.all(LOCK_PERSON, { personId });
      const exam = { personId, certificationId: certification.id };
      const standing = await this.database.all(STANDING, exam);
      const [before] = standing;
      if (said.answer === 'withdrawn' && before?.answer !== 'wanted') throw nothingToWithdraw();
      const isSaidAgain = said.answer === 'wanted' && before?.answer === 'wanted';
      const row = {
        ...{ id: randomUUID(), person_id: personId, certification_id: certification.id },
        ...{ answer: said.answer, wanted_by: said.wantedBy, reason: said.reason },
        said_on: isSaidAgain ? before.saidOn : today,
      };
      const end = standing.map(({ id }) => id);
      await this.history.write(EXAM_INTENTIONS, actor, { end, insert: [row] });
    });
  }
}

function nothingToWithdraw(): Conflict {
  return new Conflict(
    'exam_intention.none',
    '取り消せる意向はありません。画面を開き直してご確認ください。',
  );
}
