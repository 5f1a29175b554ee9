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
  unit?: string,
): string {
  return address('/coverage/people', { figure, unit, asOf });
}

export function coverageHref(asOf: LocalDate): string {
  return address('/coverage', { asOf });
}

export function numberText(value: number): string {
  return value.toLocaleString('ja-JP');
}
