import {
  METRIC_CODES,
  TARGET_KINDS,
  TARGET_SCOPES,
  TARGET_STATES,
  TARGET_STATUSES,
  UNIT_STATES,
} from '@app/coverage';
import { z } from 'zod';
import { type ApiRoute, apiRoute } from '../openapi/api-route';
import { enteredDay } from '../../shared/day-field';

const localDate = z.iso.date();

export const coverageQuery = z.object({
  asOf: enteredDay
    .optional()
    .describe('基準日。省くと今日。内示を見られない人には今日までの日として扱います'),
});

const count = z.int().min(0);
const roleHolder = z.object({
  staffNumber: z.string(),
  name: z.string(),
  termEnd: localDate,
  recordedLateOn: localDate
    .nullable()
    .describe('後から登録: 基準日より後に登録した任命なら、その登録日'),
});
const rate = z.object({
  done: count.describe('修了した人'),
  target: count.describe('対象者(分母)'),
  open: count.describe('未修了の人'),
  leftOut: z
    .object({
      exempt: count,
      onLeave: count,
      seconded: count,
      notEmployed: count,
      employmentType: count,
      earlierAssignment: count.describe('先の指定で受ける人'),
      settledBefore: count.describe('年度より前に済んでいる人'),
      notAssigned: count,
    })
    .describe('分母から除いた人の数を理由ごとに'),
});

/** What is counted of people, in every row and in the total. */
const people = {
  staff: count.describe('在職者'),
  regularStaff: count.describe('正規職員'),
  holders: count.describe('ITパスポート取得者(確認済み)'),
  informationSecurity: rate
    .nullable()
    .describe('この年度の情報セキュリティ研修。年度がまだ始まっていなければ null'),
  aiUse: rate.nullable().describe('この年度のAI活用研修。年度がまだ始まっていなければ null'),
  aiUseEver: rate.nullable().describe('AI活用研修を一度でも修了した人。分母は在職する対象の職員'),
  mandatoryOpen: count.describe('必修が1つでも未修了の人'),
  carriedOver: count.describe('前年度までの必修が残っている人'),
};

const courseSchema = z.object({
  key: z.string(),
  title: z.string().describe('求められている版の題名'),
  fiscalYear: z.int().describe('どの年度の分か'),
  isCarriedOver: z.boolean().describe('前年度までの分で、年度が始まったときに未修了だったもの'),
  ...rate.shape,
});

const unitSchema = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentName: z.string().nullable(),
  insideCode: z
    .string()
    .nullable()
    .describe('この{unit}を内数としている{unit}のコード。あれば、合計には足さない'),
  state: z
    .enum(UNIT_STATES)
    .describe(
      'covered=充足 / short=不足({leader}はいるが、数え方の人数に満たない) / vacant=空白({leader}が1人もいない) / apart=対象外(正規職員なし)',
    ),
  leadersNeeded: count.describe('数え方の版が求める{leader}の人数'),
  leaders: z.array(roleHolder),
  supporters: z.array(roleHolder),
  ...people,
  vacantSince: localDate
    .nullable()
    .describe('空白の{unit}に{leader}がいた最後の日の翌日。一度もいなければ null'),
  daysVacant: count.nullable(),
  risk: z
    .object({ on: localDate, by: z.string(), state: z.enum(['short', 'vacant']) })
    .nullable()
    .describe('半年以内に不足または空白になる見込み'),
  changedLater: count.describe(
    '後から登録: この{unit}についての人数。市全体の changedLater を参照',
  ),
});

const targetSchema = z.object({
  metric: z.enum(METRIC_CODES).describe('何を数えるか'),
  name: z.string().describe('目標の名前'),
  kind: z
    .enum(TARGET_KINDS)
    .describe(
      'per_unit=各{unit}に何名以上 / head_count=人数 / percent=割合(%) / cases=件数 / hours=時間 / status=数のない約束',
    ),
  scope: z.enum(TARGET_SCOPES).describe('every_unit=数える対象のすべての{unit} / city=市全体'),
  facts: z
    .enum(['counted', 'entered'])
    .describe('counted=記録から数えた数 / entered=手で入力した数'),
  now: count.nullable().describe('割合は、切り捨てた整数の%。未入力・数えられないときは null'),
  outOf: count.nullable().describe('各{unit}の目標のとき、数える対象の{unit}の数'),
  rate: rate.nullable(),
  status: z
    .enum(TARGET_STATUSES)
    .nullable()
    .describe(
      '数のない約束の状態。not_started=未着手 / preparing=準備中 / carried_out=実施済み / dropped=取りやめ',
    ),
  enteredAsOf: localDate.nullable().describe('手で入力した数・状態が、いつの時点のものか'),
  target: count.nullable(),
  missing: count.nullable().describe('あといくつか。割合の目標では人数'),
  dueOn: localDate.describe('期限。毎年度の目標では、基準日の年度の末日'),
  isYearly: z.boolean().describe('毎年度の目標か'),
  neededPerYear: z.number().nullable().describe('期限までに、1年あたりいくつ増やすか'),
  milestones: z.array(z.object({ fiscalYear: z.int(), value: count })).describe('年度末の節目'),
  state: z
    .enum(TARGET_STATES)
    .nullable()
    .describe(
      'met=達成 / on_way=途中 / behind=節目に不足 / missed=未達 / not_entered=未入力 / not_started=未着手 / preparing=準備中 / dropped=取りやめ。先の日と、数えられないときは null',
    ),
  validFrom: localDate,
  source: z.string(),
});

export const coverageSchema = z.object({
  asOf: localDate,
  isAhead: z.boolean().describe('先の日の数字か。そのときは、今の登録のまま進んだ場合の数字'),
  joinedLater: count.describe(
    '後から登録: この日より後に職員番号をつないだ、または分けたため、この日の数え方が変わった職員の数',
  ),
  changedLater: count.describe(
    '後から登録: この日の所属・任用・休職・役割が、この日より後に登録された、または取り消された職員の数',
  ),
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
    forecast: z
      .string()
      .nullable()
      .describe('その日までに計算した達成の見通し。先の日と、計算していない日は null'),
    candidates: z
      .object({ count: z.int(), expected: z.int(), low: z.int(), high: z.int() })
      .nullable()
      .describe(
        '練習していて合格の見込みを言える人の数と、この日に受けたとした合格者の数(8割の確からしさの幅)。5人より少ないときと先の日は null',
      ),
  }),
  targets: z.array(targetSchema).describe('基準日に有効な、市の計画の目標のすべて'),
  courses: z.array(courseSchema).describe('必修の{course}ごとの修了。{course}をまたいだ割合はない'),
  units: z.array(unitSchema),
  outside: z
    .array(z.object({ code: z.string().nullable(), name: z.string().nullable(), ...people }))
    .describe('どの{unit}にも属さない職員。code が null の行は、主務の所属がない職員'),
  total: z.object(people).describe('市全体。内数でない units の行と outside の行の合計に等しい'),
});
export type CoverageAnswer = z.input<typeof coverageSchema>;

export const coverageRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/coverage',
    summary:
      '充足状況({unit}の{leader}、ITパスポート取得者、市の計画の研修と必修の修了)を基準日の事実から数える',
    permission: 'coverage.read',
    query: coverageQuery,
    responses: { 200: { description: '基準日の数字と、数え方の版', schema: coverageSchema } },
  }),
];
