import type { Requirement } from '../role/requirement.rules';

/** A requirement in a table of those of one role. */
export interface Asked {
  readonly requirement: Requirement;
  readonly isMet: boolean;
}

/** 「必須」「望ましい」「必須(どれか1つ)」: what a row of requirements is beside the others. */
export function needText(asked: Asked, all: readonly Asked[]): string {
  const need = asked.requirement.isRequired ? '必須' : '望ましい';
  const choice = choiceText(asked, all);
  return choice === '' ? need : `${need}(${choice})`;
}

/** Of those of which one is enough, by group where there are several, and whether another one has done it; else empty. */
export function choiceText(asked: Asked, all: readonly Asked[]): string {
  const groups = choicesOf(all);
  const place = groups.indexOf(asked.requirement.alternative ?? 0);
  if (place < 0) return '';
  const group = groups.length > 1 ? `・組${String(place + 1)}` : '';
  return `どれか1つ${group}${isSpared(asked, all) ? '。ほかの要件で足りています' : ''}`;
}

/** Whether rows of requirements stand for each other anywhere. */
export function hasChoice(all: readonly Asked[]): boolean {
  return choicesOf(all).length > 0;
}

/** Not met, and not needed: another one of its group is. */
export function isSpared({ requirement, isMet }: Asked, all: readonly Asked[]): boolean {
  const { alternative } = requirement;
  return (
    !isMet &&
    alternative !== null &&
    all.some((it) => it.isMet && it.requirement.alternative === alternative)
  );
}

/** The groups of more than one, in the order of the page. */
function choicesOf(all: readonly Asked[]): readonly number[] {
  const numbers = all.flatMap(({ requirement }) => requirement.alternative ?? []);
  return [...new Set(numbers)].filter((number) => numbers.filter((it) => it === number).length > 1);
}
