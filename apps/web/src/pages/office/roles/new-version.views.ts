import {
  type Askable,
  DX_ROLE_WORDS,
  LETTER_WORDS,
  type RoleVersion,
  type Wanted,
  wantedCode,
  wantedText,
} from '@app/appointments';
import { words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { PLACES } from './roles.forms';
import { roleHref, ROLES_CRUMB, versionName } from './roles.views';

const MONTHS = [6, 12, 24, 36];
const STAFF = [
  ['regular'],
  ['regular', 'reappointed'],
  ['regular', 'reappointed', 'fixed_term'],
  ['regular', 'reappointed', 'fixed_term', 'fiscal_year_appointee'],
] as const;

export function newVersionView(newest: RoleVersion, form: FormView<string>, askable: Askable) {
  const { role } = newest;
  return {
    title: `${DX_ROLE_WORDS[role]}の要件の新しい版`,
    breadcrumb: breadcrumb(
      LIST_CRUMB,
      ROLES_CRUMB,
      [DX_ROLE_WORDS[role], roleHref(role)],
      ['新しい版'],
    ),
    summary: `${versionName(newest)}の内容から始めます。登録する前に、いま満たす人の人数を確かめます。`,
    action: `${roleHref(role)}/new`,
    back: roleHref(role),
    form,
    letters: Object.entries(LETTER_WORDS).map(([value, label]) => ({ value, label })),
    places: PLACES.map((place) => ({
      legend: `要件${String(place)}`,
      wanted: form.fields[`wanted${String(place)}`],
      need: form.fields[`need${String(place)}`],
      group: form.fields[`group${String(place)}`],
    })),
    wantedOptions: wantedOptions(newest, askable),
    needOptions: [
      { value: 'desirable', text: '望ましい' },
      { value: 'required', text: '必須' },
    ],
    groupOptions: [
      { value: '', text: '単独' },
      { value: '1', text: '組1のどれか' },
      { value: '2', text: '組2のどれか' },
      { value: '3', text: '組3のどれか' },
    ],
  };
}

function wantedOptions(newest: RoleVersion, askable: Askable) {
  const kept = newest.requirements.map(({ wanted }) => wanted);
  const all = [...wantedOf(newest, askable), ...kept].map((wanted) => ({
    value: wantedCode(wanted),
    text: wantedText(wanted, askable),
  }));
  const first = all.filter(
    ({ value }, index) => all.findIndex((other) => other.value === value) === index,
  );
  return [{ value: '', text: '選ばない' }, ...first];
}

function wantedOf({ role }: RoleVersion, askable: Askable): readonly Wanted[] {
  const codes = [...askable.certifications.keys()];
  return [
    ...[...askable.courses.keys()].flatMap((courseKey) => coursesOf(courseKey, askable)),
    ...codes.flatMap((code) => certificatesOf(code, askable)),
    ...(role === 'supporter'
      ? []
      : MONTHS.map((months): Wanted => ({ kind: 'supporter_term', months }))),
    ...STAFF.map((types): Wanted => ({ kind: 'employment_type', types })),
    { kind: 'recommendation' },
    { kind: 'consent' },
    { kind: 'approval' },
  ];
}

/** An edition of the year is asked for only of a course that has one every year. */
function coursesOf(courseKey: string, { yearlyCourses }: Askable): readonly Wanted[] {
  const spans = yearlyCourses.has(courseKey) ? [true, false] : [false];
  return spans.map((isOfYear): Wanted => ({ kind: 'course_completed', courseKey, isOfYear }));
}

/** What counts as it can be asked for where there is something. */
function certificatesOf(code: string, { withEquivalents }: Askable): readonly Wanted[] {
  const exact = { kind: 'certificate_held', codes: [code] } as const;
  return withEquivalents.has(code) ? [exact, { ...exact, orEquivalent: true }] : [exact];
}

/** Said where the steps are offered: they are asked for, and not yet kept in order by the product. */
export const STEPS_NOTE = () =>
  `推薦・同意・承認は、記録からは分からないため、人数には入れません(${words.programOffice}が確かめます)。`;
