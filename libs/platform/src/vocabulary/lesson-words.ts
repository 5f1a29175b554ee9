/** Values by the names that lessons and questions use: `{{city.kind}}`. */
export type LessonWords = Readonly<Record<string, string>>;

/** How a municipality of each kind is spoken of: the kind, the head, and the house. */
const KINDS: Readonly<Record<string, readonly [head: string, hall: string]>> = {
  市: ['市長', '市役所'],
  町: ['町長', '町役場'],
  村: ['村長', '村役場'],
  区: ['区長', '区役所'],
  県: ['知事', '県庁'],
  府: ['知事', '府庁'],
  道: ['知事', '道庁'],
  都: ['知事', '都庁'],
};

/** What the plan asks for, as a lesson says it while no target is set. */
export const GOALS_UNSET = {
  goal_leaders: '計画で定める数',
  goal_leaders_due: '計画で定める期限',
  goal_holders: '計画で定める人数',
  goal_holders_due: '計画で定める期限',
} as const satisfies LessonWords;
export type GoalWords = Readonly<Record<keyof typeof GOALS_UNSET, string>>;

/** 市, 市長 and 市役所, as the name of the city ends: nobody has to set what the name says already. */
export function kindWords(cityName: string): LessonWords {
  const kind = Array.from(cityName.trim()).at(-1) ?? '';
  const known = Object.hasOwn(KINDS, kind) ? kind : '市';
  const [head, hall] = KINDS[known] ?? ['市長', '市役所'];
  return { kind: known, head, hall };
}

const VARIABLE = /\{\{\s*city\.(\w+)\s*\}\}/g;

/** Puts the words into a text. A name that nobody knows shows that it is not set; `courses check` refuses it. */
export function fillLessonWords(text: string, words: LessonWords): string {
  return text.replace(VARIABLE, (_variable, name: string) =>
    Object.hasOwn(words, name) ? (words[name] ?? '') : '(未設定)',
  );
}

/** The same for every text inside a value, whatever its shape. */
export function fillAllWords<Value>(value: Value, words: LessonWords): Value {
  return filled(value, words) as Value;
}

function filled(value: unknown, words: LessonWords): unknown {
  if (typeof value === 'string') return fillLessonWords(value, words);
  if (Array.isArray(value)) return value.map((item) => filled(item, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      fillLessonWords(name, words),
      filled(inner, words),
    ]),
  );
}
