import { z } from 'zod';
import { wholeNumberField } from '../../shell/number-fields';
import { apiRoute } from '../openapi/api-route';

const STATES = [
  'reported',
  'verified',
  'returned',
  'withdrawn',
  'revoked',
  'annulled',
  'set_aside',
] as const;
const TYPED_LENGTH = 200;
/** 200 KB of JSON is what a request may hold; larger evidence is sent as multipart/form-data. */
const BASE64_LENGTH = 190_000;
const typed = z.string().trim().max(TYPED_LENGTH, '長すぎます。短くしてください。');

export const certificationRecordSchema = z.object({
  id: z.uuid(),
  staffNumber: z.string(),
  personName: z.string(),
  certificationCode: z.string().describe('ip = ITパスポート試験'),
  certificationName: z.string(),
  passedOn: z.iso.date(),
  certificateNumber: z.string(),
  validUntil: z.iso
    .date()
    .nullable()
    .describe('有効期限(この日まで数えます)。期限のない資格は null です'),
  nameOnCertificate: z.string().nullable().describe('証書の氏名。いまの氏名と同じときは null です'),
  renewsId: z.uuid().nullable().describe('更新のとき、前の期間の報告の id'),
  evidenceKind: z
    .enum(['file', 'hr_record'])
    .describe('file = 証明書類、hr_record = {hr}の記録(一括登録)'),
  state: z.enum(STATES).describe('verified になったものだけを取得者として数えます'),
  reportedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  returnReason: z.string().nullable(),
  revokedAt: z.iso.datetime().nullable().describe('確認を取り消した日時。この日から数えません'),
  revokeReason: z.string().nullable(),
});
export type CertificationRecordJson = z.output<typeof certificationRecordSchema>;

export const recordListSchema = z.object({
  items: z.array(certificationRecordSchema),
  total: z.int(),
});

export const listQuery = z.object({
  scope: z
    .enum(['mine', 'all'], 'mine か all を指定してください。')
    .default('mine')
    .describe('mine = 自分の報告、all = 全職員の報告({hr}・{programOffice}・監査)'),
  state: z.enum(STATES, '状態の指定が正しくありません。').optional(),
  certification: typed.optional().describe('資格の符号'),
  unit: typed.optional().describe('所属の符号。下の組織を含みます(scope=all のとき)'),
  page: wholeNumberField('ページは1以上、100000以下の整数です。', { least: 1, most: 100_000 })
    .default(1)
    .describe('1ページは100件です(scope=all のとき)'),
});

/** What is missing is told by the lib, all at once. */
export const reportBody = z.object({
  staffNumber: typed.default('').describe('ほかの職員に代わって報告するとき({hr})'),
  certificationCode: typed.default(''),
  passedOn: typed.default('').describe('YYYY-MM-DD'),
  certificateNumber: typed.default(''),
  validUntil: typed.default('').describe('有効期限があるとき YYYY-MM-DD'),
  nameOnCertificate: typed.default('').describe('証書の氏名が、旧姓などでいまの氏名と違うとき'),
  renewsId: typed.default('').describe('更新を報告するとき、前の期間の報告の id'),
  evidenceName: typed.default('').describe('JSON で送るときのファイル名'),
  evidenceBase64: z
    .base64('Base64 の文字列にしてください。')
    .max(BASE64_LENGTH, 'JSON で送れる大きさを超えています。multipart/form-data で送ってください。')
    .optional()
    .describe('JSON で送るときの証明書類。140KBを超えるものは multipart/form-data で送ります'),
});

const reportDocument = reportBody.extend({
  evidence: z
    .file()
    .optional()
    .describe('証明書類(JPEGは50MB、PDF・PNGは10MBまで。10MBをこえるJPEGは縮めて保存します)'),
});

export const returnBody = z.object({
  reason: z.string().max(2000, '理由が長すぎます。短くしてください。').default(''),
});

export const recordStateSchema = certificationRecordSchema.pick({ id: true, state: true });

export const certificationRecordRoutes = [
  apiRoute({
    method: 'get',
    path: '/certification-records',
    summary: '資格の報告の一覧',
    permission: 'self',
    query: listQuery,
    responses: { 200: { description: '報告の一覧', schema: recordListSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/certification-records',
    summary: '資格の報告(multipart/form-data、または小さな証明書類なら JSON)',
    permission: 'self',
    body: reportDocument,
    bodyType: 'multipart/form-data',
    responses: { 201: { description: '報告しました', schema: recordStateSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/certification-records/:id/verify',
    summary: '資格の確認(自分の資格と、自分が報告したものはできません)',
    permission: 'certifications.verify',
    responses: { 200: { description: '確認しました', schema: recordStateSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/certification-records/:id/return',
    summary: '資格の報告の差戻し',
    permission: 'certifications.verify',
    body: returnBody,
    responses: { 200: { description: '差し戻しました', schema: recordStateSchema } },
  }),
  apiRoute({
    method: 'post',
    path: '/certification-records/:id/revoke',
    summary: '誤った確認の取消し(自分の資格と、自分が確認したものはできません)',
    permission: 'certifications.verify',
    body: returnBody,
    responses: { 200: { description: '取り消しました', schema: recordStateSchema } },
  }),
];
