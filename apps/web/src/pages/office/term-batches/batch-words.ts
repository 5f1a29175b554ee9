import { type AppointmentBatch, BATCH_ACT_WORDS, batchState } from '@app/appointments';
import { formatDateShort } from '@app/platform';
import { type ChipView, stateChip } from '../../../shell/signs';

export function batchHref(id: string): string {
  return `/appointments/batches/${id}`;
}

export function batchChip(batch: AppointmentBatch): ChipView {
  return stateChip(`appointment_batch.${batchState(batch)}`);
}

/** 「任期の延長(令和10年3月31日まで)」 */
export function actText({ act, termEnd }: Pick<AppointmentBatch, 'act' | 'termEnd'>): string {
  const until = termEnd === null ? '' : `(${formatDateShort(termEnd)}まで)`;
  return `${BATCH_ACT_WORDS[act]}${until}`;
}
