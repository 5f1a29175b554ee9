import { isLocalDate, type LocalDate } from '@app/platform';

export const CERTIFICATION_KINDS = ['national', 'public', 'private'] as const;
export type CertificationKind = (typeof CERTIFICATION_KINDS)[number];

export const RENEWAL_KINDS = ['none', 'fixed_term', 'continuing_education'] as const;
export type RenewalKind = (typeof RENEWAL_KINDS)[number];

/** What a report of it can be proven by. */
export const EVIDENCE_KINDS = [
  'pass_certificate',
  'registration_card',
  'screen_copy',
  'hr_record',
  'other',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** ITSS has seven. */
export const HIGHEST_LEVEL = 7;

export interface FactBounds {
  readonly least: number;
  readonly most: number;
}
export const FACT_BOUNDS = {
  level: { least: 1, most: HIGHEST_LEVEL },
  feeYen: { least: 0, most: 10_000_000 },
  renewalYears: { least: 1, most: 30 },
  renewalWindowDays: { least: 1, most: 365 },
} as const satisfies Readonly<Record<string, FactBounds>>;
/** All of it is carried by an address from the form to the page that shows what changes. */
const MOST_ALIASES = 10;
const LONGEST_NAME = 60;
const LONGEST_ADDRESS = 200;
const LONGEST_NOTE = 100;

/** Addresses of the pages of the list itself. */
const RESERVED = ['new', 'export'];

/** What is known of a qualification from a day on. */
export interface CertificationFacts {
  readonly name: string;
  /** As people here say it. */
  readonly shortName: string;
  readonly kind: CertificationKind;
  readonly issuer: string;
  /** ITSS; null: it has no place there. */
  readonly level: number | null;
  readonly feeYen: number | null;
  readonly renewalKind: RenewalKind;
  readonly renewalYears: number | null;
  /** So many days before the end it is renewed at the latest. */
  readonly renewalWindowDays: number | null;
  readonly evidence: readonly EvidenceKind[];
  readonly url: string | null;
  /** Other names of it, as people and files write them. */
  readonly aliases: readonly string[];
  /** Codes of those where it counts when they are asked for. */
  readonly countsAs: readonly string[];
  /** The first day on which it could be passed; null: not certain. */
  readonly firstExamOn: LocalDate | null;
  /** The last day on which it can be passed; who passed up to it keeps it. */
  readonly lastExamOn: LocalDate | null;
  readonly successorCode: string | null;
  /** What is still to be looked up at the issuer; null: nothing. */
  readonly unsure: string | null;
  /** When the facts were looked up. */
  readonly factsOf: LocalDate;
}

/** What different spellings of one name have in common: width, case, spaces and signs do not matter. */
export function certificationKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Every name of it, each once by its key, its own before the others. */
export function namesOf({
  name,
  shortName,
  aliases,
}: Pick<CertificationFacts, 'name' | 'shortName' | 'aliases'>): readonly {
  readonly key: string;
  readonly alias: string;
}[] {
  const all = [name, shortName, ...aliases].map((alias) => ({
    alias,
    key: certificationKey(alias),
  }));
  return all.filter(
    ({ key }, index) => key !== '' && all.findIndex((it) => it.key === key) === index,
  );
}

/** What is wrong with a code, or null. */
export function codeProblem(code: string): string | null {
  return /^[a-z][a-z0-9-]{0,29}$/.test(code) && !RESERVED.includes(code)
    ? null
    : 'コードは、英小文字で始まる30文字以内の英小文字・数字・ハイフンで入力してください。';
}

/** What is wrong with the facts, by field; empty when nothing is. */
export function factProblems(facts: CertificationFacts, today: LocalDate): Record<string, string> {
  const { unsure, issuer } = facts;
  return withoutNulls({
    name: nameProblem('名称', facts.name),
    shortName: nameProblem('市での呼び方', facts.shortName),
    issuer: textProblem('実施団体', issuer, LONGEST_NAME),
    level: rangeProblem('水準', facts.level, FACT_BOUNDS.level),
    feeYen: rangeProblem('受験料', facts.feeYen, FACT_BOUNDS.feeYen),
    ...renewalProblems(facts),
    evidence: facts.evidence.length === 0 ? '証明書類を1つ以上選んでください。' : null,
    url: addressProblem(facts.url),
    aliases: aliasProblem(facts.aliases),
    unsure: unsure === null ? null : textProblem('確かめること', unsure, LONGEST_NOTE),
    factsOf: factsOfProblem(facts.factsOf, today),
    lastExamOn: lastExamProblem(facts),
  });
}

function factsOfProblem(factsOf: string, today: LocalDate): string | null {
  if (!isLocalDate(factsOf)) return '調べた日を日付で入力してください。';
  return factsOf > today ? '調べた日は、本日までの日を入力してください。' : null;
}

function lastExamProblem({
  firstExamOn,
  lastExamOn,
  successorCode,
}: CertificationFacts): string | null {
  if (lastExamOn === null)
    return successorCode === null
      ? null
      : '後継の資格を選んだときは、最後の試験の日を入力してください。';
  return firstExamOn !== null && lastExamOn < firstExamOn
    ? '最後の試験の日は、最初の試験の日以後の日を入力してください。'
    : null;
}

function renewalProblems(facts: CertificationFacts): Record<string, string | null> {
  const { renewalKind, renewalYears, renewalWindowDays } = facts;
  if (renewalKind === 'none') {
    const text = '無期限の資格には入力できません。空欄にしてください。';
    return {
      renewalYears: renewalYears === null ? null : text,
      renewalWindowDays: renewalWindowDays === null ? null : text,
    };
  }
  const isMissing = renewalKind === 'fixed_term' && renewalYears === null;
  return {
    renewalYears: isMissing
      ? '期限のある資格は、有効な年数を入力してください。'
      : rangeProblem('有効な年数', renewalYears, FACT_BOUNDS.renewalYears),
    renewalWindowDays: rangeProblem(
      '更新の手続きの日数',
      renewalWindowDays,
      FACT_BOUNDS.renewalWindowDays,
    ),
  };
}

function nameProblem(label: string, name: string): string | null {
  if (name !== '' && certificationKey(name) === '')
    return `${label}に、文字か数字を入れてください。`;
  return textProblem(label, name, LONGEST_NAME);
}

function textProblem(label: string, text: string, most: number): string | null {
  if (text === '') return `${label}を入力してください。`;
  return text.length > most ? `${label}は${String(most)}文字以内で入力してください。` : null;
}

function rangeProblem(label: string, value: number | null, bounds: FactBounds): string | null {
  const { least, most } = bounds;
  if (value === null || (Number.isInteger(value) && value >= least && value <= most)) return null;
  return outOfRange(label, bounds);
}

/** Which numbers are meant. */
export function outOfRange(label: string, { least, most }: FactBounds): string {
  return `${label}は${String(least)}から${most.toLocaleString('ja-JP')}までの整数で入力してください。`;
}

function addressProblem(url: string | null): string | null {
  if (url === null) return null;
  if (url.length > LONGEST_ADDRESS)
    return `公開ページのアドレスは${String(LONGEST_ADDRESS)}文字以内で入力してください。`;
  return /^https?:\/\/[^\s/]+\.[^\s]+$/.test(url)
    ? null
    : '公開ページのアドレスを https:// から入力してください。';
}

function aliasProblem(aliases: readonly string[]): string | null {
  if (aliases.length > MOST_ALIASES)
    return `別の呼び方は${String(MOST_ALIASES)}個以内にしてください。`;
  const wrong = aliases.find(
    (alias) => certificationKey(alias) === '' || alias.length > LONGEST_NAME,
  );
  return wrong === undefined
    ? null
    : `別の呼び方は、1行に1つ、${String(LONGEST_NAME)}文字以内で入力してください。`;
}

function withoutNulls(problems: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problems).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
  );
}

