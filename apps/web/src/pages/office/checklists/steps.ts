import { type Actor, hasPermission, type Permission } from '@app/access';
import { type RowView, row } from '../../../shell/parts/rows';
import { stateChip } from '../../../shell/signs';

/** `ahead`: its day has not come. `others`: somebody else does it, and how far they are is not for the reader. */
export type StepState = 'done' | 'left' | 'ahead' | 'others' | 'any';

/** One step of a list that is gone through from the top. Each leads to the page that shows before it acts. */
export interface Step {
  readonly title: string;
  readonly state: StepState;
  /** What is there, and what is left. */
  readonly sentence: string;
  /** Who does it. */
  readonly by: string;
  readonly verb?: string | undefined;
  readonly href?: string | undefined;
  /** What the page asks for to which it leads; of whoever has it not, the step only tells. Nothing: the area asked already. */
  readonly needs?: Permission;
}

const CHIPS = {
  done: stateChip('step.done'),
  left: stateChip('step.left'),
  ahead: stateChip('step.ahead'),
  others: stateChip('step.others'),
  any: null,
} as const;

/** A step that is done can be done again; only the first that is left is offered as the act of the page. */
export function stepRows(all: readonly Step[], actor: Actor): readonly RowView[] {
  const steps = all.map((step) => forReader(step, actor));
  const first = steps.findIndex(({ state, verb = '' }) => state === 'left' && verb !== '');
  return steps.map(({ title, state, sentence, by, verb = '', href = '' }, at) =>
    row(`${String(at + 1)}. ${title}`, sentence, {
      chip: CHIPS[state],
      since: `担当: ${by}。`,
      ...{ verb, href, isFirst: at === first },
    }),
  );
}

function forReader(step: Step, actor: Actor): Step {
  const isOpen = step.needs === undefined || hasPermission(actor, step.needs);
  return isOpen ? step : { ...step, verb: '', href: '' };
}

export function stepsSentence(steps: readonly Step[]): string {
  const left = steps.filter(({ state }) => state === 'left');
  const [first] = left;
  const all = String(steps.length);
  return first
    ? `全${all}の手順のうち、この画面で分かる残りは${String(left.length)}つです。次は「${first.title}」(担当: ${first.by})です。`
    : `全${all}の手順のうち、この画面で分かる残りはありません。`;
}
