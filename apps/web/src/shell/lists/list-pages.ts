import type { ListQuery } from '@app/exports';
import { address } from '../view-parts';

/** What belongs to the path of a list's page; the rest of the question is its filter. */
interface ListPage {
  readonly path: string;
  /** By which name the question says it, where the path takes something. */
  readonly place?: string;
  /** What the address says besides, where the page has several views. */
  readonly fixed?: ListQuery;
}

/** The page of every list of which files are made later, by the list's key. */
export const LIST_PAGES: Readonly<Record<string, ListPage>> = {
  access: { path: '/audit/access' },
  accounts: { path: '/accounts' },
  appointments: { path: '/appointments' },
  assignment_people: {
    path: '/assignments/:place',
    place: 'assignment',
    fixed: { view: 'people' },
  },
  audit: { path: '/audit' },
  bench: { path: '/appointments/bench' },
  certification_reviews: { path: '/certification-reviews' },
  cohort_people: { path: '/appointments/cohorts/people' },
  exam_candidates: { path: '/exams/board/list' },
  figure_people: { path: '/coverage/people' },
  import_rows: { path: '/imports/:place', place: 'batch' },
  letter_register: { path: '/appointments/register' },
  nominations: { path: '/appointments/nominations' },
  one_short: { path: '/coverage/outlook/short' },
  paper_notices: { path: '/reminders/by-hand' },
  people: { path: '/people' },
  reminders: { path: '/reminders' },
  reminders_upcoming: { path: '/reminders/upcoming' },
  roster: { path: '/imports' },
  role_activities: { path: '/appointments/activities' },
  team_people: { path: '/team/:place', place: 'unit' },
  unit_staff: { path: '/units/:place', place: 'unit' },
  year_end_open: { path: '/year-end' },
};

/** Where the list stands that a file is made of, filtered as the file would be; empty for a list that there is not. */
export function listPage(key: string, query: ListQuery): string {
  const page = Object.hasOwn(LIST_PAGES, key) ? LIST_PAGES[key] : undefined;
  if (page === undefined) return '';
  const { path, place: name = '', fixed = {} } = page;
  const { [name]: place = '', ...filter } = query;
  return address(path.replace(':place', encodeURIComponent(place)), { ...filter, ...fixed });
}
