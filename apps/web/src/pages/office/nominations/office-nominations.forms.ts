import { nominationsAsked } from '@app/exports';
import { REFUSALS } from '@app/appointments';
import { z } from 'zod';
import { pageNumber } from '../../../shell/view-parts';
import { appointingFields, asAppointing } from '../appointments/appointments.forms';

/** As an appointment, of whom and to what is said by the recommendation. */
export const approvingForm = z.object(appointingFields).transform(asAppointing);

export const refusingForm = z.object({
  outcome: z.enum(REFUSALS, '差し戻すか見送るかを選んでください。'),
  reason: z.string('理由を入力してください。').max(2000, '理由が長すぎます。短くしてください。'),
});

/** The filter of the list; what is not understood counts as not given. */
export const nominationFilter = nominationsAsked.extend({
  page: z.string().optional().catch(undefined).transform(pageNumber),
});
export type NominationListFilter = z.output<typeof nominationFilter>;
