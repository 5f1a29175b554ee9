import {
  CERTIFICATION_EVIDENCE_WORDS,
  CERTIFICATION_KIND_WORDS,
  CERTIFICATION_RENEWAL_WORDS,
  type CertificationFacts,
} from '@app/certifications';
import { formatDateShort, numberText } from '@app/platform';
import { fact, type FactView } from '../../../shell/parts/facts';

/** What codes are called today. */
export type CertificationNames = ReadonlyMap<string, string>;

const NONE = 'なし';
export const COUNTS_AS = 'この資格で満たせる資格';

export function levelText(level: number | null): string {
  return level === null ? NONE : `ITSS レベル${String(level)}`;
}

export function feeText(feeYen: number | null): string {
  return feeYen === null ? '登録なし' : `${numberText(feeYen)}円`;
}

type Renewal = Pick<CertificationFacts, 'renewalKind' | 'renewalYears' | 'renewalWindowDays'>;

export function renewalText({ renewalKind, renewalYears, renewalWindowDays }: Renewal): string {
  const more = [
    ...(renewalYears === null ? [] : [`${String(renewalYears)}年`]),
    ...(renewalWindowDays === null ? [] : [`期限の${String(renewalWindowDays)}日前までに手続き`]),
  ];
  const word = CERTIFICATION_RENEWAL_WORDS[renewalKind];
  return more.length === 0 ? word : `${word}(${more.join('、')})`;
}

/** All that is known, in the order of the page. */
export function certificationFacts(
  facts: CertificationFacts,
  names: CertificationNames,
): readonly FactView[] {
  const called = (code: string) => names.get(code) ?? code;
  return [
    fact('名称', facts.name),
    fact('市での呼び方', facts.shortName),
    fact('別の呼び方', listed(facts.aliases)),
    fact('種類', CERTIFICATION_KIND_WORDS[facts.kind]),
    fact('実施団体', facts.issuer),
    fact('水準', levelText(facts.level)),
    fact('受験料', feeText(facts.feeYen)),
    fact('更新', renewalText(facts)),
    fact('証明書類', listed(facts.evidence.map((it) => CERTIFICATION_EVIDENCE_WORDS[it]))),
    // From a closed network there is no way there: an address to be taken along, and no link.
    fact('公開ページ', facts.url === null ? NONE : `${facts.url}(外部のページ)`),
    fact(COUNTS_AS, listed(facts.countsAs.map(called))),
    fact('最初の試験の日', firstExamText(facts)),
    fact('最後の試験の日', facts.lastExamOn === null ? NONE : formatDateShort(facts.lastExamOn)),
    fact('後継の資格', facts.successorCode === null ? NONE : called(facts.successorCode)),
    fact('確かさ', certaintyText(facts.unsure)),
    fact('調べた日', formatDateShort(facts.factsOf)),
  ];
}

function firstExamText({ firstExamOn }: CertificationFacts): string {
  return firstExamOn === null ? '登録なし' : formatDateShort(firstExamOn);
}

/** 確実, or 要確認 with what is to be looked up. */
export function certaintyText(unsure: string | null): string {
  return unsure === null ? '確実' : `要確認(${unsure})`;
}

/** What two versions say otherwise: 「受験料: 7,500円から8,000円に変更」. */
export function changedLines(
  before: CertificationFacts,
  after: CertificationFacts,
  names: CertificationNames,
): readonly string[] {
  const old = certificationFacts(before, names);
  return certificationFacts(after, names).flatMap(({ label, value }, index) => {
    const was = old[index]?.value ?? '';
    return was === value ? [] : [`${label}: ${was}から${value}に変更`];
  });
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? NONE : texts.join('、');
}
