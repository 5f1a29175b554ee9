import type { FigurePlace } from '@app/exports';
import type { PeopleFigure, UnitFigure } from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { address } from '../../../shell/view-parts';

/** A number as a link to the people or units behind it. */
export interface FigureLink {
  readonly text: string;
  readonly href: string;
  /** What the number is, for those who hear the link without its table. */
  readonly label: string;
}

export function peopleHref(
  figure: PeopleFigure | UnitFigure,
  asOf: LocalDate,
  { unit, outside, department, course, year }: FigurePlace = {},
  page?: number,
): string {
  return address('/coverage/people', {
    figure,
    unit,
    outside,
    department,
    course,
    year,
    asOf,
    page,
  });
}

/** The page of a unit as it is on the day: what is done there, and of another day only what it is; it may not be there today. */
export function unitPageHref(
  code: string,
  { asOf, today }: { readonly asOf: LocalDate; readonly today: LocalDate },
): string {
  const place = encodeURIComponent(code);
  return asOf === today ? `/team/${place}` : address(`/units/${place}`, { asOf });
}

export function coverageHref(asOf: LocalDate): string {
  return address('/coverage', { asOf });
}

/** The rows of units on the page of the city. */
export const UNITS_ANCHOR = '#units';

/** The rows of one 部 or of one state only. */
export function unitsHref(
  asOf: LocalDate,
  asked: Readonly<Record<string, string | number | undefined>>,
): string {
  return `${address('/coverage', { asOf, ...asked })}${UNITS_ANCHOR}`;
}

export function trendsHref(asOf: LocalDate): string {
  return address('/coverage/trends', { to: asOf.slice(0, 7) });
}

/** Without the role it is that of leaders. */
export function vacanciesHref(asOf: LocalDate): string {
  return address('/coverage/vacancies', { asOf });
}

/** Without the role it is that of leaders. */
export function openingsHref(asOf: LocalDate): string {
  return address('/coverage/openings', { asOf });
}

export function forecastHref(asOf: LocalDate): string {
  return address('/coverage/forecast', { asOf });
}

export function numberText(value: number): string {
  return value.toLocaleString('ja-JP');
}
