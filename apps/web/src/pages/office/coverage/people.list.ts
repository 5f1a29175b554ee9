import type { PeopleFigure, PersonBehind } from '@app/coverage';
import {
  detailBehind,
  figurePeopleInFiles,
  POST_BEHIND,
  REASON_BEHIND,
  WHO_BEHIND,
} from '@app/exports';

import { type List, type PageColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';

const SHOWN: Readonly<Record<string, PageColumn<PersonBehind>>> = {
  name: { show: (row) => ({ text: '', person: personName(row, { hasNumberColumn: true }) }) },
};

/** The people whom a figure counts. */
export function countedPeople(figure: PeopleFigure): List<PersonBehind> {
  const columns = [...WHO_BEHIND, POST_BEHIND, detailBehind(figure)];
  return shownList({ name: '数えた人', columns }, SHOWN);
}

/** The people whom one might look for behind a figure, and why they are not counted. */
export function leftOutPeople(figure: PeopleFigure): List<PersonBehind> {
  const columns = [...WHO_BEHIND, REASON_BEHIND, detailBehind(figure)];
  return shownList({ name: '数えなかった人', columns }, SHOWN);
}

/** Both in one table, as a file holds them. */
export function peopleBehindFigure(
  figure: PeopleFigure,
  counted: Parameters<typeof figurePeopleInFiles>[1],
): List<PersonBehind> {
  return shownList(figurePeopleInFiles(figure, counted), SHOWN);
}
