import {
  ABSENCES,
  EMPLOYMENT_TYPES,
  POSTING_KINDS,
  GIVEN_WORD_FORM,
  readGivenNumber,
  readGivenWord,
  REPAIRS,
  UNIT_KINDS,
} from '@app/organization';
import { z } from 'zod';
import { type ApiRoute, apiRoute } from '../openapi/api-route';
import { enteredDay } from '../../shared/day-field';

const localDate = z.iso.date();

export const asOfQuery = z.object({
  asOf: enteredDay
    .optional()
    .describe(
      '基準日。省くと今日。内示を見られない人には今日までの日として、所属長には、職員の氏名については今日として扱います',
    ),
});

const unitSchema = z.object({
  code: z.string(),
  name: z.string(),
  kana: z.string(),
  kind: z.enum(UNIT_KINDS),
  parentCode: z.string().nullable(),
  depth: z.int(),
  countsForLeaderKpi: z.boolean().describe('{leaderTitle}を置く{unit}'),
  head: z
    .object({ staffNumber: z.string(), name: z.string(), postTitle: z.string() })
    .nullable()
    .describe('その所属の長。いなければ null'),
  staff: z.int().describe('下の所属を含む職員数'),
});
export const unitListSchema = z.object({ asOf: localDate, units: z.array(unitSchema) });
export type UnitList = z.input<typeof unitListSchema>;

const staffSchema = z.object({
  staffNumber: z.string(),
  name: z.string(),
  kana: z.string(),
  employmentType: z.enum(EMPLOYMENT_TYPES),
  status: z.enum(['active', ...ABSENCES]),
  unitCode: z.string(),
  unitName: z.string(),
  kind: z.enum(POSTING_KINDS),
  postTitle: z.string(),
  isManagerial: z.boolean(),
});
export const staffListSchema = z.object({
  asOf: localDate,
  unitCode: z.string(),
  staff: z.array(staffSchema).describe('下の所属を含む。1人につき所属の数だけ'),
});
export type StaffList = z.input<typeof staffListSchema>;

export const importQuery = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('true: 比べるだけ。false: 取り込めない行がなければ反映'),
});

const effectiveOn = enteredDay.optional().describe('組織だけのときの発令日');

const numberPairs = z
  .string()
  .max(100_000, '長すぎます。')
  .transform((text) => text.split(/[\s,]+/u).filter((part) => part !== ''))
  .transform((parts, context) =>
    parts.flatMap((part) => {
      const given = readGivenNumber(part);
      if (given === null) {
        const message = `「${part}」は「新しい番号=登録済みの番号」の形にしてください。`;
        context.addIssue({ code: 'custom', message });
      }
      return given ?? [];
    }),
  )
  .optional()
  .describe(
    '番号が変わった同じ人(画面の「同じ人として取り込む」)。「901=001」を、カンマで区切って並べる。別の人は「901=」',
  );
const alarmsAccepted = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .optional()
  .describe('alarms(ファイル全体の気になる点)を確かめたうえで反映するとき true');

const repairs = z
  .string()
  .max(100, '長すぎます。')
  .transform((text) => text.split(/[\s,]+/u).filter((part) => part !== ''))
  .pipe(z.array(z.enum(REPAIRS, 'zeros か newer を、カンマで区切って並べてください。')))
  .optional()
  .describe(
    '比べる前に直すこと。zeros: 落ちた先頭の0を補う。newer: 同じ職員の違う行は、新しい行を使う。カンマで区切って並べる',
  );

const source = z
  .string()
  .optional()
  .describe('データの出どころ。市の言葉の読み方を、出どころごとに覚える。省くと 人事給与システム');
const words = z
  .string()
  .max(100_000, '長すぎます。')
  .transform((text) => text.split(/[\n,]+/u).filter((part) => part.trim() !== ''))
  .transform((parts, context) =>
    parts.flatMap((part) => {
      const given = readGivenWord(part);
      if (given === null) {
        const message = `「${part}」は${GIVEN_WORD_FORM}にしてください。`;
        context.addIssue({ code: 'custom', message });
      }
      return given ?? [];
    }),
  )
  .optional()
  .describe(
    '市の言葉の読み方(画面の「言葉の対応」)。「状態:産休=育休」を、カンマか改行で区切って並べる。反映すると、次からも使う',
  );
const sheet = z.string().optional().describe('Excelのシートの名前。省くと見出しで見分ける');

