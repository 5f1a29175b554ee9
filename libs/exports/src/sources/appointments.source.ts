import { Injectable } from '@nestjs/common';
import {
  APPOINTMENT_STATE_WORDS,
  APPOINTMENT_STATES,
  AppointmentQueries,
  type AppointmentRow,
  dxRoles,
  roleTitle,
} from '@app/appointments';
import { UnitQueries } from '@app/organization';
import { addDays, formatDateShort, type LocalDate, things } from '@app/platform';
import { z } from 'zod';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { appointmentsInFiles } from './appointments.list';

/** The filter of the list; what is not understood counts as not given. */
export const appointmentFilter = z.object({
  role: z
    .string()
    .refine((role) => dxRoles().includes(role))
    .optional()
    .catch(undefined),
  state: z.enum(APPOINTMENT_STATES).optional().catch(undefined),
  unit: z.string().min(1).max(100).optional().catch(undefined),
  q: z.string().min(1).max(100).optional().catch(undefined),
  ending: z.enum(['30', '90', '180']).optional().catch(undefined),
});
export type AppointmentListFilter = z.output<typeof appointmentFilter>;

/** The same as the queries take it. */
export function wantedAppointments(
  { role, state, unit, q, ending }: AppointmentListFilter,
  on: LocalDate,
) {
  const endingBy = ending && addDays(on, Number(ending));
  return { on, role, state, unitCode: unit, endingBy, text: q };
}

/** 任命の一覧. */
@Injectable()
export class AppointmentsSource extends ListSource<AppointmentRow> {
  readonly key = 'appointments';
  readonly permission = 'appointments.read';

  constructor(
    private readonly appointments: AppointmentQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<AppointmentRow>> {
    const filter = appointmentFilter.parse(query);
    const wanted = wantedAppointments(filter, today);
    const { total } = await this.appointments.list(actor, { ...wanted, page: 1, pageSize: 1 });
    const asked = await this.wordsOf(filter, today);
    return {
      list: appointmentsInFiles(today),
      total,
      title: `任命の一覧(${formatDateShort(today)}現在${asked}、${things(total)})`,
      suffix: today,
      rows: async (slice) => (await this.appointments.list(actor, { ...wanted, ...slice })).rows,
    };
  }

  private async wordsOf(filter: AppointmentListFilter, today: LocalDate): Promise<string> {
    const { role, state, unit, q, ending } = filter;
    const units = unit === undefined ? [] : await this.units.listUnits(today);
    return conditionText([
      ['検索', q],
      ['役割', role && roleTitle(role)],
      ['状態', state && APPOINTMENT_STATE_WORDS[state]],
      ['所属', unit && (units.find(({ code }) => code === unit)?.name ?? unit)],
      ['任期の終わり', ending && `${ending}日以内`],
    ]);
  }
}
