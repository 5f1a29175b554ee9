import { EMPLOYMENT_TYPE_WORDS, EMPLOYMENT_TYPES, type EmploymentType } from '@app/organization';
import { words } from '@app/platform';

/** What happens between recommendation and letter; no record of a person says it beforehand. */
export const STEPS = ['recommendation', 'consent', 'approval'] as const;
export type Step = (typeof STEPS)[number];

export const KINDS = [
  'course_completed',
  'certificate_held',
  'supporter_term',
  'employment_type',
  'practice_done',
  ...STEPS,
] as const;

/** What a role can ask for. */
export type Wanted =
  | {
      readonly kind: 'course_completed';
      readonly courseKey: string;
      /** In the edition of the fiscal year; else ever. */
      readonly isOfYear: boolean;
    }
  | {
      readonly kind: 'certificate_held';
      /** One of these is enough. */
      readonly codes: readonly string[];
      /** So is what counts as one of them on the day. */
      readonly orEquivalent?: true;
    }
  | { readonly kind: 'supporter_term'; readonly months: number }
  | { readonly kind: 'employment_type'; readonly types: readonly EmploymentType[] }
  /** So many activities written down in any role. */
  | { readonly kind: 'practice_done'; readonly activities: number }
  | { readonly kind: Step };

export interface Requirement {
  readonly wanted: Wanted;
  /** 必須; else 望ましい. */
  readonly isRequired: boolean;
  /** Of those with the same number one is enough; null: asked for by itself. */
  readonly alternative: number | null;
}

/** What courses and certificates are called today. */
export interface RequirementNames {
  readonly courses: ReadonlyMap<string, string>;
  readonly certifications: ReadonlyMap<string, string>;
}

/** As many as a version may have: more nobody reads. */
export const MOST_REQUIREMENTS = 8;
const MOST_MONTHS = 120;
const MOST_ACTIVITIES = 100;
/** Stands behind the codes in the text of a requirement. */
const OR_EQUIVALENT = 'or-equivalent';

/** `course_completed:infosec:year`: one text for what is wanted, as a form and an address carry it. */
export function wantedCode(wanted: Wanted): string {
  return [wanted.kind, ...detailsOf(wanted)].join(':');
}

function detailsOf(wanted: Wanted): readonly string[] {
  switch (wanted.kind) {
    case 'course_completed':
      return [wanted.courseKey, wanted.isOfYear ? 'year' : 'ever'];
    case 'certificate_held':
      return [wanted.codes.join('+'), ...(wanted.orEquivalent === true ? [OR_EQUIVALENT] : [])];
    case 'supporter_term':
      return [String(wanted.months)];
    case 'employment_type':
      return [wanted.types.join('+')];
    case 'practice_done':
      return [String(wanted.activities)];
    case 'recommendation':
    case 'consent':
    case 'approval':
      return [];
  }
}

/** How what stands behind the kind is read; null where that says nothing. */
const READERS: Readonly<Record<Wanted['kind'], (details: readonly string[]) => Wanted | null>> = {
  course_completed: readCourse,
  certificate_held: readCertificate,
  supporter_term: ([months = '', ...rest]) => (rest.length > 0 ? null : readMonths(months)),
  employment_type: ([types = '', ...rest]) => (rest.length > 0 ? null : readTypes(types)),
  practice_done: ([count = '', ...rest]) => (rest.length > 0 ? null : readActivities(count)),
  recommendation: (details) => (details.length > 0 ? null : { kind: 'recommendation' }),
  consent: (details) => (details.length > 0 ? null : { kind: 'consent' }),
  approval: (details) => (details.length > 0 ? null : { kind: 'approval' }),
};

/** Null for a text that says nothing that can be asked for. */
export function readWanted(code: string): Wanted | null {
  const [asked, ...details] = code.split(':');
  const kind = KINDS.find((it) => it === asked);
  return kind === undefined ? null : READERS[kind](details);
}

function readCourse([courseKey = '', span, ...rest]: readonly string[]): Wanted | null {
  if (courseKey === '' || rest.length > 0 || (span !== 'year' && span !== 'ever')) return null;
  return { kind: 'course_completed', courseKey, isOfYear: span === 'year' };
}

function readCertificate([codes = '', extent, ...rest]: readonly string[]): Wanted | null {
  if (codes === '' || rest.length > 0) return null;
  if (extent !== undefined && extent !== OR_EQUIVALENT) return null;
  const held = { kind: 'certificate_held', codes: codes.split('+') } as const;
  return extent === undefined ? held : { ...held, orEquivalent: true };
}

