import { APPOINTMENT_STATES } from '@app/appointments';
import { formulaText, startsAsFormula } from '@app/platform';
import { z } from 'zod';
import { wholeNumberField } from '../../shell/number-fields';
import { dayField } from '../../shared/day-field';
import { type ApiRoute, apiRoute } from '../openapi/api-route';
import { roleField } from '../../shared/role-field';

const HIGHEST_PAGE = 100_000;
const UNKNOWN_ROLE = 'この名前の役割はありません。';
const ROLE = '役割のコード。計画の2つの役割か、市が加えた役割です';
const localDate = z.iso.date();
const wholeNumber = (most: number) =>
  wholeNumberField(`1から${String(most)}までの整数にしてください。`, { least: 1, most });

export const appointmentsQuery = z.object({
  role: roleField(UNKNOWN_ROLE).optional().describe('役割。省くとすべて'),
  state: z
    .enum(APPOINTMENT_STATES, '状態の名前が違います。')
    .optional()
    .describe('今日の状態。省くと、取り消した任命(annulled)のほかすべて'),
  unit: z.string().max(100).optional().describe('任命時または現在の所属コード'),
  endingWithinDays: wholeNumber(3650)
    .optional()
    .describe('任期中で、この日数以内に任期が終わるもの'),
  q: z.string().max(100).optional().describe('職員番号または氏名の一部'),
  page: wholeNumber(HIGHEST_PAGE).default(1).describe('ページ(1から)'),
});

const appointmentSchema = z.object({
  id: z.uuid(),
  staffNumber: z.string(),
  name: z.string(),
  role: z.string().describe(ROLE),
  state: z.enum(APPOINTMENT_STATES),
  termStart: localDate,
  termEnd: localDate.describe('任期の最後の日'),
  endedOn: localDate
    .nullable()
    .describe(
      '途中で終了した場合、任期中である最後の日。先の終了は、{hr}と{programOffice}だけに見えます',
    ),
  endReason: z.string().nullable(),
  recordedLateOn: localDate
    .nullable()
    .describe('任期の始まりより後に登録した場合、登録した日(後から登録)'),
  documentNumber: z.string(),
  unitCode: z
    .string()
    .nullable()
    .describe('任命時の所属。任期が始まる前は、{hr}と{programOffice}のほかには null'),
  unitName: z.string().nullable(),
  currentUnitCode: z.string().nullable(),
  currentUnitName: z.string().nullable(),
});
export const appointmentListSchema = z.object({
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  appointments: z.array(appointmentSchema),
});
export type AppointmentList = z.input<typeof appointmentListSchema>;

export const appointingBody = z
  .object({
    personId: z.uuid('personId が正しくありません。').optional(),
    staffNumber: z.string().max(50).optional().describe('personId の代わりに使えます'),
    role: roleField(UNKNOWN_ROLE).describe(ROLE),
    termStart: dayField('YYYY-MM-DDの日付にしてください。'),
    termEnd: dayField('YYYY-MM-DDの日付にしてください。')
      .optional()
      .describe('省くと、役割の要件で決めた長さ(決めていなければ3年度目の末日)'),
    documentNumber: z
      .string('文書番号を送ってください。')
      .trim()
      .min(1, '文書番号を送ってください。')
      .max(100, '100文字以内にしてください。')
      .refine((text) => !startsAsFormula(text), formulaText('文書番号')),
    note: z.string().trim().max(1000, '1000文字以内にしてください。').default(''),
    warningsAccepted: z
      .boolean('true か false にしてください。')
      .default(false)
      .describe(
        '休職・派遣中、任期前に在職が終わる、過ぎた日からの任命、文書番号の重複などの警告を承知している',
      ),
    warningsSeen: z
      .string()
      .max(2000, '2000文字以内にしてください。')
      .default('')
      .describe(
        '承知した警告の印。警告があると422で返り、errors.warningsSeen がその印です。warningsAccepted とともに送り返してください',
      ),
    warnedReason: z
      .string()
      .max(1000, '1000文字以内にしてください。')
      .optional()
      .describe('必須の要件を満たさないまま任命する理由。満たさないときは必ず送ってください'),
  })
  .refine((body) => body.personId !== undefined || body.staffNumber !== undefined, {
    path: ['staffNumber'],
    error: 'staffNumber か personId を送ってください。',
  })
  .transform(({ warningsAccepted, warningsSeen, ...body }) => ({
    ...body,
    termEnd: body.termEnd ?? null,
    warningsAccepted: warningsAccepted && { seen: warningsSeen },
  }));

export const appointedSchema = z.object({ id: z.uuid() });
export type Appointed = z.input<typeof appointedSchema>;

export const appointmentsRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/appointments',
    summary: '役割の任命(任期中のものから、50件ずつ)',
    permission: 'appointments.read',
    query: appointmentsQuery,
    responses: { 200: { description: '任命', schema: appointmentListSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/appointments',
    summary: '{supporterTitle}または{leaderTitle}に任命する',
    permission: 'appointments.manage',
    body: appointingBody,
    responses: { 201: { description: '任命の番号', schema: appointedSchema } },
  }),
];
