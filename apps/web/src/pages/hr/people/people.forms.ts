import { type PeopleSearch as Asked, readPeopleSearch as readAsked } from '@app/exports';
import { pageNumber } from '../../../shell/view-parts';

/** What the address of the page says: what the files ask for, and which page of it. */
export interface PeopleSearch extends Asked {
  readonly page: number;
}

export function readPeopleSearch(query: Readonly<Record<string, unknown>>): PeopleSearch {
  const page = typeof query['page'] === 'string' ? query['page'] : undefined;
  return { ...readAsked(query), page: pageNumber(page) };
}
