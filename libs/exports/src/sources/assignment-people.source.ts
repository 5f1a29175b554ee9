import { Injectable } from '@nestjs/common';
import {
  type AssignmentPersonRow,
  AssignmentQueries,
  LEARNING_STATE_WORDS,
  LEARNING_STATES,
  type LearningState,
  LEFT_OUT,
} from '@app/courses';
import { CountingRuleQueries, MandatoryFigureQueries, ruleLabel } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { formatDateShort, formatFiscalYear, type LocalDate, NotFound, people } from '@app/platform';
import {
  conditionText,
  type ListAsked,
  type ListQuery,
  ListSource,
  type OpenList,
} from '../list/list-source';
import { ASSIGNMENT_PEOPLE_IN_FILES } from './assignment-people.list';
import { unitWord } from './unit-word';

/** Which of an assignment's people are looked at. */
export interface AssignmentPeopleAsked {
  readonly state: LearningState | typeof LEFT_OUT | '';
  readonly text: string;
  /** The code of a unit. */
  readonly unit: string;
}

const LONGEST = 50;
/** What the filter calls those who are in no number. */
export const LEFT_OUT_WORD = '数えない人';

/** What an address asks to see; a state that there is not counts as not given. */
export function assignmentPeopleAsked({ state, q, unit }: ListQuery): AssignmentPeopleAsked {
  return {
    state: [...LEARNING_STATES, LEFT_OUT].find((it) => it === state) ?? '',
    text: (q ?? '').slice(0, LONGEST),
    unit: (unit ?? '').slice(0, LONGEST),
  };
}

/** The same, as the people are asked for. */
export function wantedPeople({ state, text, unit }: AssignmentPeopleAsked) {
  return { ...(state !== '' && { state }), ...(unit !== '' && { unit }), text };
}

/** 受講指定の対象者, of the assignment that the query names. */
@Injectable()
export class AssignmentPeopleSource extends ListSource<AssignmentPersonRow> {
  readonly key = 'assignment_people';
  readonly permission = 'assignments.read';

  constructor(
    private readonly assignments: AssignmentQueries,
    private readonly figures: MandatoryFigureQueries,
    private readonly rules: CountingRuleQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open({ query, today }: ListAsked): Promise<OpenList<AssignmentPersonRow>> {
    const id = query['assignment'] ?? '';
    const counted = await this.figures.countedOn(today);
    const assignment = await this.assignments.findAssignment(id, counted);
    if (!assignment) throw new NotFound();
    const asked = assignmentPeopleAsked(query);
    const read = (limit: number, offset: number) =>
      this.assignments.listPeople(id, { ...wantedPeople(asked), limit, offset }, counted);
    const { total } = await read(1, 0);
    const of = `${assignment.courseTitle}(${formatFiscalYear(assignment.fiscalYear)})`;
    const rule = ruleLabel(await this.rules.getRuleOn(today));
    const words = await this.wordsOf(asked, today);
    return {
      list: ASSIGNMENT_PEOPLE_IN_FILES,
      total,
      title: `${of}の${ASSIGNMENT_PEOPLE_IN_FILES.name}(${formatDateShort(today)}現在、${rule}${words}、${people(total)})`,
      suffix: today,
      rows: async ({ page, pageSize }) => (await read(pageSize, (page - 1) * pageSize)).rows,
    };
  }

  private async wordsOf(
    { state, text, unit }: AssignmentPeopleAsked,
    today: LocalDate,
  ): Promise<string> {
    const word = state === LEFT_OUT ? LEFT_OUT_WORD : state && LEARNING_STATE_WORDS[state];
    return conditionText([
      ['検索', text],
      ['状態', word],
      ['所属', await unitWord(this.units, unit, today)],
    ]);
  }
}
