import { isLocalDate } from '@app/platform';
import { z } from 'zod';
import { type ApiRoute, apiRoute } from '../openapi/api-route';

const localDate = z.iso.date();

export const coverageQuery = z.object({
  asOf: z
    .string()
    .refine(isLocalDate, 'YYYY-MM-DDの日付にしてください。')
    .optional()
    .describe('基準日。省くと今日。内示を見られない人には今日までの日として扱います'),
});

const count = z.int().min(0);
const roleHolder = z.object({ staffNumber: z.string(), name: z.string(), termEnd: localDate });
const mandatory = z.object({
  done: count,
  target: count.describe('分母'),
  open: count,
  leftOut: z.object({
    exempt: count,
    onLeave: count,
    seconded: count,
    notEmployed: count,
    employmentType: count,
    notAssigned: count,
  }),
});

const unitSchema = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentName: z.string().nullable(),
  state: z.enum(['covered', 'vacant', 'apart']).describe('充足 / 空白 / 対象外(正規職員なし)'),
  leaders: z.array(roleHolder),
  supporters: z.array(roleHolder),
  regularStaff: count,
  holders: count,
  mandatory,
  vacantSince: localDate
    .nullable()
    .describe('最後に充足していた日の翌日。一度も充足していなければ null'),
  daysVacant: count.nullable(),
  risk: z
    .object({ on: localDate, by: z.string() })
    .nullable()
    .describe('半年以内に空白になる見込み'),
});

export const coverageSchema = z.object({
  asOf: localDate,
  rule: z.object({ version: z.int(), validFrom: localDate, validUntil: localDate.nullable() }),
  leaderCoverage: z.object({
    covered: count,
    counting: count,
    missing: count,
    apart: count.describe('対象外の{unit}'),
    dueOn: localDate.nullable(),
    daysLeft: z.int().nullable(),
    leaders: count.describe('1人を1回だけ数えた人数'),
    supporters: count,
  }),
  holders: z.object({
    now: count.describe('確認済みの人数'),
    target: z.int().nullable(),
    missing: count.nullable(),
    provisional: count.describe('合格見込み'),
    reported: count.describe('確認待ち'),
    booked: count.describe('受験予定'),
    higherOnly: count.describe('上位の試験だけに合格'),
    dueOn: localDate.nullable(),
    daysLeft: z.int().nullable(),
    forecast: z.string().nullable(),
  }),
  mandatory,
  units: z.array(unitSchema),
});
export type CoverageAnswer = z.input<typeof coverageSchema>;

export const coverageRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/coverage',
    summary: '充足状況({unit}の{leader}、ITパスポート取得者、必修の修了)を基準日の事実から数える',
    permission: 'coverage.read',
    query: coverageQuery,
    responses: { 200: { description: '基準日の数字と、数え方の版', schema: coverageSchema } },
  }),
];
