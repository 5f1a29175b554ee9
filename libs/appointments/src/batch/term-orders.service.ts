import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { type AppointmentBatchId, Conflict, InvalidInput } from '@app/platform';
import { requireText } from '../nomination/nomination-texts';
import type { NewMember } from './batch-books';
import { BatchesService, type OrderingTerms } from './batches.service';
import { EndingTermQueries, MOST_MONTHS } from './ending-terms.queries';

/** 再任, 延長 or 満了のまま for the terms that were ticked in the list of those that run out. */
@Injectable()
export class TermOrdersService {
  constructor(
    private readonly ending: EndingTermQueries,
    private readonly batches: BatchesService,
  ) {}

  async order(actor: Actor, input: OrderingTerms): Promise<AppointmentBatchId> {
    requirePermission(actor, 'appointments.manage');
    const step = stepOf(input);
    return this.batches.order(actor, step, await this.chosen(actor, input));
  }

  /** In the order of the list, whatever the order in which they were ticked. */
  private async chosen(
    actor: Actor,
    { appointmentIds, filter }: OrderingTerms,
  ): Promise<readonly NewMember[]> {
    const fits = appointmentIds === null ? filter : { months: MOST_MONTHS };
    const ending = await this.ending.listIds(actor, fits);
    const members = ending.filter(({ id }) => appointmentIds?.includes(id) ?? true);
    const lost = appointmentIds === null ? 0 : new Set(appointmentIds).size - members.length;
    if (lost > 0) throw someEnded(lost);
    if (members.length === 0) throw new InvalidInput({ of: '任期を決める人を選んでください。' });
    return members.map(({ id, termEnd }) => ({ appointmentId: id, oldEnd: termEnd }));
  }
}

function stepOf({ act, termEnd, documentNumber, note }: OrderingTerms) {
  if (act === 'let_expire')
    return { act, termEnd: null, documentNumber: null, note: note.trim(), fileName: null };
  const number = requireText('documentNumber', '決裁の文書番号', documentNumber);
  if (act === 'extend' && termEnd === null)
    throw new InvalidInput({ termEnd: '延長後の任期の終わりを年月日で入力してください。' });
  const why = act === 'extend' ? requireText('note', '延長の理由', note) : note.trim();
  return { act, termEnd, documentNumber: number, note: why, fileName: null };
}

function someEnded(lost: number): Conflict {
  return new Conflict(
    'appointment_batch.changed_meanwhile',
    `選んだうち${String(lost)}名は、任期が終わったか、ほかの担当者が終了を登録しました。まだ何も登録していません。一覧から選び直してください。`,
  );
}
