import type { OfficeArea, WaitingIn } from '@app/access';
import type { Step } from './steps';

/** What waits in some areas, as home tells it. */
export type Waiting = readonly WaitingIn<OfficeArea>[];

/** A step that is done when nothing of one area waits any more; of whoever may not see the area, without how far it is. */
export function waitingStep(
  waiting: Waiting,
  area: OfficeArea,
  { title, by }: Pick<Step, 'title' | 'by'>,
): Step {
  const [thing] = waiting.filter((it) => it.area === area);
  if (thing === undefined) {
    return { title, by, state: 'others', sentence: `${by}の画面に、残りの数が出ます。` };
  }
  const { sentence, verb, href, count } = thing;
  return { title, by, state: count === 0 ? 'done' : 'left', sentence, verb, href };
}
