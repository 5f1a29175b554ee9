import { ACTIVE_DAYS } from '@app/appointments';
import {
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  POSTING_KIND_WORDS,
  POSTING_KINDS,
} from '@app/organization';
import { formatDateShort, formatRange, type LocalDate, words } from '@app/platform';
import { z } from 'zod';

/** What a version of the counting rule decides; the defaults are the rule of a version that does not say. */
export const countingRuleDefinition = z.object({
  leaderPostingKinds: z.array(z.string()).default(['primary']),
  includeUnitsBelow: z.boolean().default(true),
  excludeAbsent: z.boolean().default(true),
  minimumLeaders: z.int().min(1).default(1),
  holderCertificationCodes: z.array(z.string()).default(['ip']),
  /** Whether a certificate that counts as one of them makes a holder, too. */
  holderEquivalents: z.boolean().default(false),
  mandatoryEmploymentTypes: z.array(z.string()).default(['regular']),
  regularEmploymentTypes: z.array(z.string()).default(['regular']),
});

export interface CountingRule extends z.output<typeof countingRuleDefinition> {
  readonly version: number;
  readonly validFrom: LocalDate;
  /** The day before the next version begins; null for the newest. */
  readonly validUntil: LocalDate | null;
  readonly note: string;
}

export interface RuleSentence {
  readonly title: string;
  readonly text: string;
}

const FIRST_DAY = '2000-01-01';

/** Stands in every answer beside the number: which version counted, and since when it is valid. */
export function ruleLabel(rule: CountingRule): string {
  return `数え方 第${String(rule.version)}版(${ruleValidity(rule)})`;
}

/**
 * From when to when a version is valid. The first holds from before anything was counted: its technical first day says
 * nothing to a reader.
 */
export function ruleValidity({ validFrom, validUntil }: CountingRule): string {
  const isFirst = validFrom <= FIRST_DAY;
  if (validUntil === null) return isFirst ? '当初から' : `${formatDateShort(validFrom)}から`;
  return isFirst ? `${formatDateShort(validUntil)}まで` : formatRange(validFrom, validUntil);
}

/** The whole rule in words, each sentence beside the numbers it decides. */
export function ruleSentences(rule: CountingRule): RuleSentence[] {
  return [
    { title: `数える${words.unit}`, text: unitsText(rule) },
    { title: `${words.unit}の充足(${words.leaderTitle})`, text: leadersText(rule) },
    {
      title: words.supporterTitle,
      text: supportersText(rule),
    },
    { title: 'ITパスポート取得者', text: holdersText(rule) },
    { title: 'その他の資格の取得者', text: otherCertificatesText(rule) },
    { title: '合格見込み・受験予定', text: PIPELINE_TEXT },
    {
      title: '上位の試験だけに合格している人',
      text: rule.holderEquivalents
        ? '取得者の人数に含め、そのうちの人数を別に示します。'
        : '取得者の人数には含めず、参考として別に示します。',
    },
    { title: '情報セキュリティ研修', text: securityText(rule) },
    { title: 'AI活用研修(この年度)', text: aiText(rule) },
    { title: 'AI活用研修(一度でも修了)', text: aiEverText(rule) },
    { title: `必修の${words.course}ごとの修了`, text: courseText(rule) },
    { title: '前年度までの必修', text: carriedOverText(rule) },
    { title: '必修が未修了の人', text: mandatoryText(rule) },
    {
      title: '空白の始まり',
      text: `${words.leader}がいた最後の日の翌日です。任命・所属・在職・休職などの記録から計算します。一度もいたことのない${words.unit}は「一度も置いたことがない」と示します。`,
    },
    {
      title: '人の数え方',
      text: `兼務があっても、市全体の人数では1人として数えます。${words.unit}の名前は基準日のものです。`,
    },
  ];
}

export function supportersText(rule: CountingRule): string {
  return `${words.leader}と同じ条件で数えます(人数の基準はありません)。${absentText(rule)}`;
}

/** What makes a supporter an active one, for the promise of the plan. */
export function activeText(): string {
  return `そのうち、基準日までの${String(ACTIVE_DAYS)}日間に活動の記録が1件以上ある人を「活動している${words.supporter}」として数えます。`;
}

/** Whatever is verified and does not count as ITパスポート. */
export function otherCertificatesText({ holderEquivalents }: CountingRule): string {
  const without = holderEquivalents ? 'とITパスポートとして数える上位の資格' : '';
  return `基準日に在職し、ITパスポート${without}を除く資格の確認が済んでいる人を、1人1回だけ数えます。有効期限の過ぎた資格と、確認を取り消した資格は数えません。`;
}

export function holdersText({ holderEquivalents }: CountingRule): string {
  return holderEquivalents
    ? `${HOLDERS_TEXT}資格の一覧で基準日に「ITパスポートとして数える」とした上位の資格も数えます。`
    : HOLDERS_TEXT;
}

const HOLDERS_TEXT =
  '基準日に在職し、基準日までに合格の確認が済んだ人を数えます。同じ人が何度報告しても1人です。採用前の合格も数えます。誤りが分かって確認を取り消したものは、取り消した日から数えません。休職・派遣中の人も在職者として数えます。';

const PIPELINE_TEXT =
  '確認済みの人を除き、合格を報告して確認を待っている人を「確認待ち」、試験直後の画面で合格してまだ報告していない人を「合格見込み」、基準日以後の受験を申し込んでいる人を「受験予定」として、別に示します。1人は、この順で最初に当てはまる1つだけに数えます。';

