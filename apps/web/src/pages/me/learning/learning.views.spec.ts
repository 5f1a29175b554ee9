import { certificateSentence } from './certificate.views';
import { recordSentence } from './learning.views';

describe('受講記録', () => {
  it.each([
    [{ all: 0, thisYear: 0, exempted: 0 }, '修了した講座は、まだありません。'],
    [{ all: 0, thisYear: 0, exempted: 1 }, '免除された講座が1件あります。'],
    [
      { all: 1, thisYear: 0, exempted: 0 },
      'これまでに1件を修了しました。今年度に修了したものは、まだありません。',
    ],
    [{ all: 1, thisYear: 1, exempted: 0 }, 'これまでに1件、今年度は1件を修了しました。'],
    [{ all: 1200, thisYear: 12, exempted: 3 }, 'これまでに1,200件、今年度は12件を修了しました。'],
  ])('says of %j what was finished', (ended, sentence) => {
    expect(recordSentence(ended)).toBe(sentence);
  });

  it.each([
    [0, '修了した講座は、まだありません。'],
    [1, '次の1件の講座を修了しています。'],
    [30, '次の30件の講座を修了しています。'],
  ])('certifies %d', (count, sentence) => {
    expect(certificateSentence(count)).toBe(sentence);
  });
});
