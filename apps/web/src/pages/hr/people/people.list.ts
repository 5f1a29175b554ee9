import { type ListedPerson, peopleInFiles } from '@app/exports';
import type { PeopleSort, PersonRow } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { type List, type PageColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

interface WhoSorts {
  readonly name?: PeopleSort;
  readonly number?: PeopleSort;
}

/** The day, name, reading and number as of a day; in a page the reading stands below the name. */
export function whoShown(
  asOf: LocalDate,
  sorts: WhoSorts = {},
): Readonly<Record<string, PageColumn<ListedPerson>>> {
  return {
    name: {
      ...(sorts.name && { sort: sorts.name }),
      show: (row) => ({
        text: '',
        person: personName(row, { asOf, hasNumberColumn: true }),
        hint: row.kana,
      }),
    },
    staffNumber: { ...(sorts.number && { sort: sorts.number }) },
  };
}

/** Kind of employment and whether at work. */
export const HOW_SHOWN: Readonly<Record<string, PageColumn<ListedPerson>>> = {
  employmentType: { dropsWhenConstant: true },
  status: {
    dropsWhenConstant: true,
    show: (row) => ({ text: '', chip: stateChip(`presence.${row.status}`) }),
  },
};

/** People employed on a day, for the page and its files. */
export function peopleList(asOf: LocalDate): List<PersonRow> {
  return shownList(peopleInFiles(asOf), {
    ...whoShown(asOf, { name: 'name', number: 'number' }),
    unit: { sort: 'unit', dropsWhenConstant: true },
    post: { show: (row) => ({ text: postText(row) }) },
    ...HOW_SHOWN,
  });
}

function postText(row: PersonRow): string {
  const post = row.postTitle === '' ? '職名なし' : row.postTitle;
  return row.otherPosts > 0 ? `${post}(ほかに兼務${row.otherPosts}件)` : post;
}
