import type { Single } from './choice-text.rules';

/** A question for the specs of the rules: the first choice is the key. */
export function single(
  stem: string,
  texts: readonly string[],
  more: Partial<Single> & { key?: number } = {},
): Single {
  const { key = 0, ...rest } = more;
  return {
    id: 'spec.001',
    kind: 'single',
    tags: ['ip-test/1'],
    difficulty: 1,
    stem,
    choices: texts.map((text, place) => ({ text, correct: place === key, why: '理由です。' })),
    explanation: '説明です。',
    source: 'original',
    usage: 'practice',
    ...rest,
  };
}
