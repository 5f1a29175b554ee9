import {
  CERTIFICATION_KINDS,
  CERTIFICATION_SORTS,
  CERTIFICATION_STATES,
  type CertificationFacts,
  type CertificationFilter,
  type CertificationSort,
  type CertificationVersion,
  EVIDENCE_KINDS,
  type FactBounds,
  FACT_BOUNDS,
  HIGHEST_LEVEL,
  outOfRange,
  RENEWAL_KINDS,
} from '@app/certifications';
import { addDays, type LocalDate, maxDate, parseWholeNumber, isCountedDay } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { wholeNumberField } from '../../../shell/number-fields';

const text = z.string().trim().max(100).catch('');
const query = z.object({
  words: text,
  kind: z.enum(CERTIFICATION_KINDS).or(z.literal('')).catch(''),
  level: z.string().catch(''),
  state: z.enum(CERTIFICATION_STATES).or(z.literal('')).catch(''),
  on: z.string().catch(''),
});

/** What an address asks to see; anything that is not offered is as if it had not been said. */
export function certificationFilter(given: unknown, today: LocalDate): CertificationFilter {
  const { words, kind, level, state, on } = query.parse(given);
  return {
    ...{ words, kind, state },
    level: parseWholeNumber(level, { least: 0, most: HIGHEST_LEVEL }),
    on: isCountedDay(on) ? on : today,
  };
}

export function filterQuery(
  { words, kind, level, state, on }: CertificationFilter,
  today: LocalDate,
) {
  return {
    words: words === '' ? undefined : words,
    kind: kind === '' ? undefined : kind,
    level: level === null ? undefined : String(level),
    state: state === '' ? undefined : state,
    on: on === today ? undefined : on,
  };
}

export function certificationSort(asked: string | undefined): CertificationSort {
  return (
    Object.keys(CERTIFICATION_SORTS).find((it): it is CertificationSort => it === asked) ?? 'order'
  );
}

const typed = z.string().trim().default('');
const line = typed.refine(
  (said) => !/[\p{Cc}\p{Cf}]/u.test(said),
  '改行などの見えない文字は使えません。',
);
const REASON = '理由を入力してください。';

/** Empty: not said. */
const numberOrNone = (label: string, bounds: FactBounds) =>
  typed.transform((said, context) => {
    if (said === '') return null;
    const number = parseWholeNumber(said, bounds);
    if (number === null) context.addIssue({ code: 'custom', message: outOfRange(label, bounds) });
    return number;
  });

const dayOrNone = (message: string) =>
  typed.transform((said, context) => {
    if (said === '') return null;
    if (isCountedDay(said)) return said;
    context.addIssue({ code: 'custom', message });
    return null;
  });

const orNone = (said: string) => (said === '' ? null : said);

const fields = {
  code: typed,
  name: line,
  shortName: line,
  kind: z.enum(CERTIFICATION_KINDS, '種類を選んでください。'),
  issuer: line,
  level: numberOrNone('水準', FACT_BOUNDS.level),
  feeYen: numberOrNone('受験料', FACT_BOUNDS.feeYen),
  renewalKind: z.enum(RENEWAL_KINDS, '更新を選んでください。'),
  renewalYears: numberOrNone('有効な年数', FACT_BOUNDS.renewalYears),
  renewalWindowDays: numberOrNone('更新の手続きの日数', FACT_BOUNDS.renewalWindowDays),
  url: line.transform(orNone),
  aliases: typed.transform((said) =>
    said
      .split(/\r?\n/)
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ''),
  ),
  firstExamOn: dayOrNone('最初の試験の日を年月日で入力してください。'),
  lastExamOn: dayOrNone('最後の試験の日を年月日で入力してください。'),
  successorCode: typed.transform(orNone),
  unsure: line.transform(orNone),
  factsOf: dayField('調べた日を年月日で入力してください。'),
  note: line.pipe(z.string().min(1, REASON).max(200, '理由は200文字以内で入力してください。')),
  validFrom: dayField('いつからかを年月日で入力してください。'),
};