export const importBody = z
  .object({
    units: z.string().optional().describe('組織のCSVの全文'),
    postings: z.string().optional().describe('職員のCSVの全文'),
    effectiveOn,
    samePersons: numberPairs,
    source,
    words,
    repairs,
    alarmsAccepted,
  })
  .describe('JSON は全体で10MBまで');

const csvFile = () => z.file().optional();
const importUpload = z
  .object({
    units: csvFile().describe('組織のCSVかExcelブック(10MBまで)'),
    postings: csvFile().describe('職員のCSVかExcelブック(10MBまで)'),
    effectiveOn,
    samePersons: numberPairs,
    source,
    words,
    unitsSheet: sheet,
    postingsSheet: sheet,
    repairs,
    alarmsAccepted,
  })
  .describe('元のファイルのまま送るとき');

const fileSummarySchema = z
  .object({
    fileName: z.string(),
    encoding: z.string(),
    rows: z.int().describe('create + change + unchanged + refused'),
    create: z.int(),
    change: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    form: z
      .object({
        delimiter: z.string().nullable(),
        sheet: z.string().nullable(),
        skipped: z.array(z.object({ line: z.int(), text: z.string() })),
        unknownColumns: z.array(z.string()),
        mapped: z.array(z.object({ heading: z.string(), column: z.string() })),
        wideRows: z.int().nullable(),
        sent: z
          .object({ byteSize: z.int(), sha256: z.string() })
          .nullable()
          .describe('送ったファイルの大きさと符号'),
      })
      .nullable()
      .describe('読んだ形: 区切り、シート、読み飛ばした行、読んでいない列、読み替えた見出し'),
  })
  .nullable();

const repairSchema = z.object({
  repair: z.enum(REPAIRS),
  count: z.int(),
  examples: z.array(z.string()),
});

export const importAnswerSchema = z.object({
  dryRun: z.boolean(),
  batchId: z.string().nullable().describe('反映した取込み。dryRunでは null'),
  effectiveOn: localDate.describe(
    '発令日。先の日のときは、氏名・フリガナ・メールアドレスもその日に変わる',
  ),
  units: fileSummarySchema,
  postings: fileSummarySchema,
  affectedPeople: z.int(),
  missingPeople: z.int(),
  rows: z
    .array(
      z.object({
        file: z.enum(['units', 'postings']),
        line: z.int(),
        verdict: z.enum(['create', 'change', 'refused']),
        subject: z.string(),
        changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
        problems: z.array(z.object({ column: z.string().nullable(), reason: z.string() })),
      }),
    )
    .describe('変更のない行は含みません'),
  alarms: z
    .array(z.object({ kind: z.string(), message: z.string(), examples: z.array(z.string()) }))
    .describe('ファイル全体の気になる点。あるときは alarmsAccepted がなければ反映しない'),
  suspicions: z.array(z.object({ kind: z.string(), subject: z.string(), message: z.string() })),
  unknownWords: z
    .array(
      z.object({
        ...{ kind: z.string(), word: z.string(), count: z.int() },
        ...{ lines: z.array(z.int()), example: z.string() },
      }),
    )
    .describe('意味の決まっていない市の言葉。words で読み方を示す'),
  usedWords: z
    .array(z.object({ kind: z.string(), word: z.string(), meaning: z.string(), count: z.int() }))
    .describe('読み替えた市の言葉'),
  repairs: z
    .object({ offered: z.array(repairSchema), done: z.array(repairSchema) })
    .describe('行をまとめて直せるところ(offered)と、直したところ(done)。repairs で示すと直す'),
});
export type ImportAnswer = z.input<typeof importAnswerSchema>;

export const organizationRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/units',
    summary: '基準日の所属の一覧({unitHead}は自分の所属とその下だけ)',
    permission: 'team.read',
    query: asOfQuery,
    responses: { 200: { description: '所属', schema: unitListSchema } },
  }),
  apiRoute({
    method: 'get',
    path: '/units/:code/staff',
    summary: '所属とその下の職員の一覧({unitHead}は自分の所属とその下だけ)',
    permission: 'team.read',
    query: asOfQuery,
    responses: { 200: { description: '職員', schema: staffListSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/imports/organization',
    summary: '{hr}のファイルを比べる、または反映する',
    permission: 'organization.import',
    query: importQuery,
    body: importBody,
    upload: importUpload,
    responses: { 200: { description: '取込みの内容', schema: importAnswerSchema } },
  }),
];
