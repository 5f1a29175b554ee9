import {
  type Askable,
  roleTitle,
  LETTER_WORDS,
  type RoleVersion,
  type Wanted,
  wantedCode,
  wantedText,
  type DxRole,
} from '@app/appointments';
import { words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { PLACES } from './roles.forms';
import { roleHref, ROLES_CRUMB, versionName, isAdded } from './roles.views';
import { tick } from '../../../shell/parts/fields';

/** How many activities may be asked for. */
const ACTIVITIES = [1, 3, 6, 12] as const;
const MONTHS = [6, 12, 24, 36];
const STAFF = [
  ['regular'],
  ['regular', 'reappointed'],
  ['regular', 'reappointed', 'fixed_term'],
  ['regular', 'reappointed', 'fixed_term', 'fiscal_year_appointee'],
] as const;

interface Begun {
  readonly role: DxRole;
  /** None: the role has not begun. */
  readonly newest: RoleVersion | undefined;
}

export function newVersionView({ role, newest }: Begun, form: FormView<string>, askable: Askable) {
  const { isEnded } = form.fields;
  return {
    title: `${roleTitle(role)}の要件の新しい版`,
    breadcrumb: breadcrumb(
      LIST_CRUMB,
      ROLES_CRUMB,
      [roleTitle(role), roleHref(role)],
      ['新しい版'],
    ),
    summary: `${newest === undefined ? '最初の版です。' : `${versionName(newest)}の内容から始めます。`}登録する前に、いま満たす人の人数を確かめます。`,
    action: `${roleHref(role)}/new`,
    back: roleHref(role),
    form,
    firstNote: newest === undefined ? '最初の版' : '',
    letters: Object.entries(LETTER_WORDS).map(([value, label]) => ({ value, label })),
    places: PLACES.map((place) => ({
      legend: `要件${String(place)}`,
      wanted: form.fields[`wanted${String(place)}`],
      need: form.fields[`need${String(place)}`],
      group: form.fields[`group${String(place)}`],
    })),
    yesNo: [
      { value: 'yes', label: '認める' },
      { value: 'no', label: '認めない' },
    ],
    ended:
      isAdded(role) && isEnded && newest !== undefined
        ? tick(isEnded, 'この役割を終える(この日から、新しい推薦と任命をしない)')
        : null,
    wantedOptions: wantedOptions(role, newest, askable),
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

function wantedOptions(role: DxRole, newest: RoleVersion | undefined, askable: Askable) {
  const kept = (newest?.requirements ?? []).map(({ wanted }) => wanted);
  const all = [...wantedOf(role, askable), ...kept].map((wanted) => ({
    value: wantedCode(wanted),
    text: wantedText(wanted, askable),
  }));
  const first = all.filter(
    ({ value }, index) => all.findIndex((other) => other.value === value) === index,
  );
  return [{ value: '', text: '選ばない' }, ...first];
}

function wantedOf(role: DxRole, askable: Askable): readonly Wanted[] {
  const codes = [...askable.certifications.keys()];
  return [
    ...[...askable.courses.keys()].flatMap((courseKey) => coursesOf(courseKey, askable)),
    ...codes.flatMap((code) => certificatesOf(code, askable)),
    ...(role === 'supporter'
      ? []
      : MONTHS.map((months): Wanted => ({ kind: 'supporter_term', months }))),
    ...ACTIVITIES.map((activities): Wanted => ({ kind: 'practice_done', activities })),
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