/** A version as far as it says how one qualification stands to others. */
export interface DatedNames {
  readonly code: string;
  readonly validFrom: LocalDate;
  readonly countsAs: readonly string[];
  readonly name: string;
  readonly shortName: string;
  readonly aliases: readonly string[];
}

/** The version of each qualification on the day. */
export function versionsOn<Version extends Pick<DatedNames, 'code' | 'validFrom'>>(
  versions: readonly Version[],
  day: LocalDate,
): readonly Version[] {
  return versions.filter(
    (it) =>
      it.validFrom <= day &&
      !versions.some(
        (later) =>
          later.code === it.code && later.validFrom <= day && later.validFrom > it.validFrom,
      ),
  );
}

/** The day itself, and every later one on which some version begins: between them nothing changes. */
function daysFrom(versions: readonly DatedNames[], first: LocalDate): readonly LocalDate[] {
  const later = versions.map(({ validFrom }) => validFrom).filter((day) => day > first);
  return [...new Set([first, ...later])].toSorted();
}

/** A qualification that would count as itself on some day from `first` on: the codes on the way round; null where there is none. */
export function circleFrom(
  versions: readonly DatedNames[],
  first: LocalDate,
): readonly string[] | null {
  for (const day of daysFrom(versions, first)) {
    const circle = circleOf(
      new Map(versionsOn(versions, day).map(({ code, countsAs }) => [code, countsAs])),
    );
    if (circle !== null) return circle;
  }
  return null;
}

type CountsAs = ReadonlyMap<string, readonly string[]>;

function circleOf(countsAs: CountsAs): readonly string[] | null {
  for (const code of countsAs.keys()) {
    const way = wayBack(countsAs, code, [code]);
    if (way !== null) return way;
  }
  return null;
}

function wayBack(
  countsAs: CountsAs,
  goal: string,
  way: readonly string[],
): readonly string[] | null {
  for (const next of countsAs.get(way.at(-1) ?? '') ?? []) {
    if (next === goal) return [...way, goal];
    // Round another circle: found from there.
    if (way.includes(next)) continue;
    const found = wayBack(countsAs, goal, [...way, next]);
    if (found !== null) return found;
  }
  return null;
}

/** A name of `code` that is another one's on some day from `first` on; null where each is its own. */
export function sharedNameFrom(
  versions: readonly DatedNames[],
  code: string,
  first: LocalDate,
): { readonly alias: string; readonly otherName: string } | null {
  for (const day of daysFrom(versions, first)) {
    const held = versionsOn(versions, day);
    const own = held.filter((it) => it.code === code).flatMap(namesOf);
    for (const other of held.filter((it) => it.code !== code)) {
      const keys = new Set(namesOf(other).map(({ key }) => key));
      const shared = own.find(({ key }) => keys.has(key));
      if (shared !== undefined) return { alias: shared.alias, otherName: other.name };
    }
  }
  return null;
}