export function unitsText(rule: CountingRule): string {
  return `数える対象の印が付いている${words.unit}・室などで、基準日に存在するものです。${typeNames(rule.regularEmploymentTypes)}が1人もいない${words.unit}は「対象外」として別に示します。`;
}

export function leadersText(rule: CountingRule): string {
  const kinds = rule.leaderPostingKinds.map(postingKindWord).join('・');
  const place = rule.includeUnitsBelow
    ? `その${words.unit}(下の係・室を含む)`
    : `その${words.unit}`;
  return `基準日に任期中の${words.leaderTitle}で、${kinds}の所属が${place}にある人が${String(rule.minimumLeaders)}人以上いれば「充足」${belowText(rule)}です。異動した場合、任期は続き、元の${words.unit}ではその日から数えません。${absentText(rule)}`;
}

function belowText({ minimumLeaders }: CountingRule): string {
  return minimumLeaders === 1
    ? '、いなければ「空白」'
    : '、満たなければ「不足」、1人もいなければ「空白」';
}

/** Whether a leader is enough, in the words that follow 「…課に」: as many as the rule asks for. */
export function coveredWords({ minimumLeaders }: Pick<CountingRule, 'minimumLeaders'>): string {
  return minimumLeaders === 1
    ? `${words.leaderTitle}がいます`
    : `${words.leaderTitle}が${String(minimumLeaders)}名以上います`;
}

/** What is missing where a unit is not covered, before 「課」. */
export function vacantWords({ minimumLeaders }: Pick<CountingRule, 'minimumLeaders'>): string {
  return minimumLeaders === 1
    ? `${words.leader}がいない${words.unit}`
    : `${words.leader}が${String(minimumLeaders)}名に満たない${words.unit}`;
}

/** What a unit is about to become that loses a leader it needs, before 「課」. */
export function riskWords({ minimumLeaders }: Pick<CountingRule, 'minimumLeaders'>): string {
  return minimumLeaders === 1
    ? `半年以内に空白になる${words.unit}`
    : `半年以内に空白・不足になる${words.unit}`;
}

/** The plan's promise of every fiscal year, with its own numerator and denominator. */
export function securityText(rule: CountingRule): string {
  return `基準日の年度の情報セキュリティ研修を受けるように決められた${typeNames(rule.mandatoryEmploymentTypes)}のうち、その年度の版を修了した人の割合です。前の年度の修了は数えません。${leftOutText(rule)}`;
}

export function aiText(rule: CountingRule): string {
  return `基準日の年度のAI活用研修を受けるように決められた${typeNames(rule.mandatoryEmploymentTypes)}のうち、修了した人の割合です。${leftOutText(rule)}`;
}

export function aiEverText(rule: CountingRule): string {
  return `基準日に在職する${typeNames(rule.mandatoryEmploymentTypes)}のうち、AI活用研修を、年度にかかわらず一度でも修了した人の割合です。受講の指定がない人も分母に含みます。${absentLeftOutText(rule)}`;
}

export function courseText(rule: CountingRule): string {
  return `必修の${words.course}ごとに、受けるように決められた${typeNames(rule.mandatoryEmploymentTypes)}のうち、修了した人の割合を示します。${words.course}をまたいだ割合は示しません。${leftOutText(rule)}`;
}

export function carriedOverText(rule: CountingRule): string {
  return `前の年度までに決められた必修のうち、基準日にまだ修了していないものです。この年度の分とは別に、元の年度の名前で示します。対象は${typeNames(rule.mandatoryEmploymentTypes)}です。修了・免除・年度締めで終わります。${absentLeftOutText(rule)}`;
}

export function mandatoryText(rule: CountingRule): string {
  return `基準日に必修が1つでも残っている${typeNames(rule.mandatoryEmploymentTypes)}の人数です(前年度までの未修了を含みます)。${leftOutText(rule)}`;
}

/** Who is in no denominator; one rule for everything that is learnt. */
function leftOutText({ excludeAbsent }: CountingRule): string {
  const absent = excludeAbsent ? '休職・育休中の人、派遣中の人、' : '';
  return `免除された人、${absent}指定のない人は分母から除き、人数を理由ごとに示します。`;
}

function absentLeftOutText({ excludeAbsent }: CountingRule): string {
  return excludeAbsent ? '休職・育休中の人と派遣中の人は除き、人数を理由ごとに示します。' : '';
}

function absentText(rule: CountingRule): string {
  return rule.excludeAbsent
    ? '休職・育休・派遣中の間は数えません。'
    : '休職・育休・派遣中の人も数えます。';
}

function typeNames(types: readonly string[]): string {
  return types.map(staffWord).join('・');
}

/** 「正規」 is 「正規職員」 in a sentence; a type whose word says so already stays as it is. */
function staffWord(type: string): string {
  const word = isOneOf(EMPLOYMENT_TYPES, type) ? EMPLOYMENT_TYPE_WORDS[type] : type;
  return /職員?$/.test(word) ? word : `${word}職員`;
}

function postingKindWord(kind: string): string {
  return isOneOf(POSTING_KINDS, kind) ? POSTING_KIND_WORDS[kind] : kind;
}

function isOneOf<Code extends string>(codes: readonly Code[], text: string): text is Code {
  return (codes as readonly string[]).includes(text);
}
