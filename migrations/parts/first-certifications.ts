/** A qualification of the list that the product comes with. */
export interface FirstCertification {
  readonly code: string;
  readonly name: string;
  /** As people say it. */
  readonly shortName: string;
  readonly kind: 'national' | 'private';
  readonly issuer: string;
  /** ITSS; none: it has no place there. */
  readonly level?: number;
  readonly feeYen?: number;
  readonly renewal?: {
    readonly kind: 'continuing_education';
    readonly years?: number;
    readonly windowDays?: number;
  };
  readonly evidence: readonly string[];
  readonly url?: string;
  readonly aliases?: readonly string[];
  /** Codes of what it counts as. What those count as, it counts as, too. */
  readonly countsAs?: readonly string[];
  /** What nobody has looked up at the issuer yet; none: certain. */
  readonly unsure?: string;
}

/** When the facts were looked up. */
export const FACTS_OF = '2026-11-01';

const IPA = 'IPA(国家試験)';
const IPA_URL = 'https://www.ipa.go.jp/shiken/';
const PASS = ['pass_certificate'] as const;

/**
 * 資格の一覧, as it begins. What was read at the issuer is certain; what was only read elsewhere, or is generally known, is said
 * to be unsure until HR has looked it up. That the national exams count upwards is what the first counting rule said.
 */
export const FIRST_CERTIFICATIONS: readonly FirstCertification[] = [
  {
    ...{ code: 'ip', name: 'ITパスポート試験', shortName: 'ITパスポート', kind: 'national' },
    ...{ issuer: IPA, level: 1, feeYen: 7500, evidence: PASS },
    url: 'https://www3.jitec.ipa.go.jp/JitesCbt/',
    aliases: ['iパス', 'アイパス', 'ITパス'],
    unsure: '合格に期限がないこと',
  },
  {
    ...{ code: 'sg', name: '情報セキュリティマネジメント試験', kind: 'national', issuer: IPA },
    ...{ shortName: '情報セキュリティマネジメント', level: 2, feeYen: 7500, evidence: PASS },
    ...{ url: IPA_URL, aliases: ['セキュマネ', '情報セキュマネ'], countsAs: ['ip'] },
    unsure: '受験料、合格に期限がないこと',
  },
  {
    ...{ code: 'fe', name: '基本情報技術者試験', shortName: '基本情報技術者', kind: 'national' },
    ...{ issuer: IPA, level: 2, feeYen: 7500, evidence: PASS, url: IPA_URL },
    ...{ aliases: ['基本情報', 'FE試験'], countsAs: ['ip'] },
    unsure: '受験料、合格に期限がないこと',
  },
  {
    ...{ code: 'ap', name: '応用情報技術者試験', shortName: '応用情報技術者', kind: 'national' },
    ...{ issuer: IPA, level: 3, feeYen: 7500, evidence: PASS, url: IPA_URL },
    ...{ aliases: ['応用情報', 'AP試験'], countsAs: ['fe'] },
    unsure: '受験料、合格に期限がないこと、令和9年度の試験制度の見直し(廃止の日と後継)',
  },
  {
    ...{ code: 'riss', name: '情報処理安全確保支援士', shortName: '情報処理安全確保支援士' },
    ...{ kind: 'national', issuer: 'IPA', level: 4, evidence: ['registration_card'] },
    renewal: { kind: 'continuing_education', years: 3, windowDays: 60 },
    url: 'https://www.ipa.go.jp/jinzai/riss/',
    aliases: ['登録セキスペ', '支援士'],
    countsAs: ['sg'],
    unsure: '水準、令和9年度の試験制度の見直し',
  },
  {
    ...{ code: 'g-kentei', name: 'G検定', shortName: 'G検定', kind: 'private', feeYen: 13_200 },
    ...{ issuer: '日本ディープラーニング協会', evidence: PASS, aliases: ['JDLA G検定'] },
    unsure: '受験料、合格に期限がないこと',
  },
  {
    ...{ code: 'ds-lit', name: 'データサイエンティスト検定 リテラシーレベル', kind: 'private' },
    ...{ shortName: 'DS検定', issuer: 'データサイエンティスト協会', feeYen: 11_000 },
    ...{ evidence: PASS, aliases: ['データサイエンティスト検定', 'DS検定リテラシーレベル'] },
    unsure: '受験料、合格に期限がないこと',
  },
  {
    ...{ code: 'genai-pass', name: '生成AIパスポート', shortName: '生成AIパスポート' },
    ...{ kind: 'private', issuer: '生成AI活用普及協会(GUGA)', feeYen: 11_000, evidence: PASS },
    unsure: '合格の期限、令和9年2月からの新しいシラバス',
  },
  {
    ...{ code: 'mos', name: 'マイクロソフト オフィス スペシャリスト', shortName: 'MOS' },
    ...{ kind: 'private', issuer: 'Microsoft/オデッセイコミュニケーションズ' },
    ...{ evidence: [...PASS, 'screen_copy'], aliases: ['Microsoft Office Specialist'] },
    unsure: '受験料(区分による)、合格に期限がないこと(バージョンごと)',
  },
  {
    ...{ code: 'toukei', name: '統計検定', shortName: '統計検定', kind: 'private' },
    ...{ issuer: '実施団体を要確認', evidence: PASS },
    unsure: '実施団体、受験料、合格に期限がないこと',
  },
  {
    ...{ code: 'pmp', name: 'PMP(プロジェクトマネジメント・プロフェッショナル)' },
    ...{ shortName: 'PMP', kind: 'private', issuer: '実施団体を要確認' },
    renewal: { kind: 'continuing_education' },
    evidence: ['registration_card', 'screen_copy'],
    unsure: '実施団体、受験料、更新の年数(継続教育で維持)',
  },
  {
    ...{ code: 'cissp', name: 'CISSP', shortName: 'CISSP', kind: 'private' },
    issuer: '実施団体を要確認',
    renewal: { kind: 'continuing_education' },
    evidence: ['registration_card', 'screen_copy'],
    unsure: '実施団体、受験料、更新の年数(継続教育で維持)',
  },
];

/** What different spellings of one name have in common; a copy of what the product does with a name, as it was then. */
export function keyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
