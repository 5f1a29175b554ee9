import { givenQuery } from '../../../shell/lists/source-reply';
import { assignmentPeopleAsked, type AssignmentPeopleAsked, LEFT_OUT_WORD } from '@app/exports';
import { LEARNING_STATES, LEFT_OUT } from '@app/courses';
import type { UnitRow } from '@app/organization';
import { type PageRequest, queryText } from '../../../shell/http';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { learningChip } from '../../../shell/signs';
import { address, pageNumber } from '../../../shell/view-parts';
import { unitOptions } from '../../../shared/unit-options';

export const PAGE_SIZE = 50;

/** The part of an assignment's people that is looked at; the forms at its rows carry it along. */
export interface PeopleFilter extends AssignmentPeopleAsked {
  readonly view: 'people' | '';
  readonly page: number;
}

export function peopleFilterOf(request: PageRequest): PeopleFilter {
  return {
    ...assignmentPeopleAsked(givenQuery(request)),
    view: queryText(request, 'view') === 'people' ? 'people' : '',
    page: pageNumber(queryText(request, 'page')),
  };
}

/** Whoever asks for some of the people asks for names. */
export function asksForNames({ view, state, text, unit }: PeopleFilter): boolean {
  return [view, state, text, unit].some((it) => it !== '');
}

/** The list of an assignment's people, at the same place. */
export function listAddress(assignmentId: string, filter: PeopleFilter): string {
  return address(`/assignments/${assignmentId}`, queryOf(filter));
}

export function queryOf({ view, state, unit, text, page }: PeopleFilter) {
  return { view, state, unit, q: text, page: page === 1 ? undefined : page };
}

export function peopleFilterBar(
  own: string,
  { filter, allUnits }: { readonly filter: PeopleFilter; readonly allUnits: readonly UnitRow[] },
  found: string,
) {
  return filterBar(
    [
      searchField('氏名・職員番号', asked('q', filter.text)),
      selectField('状態', asked('state', filter.state), stateOptions()),
      selectField('所属', asked('unit', filter.unit), unitOptions(allUnits)),
    ],
    { path: own, label: '職員の絞り込み', kept: { view: 'people' }, found },
  );
}

/** Whoever is away is in no number: they are among 「数えない人」. */
function stateOptions() {
  const counted = LEARNING_STATES.filter((state) => state !== 'absent');
  return [
    ...counted.map((value) => ({ value, label: learningChip(value).label })),
    { value: LEFT_OUT, label: LEFT_OUT_WORD },
  ];
}
