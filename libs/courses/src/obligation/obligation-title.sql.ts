import { dayOf } from '@app/platform';
import { fiscalYearOn } from './obligation.sql';

/** SQL: 「令和8年度」, as titles of editions name their year. */
const yearName = (alias: string): string => `'令和' || ${alias}.fiscal_year - 2018 || '年度'`;

/**
 * SQL: the title of the edition; what was carried over says of which fiscal year it is, once: a title that names its
 * year (「研修 令和8年度版」) is left as it is.
 */
export const obligationTitle = (title: string, alias: string): string =>
  `${title} || CASE WHEN ${alias}.is_carried_over AND strpos(${title}, ${yearName(alias)}) = 0
    THEN '(' || ${yearName(alias)} || '分)' ELSE '' END`;

/**
 * SQL, `CROSS JOIN ${yearOfRecord(…)} alias`: to which fiscal year something on record belongs (`fiscalYearOfRecord`), for
 * `obligationTitle`. A record names its year when it ended in another one, and is called the same in every later year.
 */
export function yearOfRecord(facts: {
  readonly cycle: string;
  /** For which fiscal year it was asked, if it was. */
  readonly fiscalYear: string;
  readonly endedAt: string;
}): string {
  const ended = fiscalYearOn(dayOf(facts.endedAt));
  return `LATERAL (SELECT year.fiscal_year, year.fiscal_year <> ${ended} AS is_carried_over
    FROM (SELECT coalesce(nullif(${facts.cycle}, 0), ${facts.fiscalYear}, ${ended}) AS fiscal_year) year)`;
}

/** 「令和8年度版」「(2026年度)」 in a title, with the signs around it. */
const YEAR_OF_TITLE =
  '(令和([0-9０-９]+|元)|[RＲ][0-9０-９]+|[2２][0０][0-9０-９]{2})年度(改訂版|版|分|用|の)?';
const YEAR_IN_TITLE = `[ 　]*([(（〔【][^()（）〔〕【】]*${YEAR_OF_TITLE}[^()（）〔〕【】]*[)）〕】]|${YEAR_OF_TITLE})`;

/** SQL: the name of a course: the title of an edition without the year of the edition. */
export const courseName = (title: string): string =>
  `coalesce(nullif(btrim(regexp_replace(${title}, '${YEAR_IN_TITLE}', '', 'g'), ' 　'), ''), ${title})`;

/** SQL: what a course is called for a fiscal year of which there is no edition yet; `title` is one of another year. */
export const titleWithoutEdition = (title: string, fiscalYear: string): string =>
  `${courseName(title)} || '(令和' || (${fiscalYear}) - 2018 || '年度分・版がありません)'`;

/** SQL: where the course is learnt; a yearly course names its year, so that the link means the same next April. */
export const courseLink = (key: string, cycle: string): string =>
  `'/courses/' || ${key} || CASE WHEN ${cycle} > 0 THEN '?year=' || ${cycle} ELSE '' END`;
