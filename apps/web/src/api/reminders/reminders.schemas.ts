import { LEADS_OF_KINDS, OPEN_REMINDER_KINDS, REMINDER_STATES } from '@app/reminders';
import { z } from 'zod';
import { wholeNumberField } from '../../shell/number-fields';
import { type ApiRoute, apiRoute } from '../openapi/api-route';
import { enteredDay } from '../../shared/day-field';

const HIGHEST_PAGE = 100_000;
const localDate = z.iso.date();
const day = enteredDay.optional();

export const remindersQuery = z.object({
  from: day.describe('計画した日の始め。省くと終わりの30日前'),
  to: day.describe('計画した日の終わり。省くと今日'),
  kind: z.enum(OPEN_REMINDER_KINDS).optional().describe('種類。省くとすべて'),
  state: z.enum(REMINDER_STATES).optional().describe('状態。省くとすべて'),
  person: z.string().max(100).optional().describe('職員番号または氏名の一部'),
  page: wholeNumberField('1以上の整数にしてください。', { least: 1, most: HIGHEST_PAGE })
    .default(1)
    .describe('ページ(1から)'),
});

const reminderSchema = z.object({
  plannedFor: localDate,
  staffNumber: z.string(),
  name: z.string(),
  unitName: z.string().nullable(),
  kind: z.enum(OPEN_REMINDER_KINDS),
  text: z.string().describe('{course}・所属・人の名前'),
  dueOn: localDate,
  lead: z.int().describe(`期限までの日数。${LEADS_OF_KINDS}`),
  reason: z.string(),
  state: z
    .enum(REMINDER_STATES)
    .describe('waiting: 次の開庁日 / no_mailbox: 紙・口頭 / dropped: 送る前に不要になった'),
  sentAt: z.iso.datetime().nullable(),
});

export const reminderListSchema = z.object({
  from: localDate,
  to: localDate,
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  reminders: z.array(reminderSchema),
});
export type ReminderList = z.input<typeof reminderListSchema>;

export const planAnswerSchema = z.object({
  day: localDate,
  isOfficeDay: z.boolean().describe('false: 閉庁日のため何もしません'),
  entries: z.int().describe('新しい通知'),
  digests: z.int().describe('新しい相手(1人1通)'),
});
export type PlanAnswer = z.input<typeof planAnswerSchema>;

export const remindersRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/reminders',
    summary: '通知の記録(新しい順、50件ずつ)',
    permission: 'reminders.read',
    query: remindersQuery,
    responses: { 200: { description: '通知', schema: reminderListSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/reminders/plan',
    summary: '今日の分の通知を計画する(何度呼んでも同じ通知は増えません)',
    permission: 'reminders.plan',
    responses: { 200: { description: '計画した数', schema: planAnswerSchema } },
  }),
];
