import {
  assignableFiscalYears,
  AUDIENCE_KINDS,
  type CourseChoice,
  type NewAssignment,
  type NewAssignmentPreview,
  type OverlapRow,
  type UnitChoice,
  AUDIENCE_WORDS,
} from '@app/courses';
import {
  fiscalYearOf,
  formatDate,
  formatFiscalYear,
  type LocalDate,
  numberText,
  type OfficeCalendar,
  people,
  words,
} from '@app/platform';
import { dueDayText } from '../../../shell/learning-parts';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { tableFrame } from '../../../shell/parts/tables';
import { breadcrumb } from '../../../shell/view-parts';
import { audienceText } from './assignment-words';
import { countsTable } from './counts-table';

export interface Choices {
  readonly courses: readonly CourseChoice[];
  readonly units: readonly UnitChoice[];
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The choices that the form of a new assignment offers. */
export function newAssignmentView(choices: Choices, today: LocalDate) {
  return {
    title: '受講指定を作る',
    head: pageHead(
      '受講指定を作る',
      breadcrumb(['受講指定', '/assignments'], ['新しい指定']),
      choices.courses.length > 0 ? '入力のあと、対象になる人数を確かめてから指定します。' : null,
    ),
    hasCourses: choices.courses.length > 0,
    courses: [{ value: '', label: '選んでください' }, ...choices.courses.map(courseOption)],
    years: assignableFiscalYears(fiscalYearOf(today)).map((year) => ({
      value: String(year),
      label: formatFiscalYear(year),
    })),
    audiences: AUDIENCE_KINDS.map((value) => ({ value, label: AUDIENCE_WORDS[value] })),
    units: [{ value: '', label: '選んでください' }, ...choices.units.map(unitOption)],
    kinds: [
      { value: 'yes', label: '必修(期限までに修了しなければなりません)' },
      { value: 'no', label: '推奨(期限の目安を知らせます)' },
    ],
    repeats: [
      { value: 'no', label: 'この年度だけ' },
      {
        value: 'yes',
        label: `毎年度くり返す(年度ごとの版がある${words.course}だけ。4月1日に、同じ月日を期限として次の年度の分が始まります)`,
      },
    ],
  };
}

/** The last look before hundreds of people are affected: who, how many of them, what changes. */
export function confirmView(
  input: NewAssignment,
  preview: NewAssignmentPreview,
  choices: Choices,
  form: { readonly calendar: OfficeCalendar; readonly body: unknown },
) {
  const unitId = input.audience.kind === 'org_unit' ? input.audience.orgUnitId : '';
  const unitName = choices.units.find((unit) => unit.id === unitId)?.name ?? null;
  const audience = audienceText(input.audience.kind, unitName);
  return {
    title: '受講指定の確認',
    head: pageHead(
      '受講指定の確認',
      breadcrumb(['受講指定', '/assignments'], ['新しい指定', '/assignments/new'], ['確認']),
      confirmSentence(audience, preview),
    ),
    facts: [
      fact(words.course, preview.title),
      fact('年度', formatFiscalYear(input.fiscalYear)),
      fact('対象', audience),
      fact('区分', input.isMandatory ? '必修' : '推奨'),
      fact('くり返し', input.repeatsYearly === true ? '毎年度くり返す' : 'この年度だけ'),
      fact('受講期限', dueDayText(form.calendar, input.dueOn)),
      fact('理由', input.reason),
    ],
    missing: preview.isEditionMissing ? missingText(input.fiscalYear) : '',
    counts: countsTable('指定したあとの対象の人数', countsOf(preview)),
    absent: preview.absent === 0 ? '' : people(preview.absent),
    overlapTable: tableFrame('対象の職員に、すでにある指定', {
      columns: 3,
      rows: preview.overlaps.length,
    }),
    overlapText: overlapText(preview.isYearly),
    overlaps: preview.overlaps.map(overlapView),
    accepted: preview.overlaps.map(({ id }) => id).join(','),
    fields: typedFields(form.body),
  };
}

export function confirmSentence(
  audience: string,
  { title, total }: Pick<NewAssignmentPreview, 'title' | 'total'>,
): string {
  const whom = total === 0 ? audience : `${audience}の${people(total)}`;
  const nobody = total === 0 ? '対象になる職員は、いまはいません。' : '';
  return `${whom}に「${title}」を指定します。${nobody}まだ何も変わっていません。`;
}

function countsOf(preview: NewAssignmentPreview) {
  return {
    lines: [
      ['新しく受講を始める人', preview.newlyEnrolled],
      ['すでに受講中の人(記録はそのまま、この期限になります)', preview.alreadyEnrolled],
      ['すでにある指定の期限のまま受ける人(この指定の期限は付きません)', preview.askedFirst],
      ['すでに修了した人(修了のままです)', preview.alreadyCompleted],
      ['免除されている人(免除のままです)', preview.exempted],
    ] as const,
    total: preview.total,
  };
}

/** What is asked of somebody whom several assignments reach. */
function overlapText(isYearly: boolean): string {
  const found = `同じ${words.course}の指定が、対象の職員の一部または全員に、すでにあります。`;
  return isYearly
    ? `${found}重ねて指定すると、一人には年度ごとに一つの受講として、必修が先に、次に期限の早いものが求められます。`
    : `${found}この${words.course}は年度ごとの版がないため、一人が受けるのは一度だけです。重ねて指定すると、必修が先に、次に先の年度のもの、期限の早いものが求められます。先の年度の指定で受ける人の期限は変わりません。`;
}

/** An assignment that is there already, as the confirmation names it. */
export function overlapView(row: OverlapRow) {
  const { audienceKind, unitName, dueOn, people } = row;
  return {
    href: `/assignments/${row.id}`,
    name: `${formatFiscalYear(row.fiscalYear)}${row.repeatsYearly ? 'から毎年度' : ''}・${audienceText(audienceKind, unitName)}・${row.isMandatory ? '必修' : '推奨'}`,
    due: formatDate(dueOn),
    people: numberText(people),
  };
}

/** Assigned ahead: nobody has to learn anything until the edition of that year is there. */
function missingText(fiscalYear: number): string {
  return `${formatFiscalYear(fiscalYear)}の版はまだ公開されていません。版が公開されると、対象の職員に求められます。`;
}

const FIELDS = [
  'courseKey',
  'fiscalYear',
  'audience',
  'orgUnitId',
  'staffNumbers',
  'isMandatory',
  'repeatsYearly',
  'dueOn',
  'reason',
] as const;

/** What was typed, to be sent again by the confirmation. */
function typedFields(body: unknown): { readonly name: string; readonly value: string }[] {
  return Object.entries(typedTexts(body)).map(([name, value]) => ({ name, value }));
}

/** The same, to be typed on with. */
export function typedTexts(body: unknown): Readonly<Record<string, string>> {
  const values = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    FIELDS.map((name) => [name, typeof values[name] === 'string' ? values[name] : '']),
  );
}

function courseOption(course: CourseChoice): Option {
  return { value: course.key, label: course.isYearly ? `${course.title}(毎年度)` : course.title };
}

function unitOption(unit: UnitChoice): Option {
  return {
    value: unit.id,
    label: unit.parentName === null ? unit.name : `${unit.parentName} ${unit.name}`,
  };
}
