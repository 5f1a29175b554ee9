import { Injectable } from '@nestjs/common';
import {
  dxRoles,
  type IssuedLetter,
  LetterQueries,
  REGISTER_SORTS,
  roleTitle,
} from '@app/appointments';
import { formatDateShort, formatFiscalYear, parseFiscalYear, things } from '@app/platform';
import { z } from 'zod';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { REGISTER_IN_FILES } from './register.list';

/** The filter of the register; what is not understood counts as not given. */
export const registerAsked = z.object({
  role: z
    .string()
    .refine((role) => dxRoles().includes(role))
    .optional()
    .catch(undefined),
  year: z
    .string()
    .transform((text) => parseFiscalYear(text) ?? undefined)
    .optional()
    .catch(undefined),
  sort: z.enum(REGISTER_SORTS).optional().catch(undefined),
});
export type RegisterSearch = z.output<typeof registerAsked>;

/** 任命簿. */
@Injectable()
export class RegisterSource extends ListSource<IssuedLetter> {
  readonly key = 'letter_register';
  readonly permission = 'appointments.read';

  constructor(private readonly letters: LetterQueries) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<IssuedLetter>> {
    const { role, year, sort } = registerAsked.parse(query);
    const filter = { role, fiscalYear: year, sort };
    const { total } = await this.letters.listRegister(actor, filter, { page: 1, pageSize: 1 });
    const words = conditionText([
      ['役割', role && roleTitle(role)],
      ['書面の日付', year === undefined ? '' : formatFiscalYear(year)],
    ]);
    return {
      list: REGISTER_IN_FILES,
      total,
      title: `${REGISTER_IN_FILES.name}(${formatDateShort(today)}現在${words}、${things(total)})`,
      suffix: today,
      rows: async (slice) => (await this.letters.listRegister(actor, filter, slice)).rows,
    };
  }
}