function readMonths(text: string): Wanted | null {
  const months = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0;
  return months >= 1 && months <= MOST_MONTHS ? { kind: 'supporter_term', months } : null;
}

function readActivities(text: string): Wanted | null {
  const activities = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0;
  return activities >= 1 && activities <= MOST_ACTIVITIES
    ? { kind: 'practice_done', activities }
    : null;
}

function readTypes(text: string): Wanted | null {
  const asked = text.split('+');
  const types = EMPLOYMENT_TYPES.filter((type) => asked.includes(type));
  return types.length === asked.length ? { kind: 'employment_type', types } : null;
}

const STEP_WORDS: Readonly<Record<Step, string>> = {
  get recommendation() {
    return `${words.unitHead}の推薦`;
  },
  consent: '本人の同意',
  get approval() {
    return `${words.programOffice}の承認`;
  },
};

/** What is wanted, as a list says it: 「ITパスポート」「リーダー養成(いつの修了でもよい)」. */
export function wantedText(wanted: Wanted, names: RequirementNames): string {
  switch (wanted.kind) {
    case 'course_completed': {
      const title = names.courses.get(wanted.courseKey) ?? wanted.courseKey;
      return `${words.course}「${title}」の修了(${wanted.isOfYear ? 'その年度の版' : 'いつの修了でもよい'})`;
    }
    case 'certificate_held': {
      const called = wanted.codes.map((code) => names.certifications.get(code) ?? code);
      const which = `${called.join('・')}${called.length > 1 ? 'のどれか' : ''}`;
      return `資格: ${which}${wanted.orEquivalent === true ? 'か、それとして数える資格' : ''}`;
    }
    case 'supporter_term':
      return `${words.supporterTitle}の経験 ${monthsText(wanted.months)}以上`;
    case 'employment_type':
      return `任用形態: ${wanted.types.map((type) => EMPLOYMENT_TYPE_WORDS[type]).join('・')}`;
    case 'practice_done':
      return `活動の記録 ${String(wanted.activities)}件以上`;
    case 'recommendation':
    case 'consent':
    case 'approval':
      return STEP_WORDS[wanted.kind];
  }
}

/** The same in a list of somebody's own, where the requirement itself stands above in full. */
export function wantedShort(wanted: Wanted, names: RequirementNames): string {
  if (wanted.kind === 'course_completed')
    return `「${names.courses.get(wanted.courseKey) ?? wanted.courseKey}」の修了`;
  return wantedText(wanted, names).replace(/^(?:資格|任用形態): /, '');
}

function monthsText(months: number): string {
  return months % 12 === 0 ? `${String(months / 12)}年` : `${String(months)}か月`;
}

export function isStep(wanted: Wanted): boolean {
  return STEPS.some((step) => step === wanted.kind);
}

/**
 * Why these cannot stand together, by the field of the form that is to be changed (`wanted4`, `need2`). `places` are where they
 * stand on the form, counted from 1: what was left blank between them counts as well.
 */
export function requirementProblems(
  requirements: readonly Requirement[],
  places: readonly number[],
): Readonly<Record<string, string>> {
  const codes = requirements.map(({ wanted }) => wantedCode(wanted));
  const placeOf = (index: number) => String(places[index] ?? index + 1);
  const problems: Record<string, string> = {};
  for (const [index, { alternative, isRequired }] of requirements.entries()) {
    const [place, same] = [placeOf(index), codes.indexOf(codes[index] ?? '')];
    if (same !== index) {
      problems[`wanted${place}`] = `要件${place}は、要件${placeOf(same)}と同じです。`;
      continue;
    }
    const first = requirements.findIndex((it) => it.alternative === alternative);
    if (alternative === null || requirements[first]?.isRequired === isRequired) continue;
    problems[`need${place}`] =
      `要件${place}と、同じ組の要件${placeOf(first)}とで、必須と望ましいが混ざっています。組の中はどちらかにそろえてください。`;
  }
  return problems;
}

/** Requirements by themselves, and those of which one is enough together, in the order of the page. */
export function requirementGroups<Item extends Pick<Requirement, 'alternative'>>(
  items: readonly Item[],
): readonly (readonly Item[])[] {
  return items.flatMap((item, index) => {
    if (item.alternative === null) return [[item]];
    const group = items.filter(({ alternative }) => alternative === item.alternative);
    return items.indexOf(group[0] ?? item) === index ? [group] : [];
  });
}
