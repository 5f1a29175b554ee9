/** A hundred questions as in the exam, thirty in proportion, or those of one field. */
export const MOCK_FORMS = ['full', 'short', 'field'] as const;
export type MockForm = (typeof MOCK_FORMS)[number];

/** What somebody sits. */
export interface MockChoice {
  readonly form: MockForm;
  /** A fixed paper; null: drawn by the blueprint. Only of the full form. */
  readonly paper: string | null;
  /** Only of the form of one field. */
  readonly field: string | null;
}

const MOCK = 'mock';

/** `mock:<syllabus>:<form>[:<paper or field>]`: attempts at the same thing are counted together. */
export function mockKey(syllabusKey: string, { form, paper, field }: MockChoice): string {
  return [MOCK, syllabusKey, form, paper ?? field ?? []].flat().join(':');
}

export function isMockKey(quizKey: string): boolean {
  return quizKey.startsWith(`${MOCK}:`);
}

/** What a key names, for its title; null for the key of another quiz. */
export function mockChoiceOf(quizKey: string): MockChoice | null {
  const [mock, , form, of = null] = quizKey.split(':');
  const known = MOCK_FORMS.find((it) => it === form);
  if (mock !== MOCK || known === undefined) return null;
  return { form: known, paper: known === 'full' ? of : null, field: known === 'field' ? of : null };
}
