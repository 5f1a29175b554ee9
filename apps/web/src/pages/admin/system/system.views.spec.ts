import { systemSentence } from './system.views';

describe('The sentence of システムの状態', () => {
  it.each([
    [0, '確かめたことは、すべて守られています。'],
    [1, '確かめていただきたいことが1件あります。上から順にご覧ください。'],
    [12, '確かめていただきたいことが12件あります。上から順にご覧ください。'],
  ])('with %d findings', (problems, sentence) => {
    expect(systemSentence(problems)).toBe(sentence);
  });
});