type Sent = Readonly<Record<string, unknown>>;

const EVIDENCE = 'evidence_';
const COUNTS_AS = 'countsAs_';
export const evidenceName = (kind: string): string => `${EVIDENCE}${kind}`;
export const countsAsName = (code: string): string => `${COUNTS_AS}${code}`;

/** A version as it is typed, or as an address carries it. */
export const certificationForm = z.looseObject(fields).transform((form) => {
  const { code, validFrom, note, ...facts } = form;
  const { name, shortName, kind, issuer, level, feeYen } = facts;
  const { renewalKind, renewalYears, renewalWindowDays, url } = facts;
  const { aliases, firstExamOn, lastExamOn, successorCode, unsure, factsOf } = facts;
  const told: CertificationFacts = {
    ...{ name, shortName, kind, issuer, level, feeYen },
    ...{ renewalKind, renewalYears, renewalWindowDays, url },
    ...{ aliases, firstExamOn, lastExamOn, successorCode, unsure, factsOf },
    evidence: EVIDENCE_KINDS.filter((it) => isTicked(form, evidenceName(it))),
    countsAs: Object.keys(form)
      .filter((it) => it.startsWith(COUNTS_AS) && isTicked(form, it))
      .map((it) => it.slice(COUNTS_AS.length)),
  };
  return { code, validFrom, note, facts: told };
});
export type CertificationChoices = z.output<typeof certificationForm>;

function isTicked(form: Sent, name: string): boolean {
  return form[name] === 'yes';
}

/** With what was looked at before. */
export const seenForm = z.object({ seen: z.string().default('') });

export const versionForm = z.object({
  version: wholeNumberField('版を選び直してください。', { least: 1, most: 99_999 }),
});

/** The choices as a form or an address carries them. */
export function choiceTexts({
  facts,
  validFrom,
  note,
}: Omit<CertificationChoices, 'code'>): Record<string, string> {
  const number = (value: number | null) => (value === null ? '' : String(value));
  const ticked = [...facts.evidence.map(evidenceName), ...facts.countsAs.map(countsAsName)];
  return {
    ...{ name: facts.name, shortName: facts.shortName, kind: facts.kind, issuer: facts.issuer },
    ...{ level: number(facts.level), feeYen: number(facts.feeYen) },
    renewalKind: facts.renewalKind,
    renewalYears: number(facts.renewalYears),
    renewalWindowDays: number(facts.renewalWindowDays),
    ...{ url: facts.url ?? '', aliases: facts.aliases.join('\n') },
    firstExamOn: facts.firstExamOn ?? '',
    ...{ lastExamOn: facts.lastExamOn ?? '', successorCode: facts.successorCode ?? '' },
    ...{ unsure: facts.unsure ?? '', factsOf: facts.factsOf, note, validFrom },
    ...Object.fromEntries(ticked.map((name) => [name, 'yes'])),
  };
}

/** What a new one starts with. */
export function emptyTexts(today: LocalDate): Record<string, string> {
  return {
    ...{ code: '', name: '', shortName: '', kind: '', issuer: '', level: '', feeYen: '' },
    ...{ renewalKind: 'none', renewalYears: '', renewalWindowDays: '', url: '', aliases: '' },
    ...{ firstExamOn: '', lastExamOn: '', successorCode: '', unsure: '', factsOf: today, note: '' },
    validFrom: today,
  };
}

/** The newest version, to be changed; what was looked up since is no open question any more. */
export function changeTexts(
  newest: CertificationVersion,
  today: LocalDate,
): Record<string, string> {
  const { checkedAt, unsure, validFrom } = newest;
  const facts = { ...newest, unsure: checkedAt === null ? unsure : null };
  // One day has one version.
  const first = maxDate(today, addDays(validFrom, 1));
  return choiceTexts({ facts, note: '', validFrom: first });
}
