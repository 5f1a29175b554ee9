/** What somebody can do in a step of a scene, what comes of it, and where it leads. */
export interface SceneChoice {
  readonly text: string;
  /** The key of the next step, or `end`. Empty when the author wrote none. */
  readonly to: string;
  /** The line of the choice, counted from the line of `:::scene`; what comes of it stands until `until`. */
  readonly line: number;
  readonly until: number;
  readonly hasResult: boolean;
}

export interface SceneStep {
  readonly key: string;
  /** When or where it is, in a few words. */
  readonly heading: string;
  readonly line: number;
  /** Where the text of the step ends. */
  readonly until: number;
  readonly hasText: boolean;
  readonly choices: readonly SceneChoice[];
}

/** A situation in steps: each choice has its consequence and leads on or ends. The first step is the beginning. */
export interface Scene {
  readonly title: string;
  readonly steps: readonly SceneStep[];
  /** The first line that belongs to no step, or null. */
  readonly strayLine: number | null;
}

export interface SceneProblem {
  readonly line: number;
  readonly reason: string;
}

export const END = 'end';
export const SCENE_OPEN = /^:::scene(?:\s+(.*))?$/;
const STEP = /^@([a-z0-9-]+)(?:\s+(.*))?$/;
const CHOICE = /^\*\s+(.*)$/;
const TO = /^(.*?)\s*->\s*([a-z0-9-]+)\s*$/;
const FEWEST_STEPS = 2;
const FEWEST_CHOICES = 2;
const MOST_CHOICES = 4;

interface Part {
  readonly line: number;
  readonly text: string;
}

/** Reads the lines between `:::scene 題名` (the first one) and its `:::`. */
export function parseScene(lines: readonly string[]): Scene {
  const title = SCENE_OPEN.exec(lines[0]?.trim() ?? '')?.[1]?.trim() ?? '';
  const parts = lines.map((text, line) => ({ text: text.trim(), line })).slice(1);
  const starts = parts.filter(({ text }) => STEP.test(text)).map(({ line }) => line);
  const first = starts[0] ?? lines.length;
  const stray = parts.find(({ line, text }) => text !== '' && line < first);
  return {
    title,
    steps: starts.map((line, index) =>
      parseStep(parts.slice(line - 1, (starts[index + 1] ?? lines.length) - 1)),
    ),
    strayLine: stray?.line ?? null,
  };
}

function parseStep(parts: readonly Part[]): SceneStep {
  const head = parts[0] ?? { line: 0, text: '' };
  const [, key = '', heading = ''] = STEP.exec(head.text) ?? [];
  const rest = parts.slice(1);
  const end = head.line + parts.length;
  const starts = rest.filter(({ text }) => CHOICE.test(text)).map(({ line }) => line);
  const until = starts[0] ?? end;
  return {
    key,
    heading: heading.trim(),
    line: head.line,
    until,
    hasText: hasText(rest, head.line, until),
    choices: starts.map((line, index) => parseChoice(rest, line, starts[index + 1] ?? end)),
  };
}

function parseChoice(parts: readonly Part[], line: number, until: number): SceneChoice {
  const written = CHOICE.exec(parts.find((part) => part.line === line)?.text ?? '')?.[1] ?? '';
  const [, text = written, to = ''] = TO.exec(written) ?? [];
  return { text: text.trim(), to, line, until, hasResult: hasText(parts, line, until) };
}

function hasText(parts: readonly Part[], after: number, until: number): boolean {
  return parts.some(({ line, text }) => line > after && line < until && text !== '');
}

/** Why a scene would leave its reader standing: a step that nobody comes to, a choice that leads nowhere. */
export function sceneProblems(scene: Scene): SceneProblem[] {
  const { title, steps, strayLine } = scene;
  const problems: SceneProblem[] = [];
  const refuse = (line: number, reason: string) => problems.push({ line, reason });
  if (title === '') refuse(0, '場面に題名がありません。「:::scene 題名」と書いてください。');
  if (steps.length < FEWEST_STEPS)
    refuse(0, '場面には「@名前 いつ・どこ」で始まる段が二つ以上必要です。');
  if (strayLine !== null) refuse(strayLine, '「@名前」で始まる段より前に、場面の文があります。');
  for (const step of steps) problems.push(...stepProblems(step, steps));
  const first = steps[0];
  if (first) problems.push(...wayProblems(first, steps));
  return problems;
}

function stepProblems(step: SceneStep, steps: readonly SceneStep[]): SceneProblem[] {
  const { key, heading, line, choices } = step;
  const count = choices.length;
  const reasons = [
    key === END && '段の名前に end は使えません。',
    steps.some((other) => other.key === key && other.line < line) && `段「${key}」が2回あります。`,
    (heading === '' || !step.hasText) && `段「${key}」に、いつ・どこ と、場面の文が必要です。`,
    (count < FEWEST_CHOICES || count > MOST_CHOICES) &&
      `段「${key}」の選択肢は2〜4個にしてください(今は${String(count)}個)。`,
  ].filter((reason) => reason !== false);
  return [
    ...reasons.map((reason) => ({ line, reason })),
    ...choices.flatMap((choice) => choiceProblems(choice, steps)),
  ];
}

function choiceProblems(choice: SceneChoice, steps: readonly SceneStep[]): SceneProblem[] {
  const { text, to, line, hasResult } = choice;
  if (text === '' || to === '')
    return [{ line, reason: '選択肢は「* することの文 -> 次の段」または「-> end」と書きます。' }];
  const leadsOn = to === END || steps.some(({ key }) => key === to);
  return [
    ...(leadsOn ? [] : [{ line, reason: `次の段「${to}」がありません。` }]),
    ...(hasResult ? [] : [{ line, reason: `「${text}」を選んだ結果の文がありません。` }]),
  ];
}

/** Every step can be reached from the first, and from every step there is a way to the end. */
function wayProblems(first: SceneStep, steps: readonly SceneStep[]): SceneProblem[] {
  const reached = spread(new Set([first.key]), (known) =>
    steps.filter(({ key }) => known.has(key)).flatMap(({ choices }) => choices.map(({ to }) => to)),
  );
  const ending = spread(new Set([END]), (known) =>
    steps.filter(({ choices }) => choices.some(({ to }) => known.has(to))).map(({ key }) => key),
  );
  return steps.flatMap(({ key, line }) => [
    ...(reached.has(key) ? [] : [{ line, reason: `段「${key}」へ進む選択肢がありません。` }]),
    ...(ending.has(key) ? [] : [{ line, reason: `段「${key}」からは終わり(end)に行けません。` }]),
  ]);
}

/** Adds what follows from what is known until nothing new comes. */
function spread(known: Set<string>, follow: (known: Set<string>) => string[]): Set<string> {
  const next = new Set([...known, ...follow(known)]);
  return next.size === known.size ? known : spread(next, follow);
}
