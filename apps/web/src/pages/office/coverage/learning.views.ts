import {
  type CityCoverage,
  type CourseLine,
  LEFT_OUT_OF_RATE,
  LEFT_OUT_WORDS,
  type LeftOutCounts,
} from '@app/coverage';
import { formatFiscalYear, type LocalDate } from '@app/platform';
import { rateText } from '../../../shell/view-parts';
import { numberText, peopleHref } from './coverage-links';

/** The list of what is mandatory, then what is left of earlier years. */
export function learningView(city: CityCoverage, hasRates: boolean) {
  const { asOf, counts, courses } = city;
  const carried = courses.filter((line) => line.isCarriedOver);
  return {
    hasRates,
    courses: courses.filter((line) => !line.isCarriedOver).map((line) => courseItem(line, asOf)),
    carriedOver: numberText(counts.carried_over),
    carriedOverHref: peopleHref('carried_over', asOf),
    carriedOverCourses: carried.map((line) => courseItem(line, asOf)),
    carriedOverThings: `${numberText(carried.reduce((sum, line) => sum + line.open, 0))}件`,
    hasCarriedOver: carried.length > 0,
  };
}

function courseItem(line: CourseLine, asOf: LocalDate) {
  const of = { course: line.key, year: line.fiscalYear };
  return {
    title: courseTitle(line),
    must: `${numberText(line.must)}名`,
    mustHref: peopleHref('course', asOf, of),
    done: `${numberText(line.done)}名`,
    doneHref: peopleHref('course_done', asOf, of),
    open: `${numberText(line.open)}名`,
    openHref: peopleHref('course_open', asOf, of),
    rate: rateText(line.done, line.must),
    leftOut: leftOutText(line.leftOut),
  };
}

/** What was carried over says of which fiscal year it is, once, as everywhere. */
export function courseTitle({ title, isCarriedOver, fiscalYear }: CourseLine): string {
  const year = yearText(fiscalYear);
  return isCarriedOver && !title.includes(year) ? `${title}(${year}分)` : title;
}

function yearText(fiscalYear: number): string {
  return formatFiscalYear(fiscalYear).replace(/\(.*\)$/, '');
}

/** 「免除3名、派遣中1名」: whom a rate leaves out. */
export function leftOutText(leftOut: LeftOutCounts): string {
  return LEFT_OUT_OF_RATE.filter((reason) => leftOut[reason] > 0)
    .map((reason) => `${LEFT_OUT_WORDS[reason]}${numberText(leftOut[reason])}名`)
    .join('、');
}
