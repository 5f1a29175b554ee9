/** One of several views of the same page. */
export interface TabView {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** The model of the partial `tabs`, given as `tabs=`; with a count where it helps to choose. */
export function tabs<Key extends string>(
  names: readonly (readonly [key: Key, label: string, count?: number])[],
  current: Key,
  hrefOf: (key: Key) => string,
): readonly TabView[] {
  return names.map(([key, label, count]) => ({
    label: count === undefined ? label : `${label}(${count.toLocaleString('ja-JP')})`,
    href: hrefOf(key),
    isCurrent: key === current,
  }));
}

interface StepView {
  readonly label: string;
  /** For those who hear it: what the colour and the frame tell the others. */
  readonly state: '済み' | 'いまここ' | 'これから';
  readonly modifier: 'done' | 'current' | 'ahead';
  readonly isCurrent: boolean;
}

/** Where somebody stands in what takes several pages: the model of the partial `stepper`. */
export interface StepperView {
  readonly label: string;
  readonly steps: readonly StepView[];
}

/** `current` counts from 0; when all is done it is the number of steps. */
export function stepper(label: string, names: readonly string[], current: number): StepperView {
  return { label, steps: names.map((name, at) => stepOf(name, at - current)) };
}

function stepOf(label: string, distance: number): StepView {
  if (distance < 0) return { label, state: '済み', modifier: 'done', isCurrent: false };
  if (distance > 0) return { label, state: 'これから', modifier: 'ahead', isCurrent: false };
  return { label, state: 'いまここ', modifier: 'current', isCurrent: true };
}
