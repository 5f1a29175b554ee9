import type { FileDrawing } from '@app/platform';
import { evidenceView } from './evidence.views';

const REVIEW = {
  evidenceName: '証書.pdf',
  evidenceType: 'application/pdf',
  evidenceBytes: 2_048_000,
};
const HREF = '/certification-reviews/r1/evidence';
const viewOf = (drawing: FileDrawing | null, href = HREF) =>
  evidenceView(REVIEW, { href, drawing });

describe('evidenceView', () => {
  it('shows the pages that were drawn, and says what is missing', () => {
    expect(viewOf({ pages: 1, isDrawn: [true] })).toEqual({
      name: '証書.pdf',
      note: 'PDF、2,000KB',
      href: HREF,
      pages: [{ id: 'evidence-page-1', href: `${HREF}/1`, text: '証明書類' }],
      trouble: '',
    });
    const long = viewOf({ pages: 500, isDrawn: [true, false, true] });
    expect(long.pages.map((page) => page.href)).toEqual([`${HREF}/1`, '', `${HREF}/3`]);
    expect(long.pages[1]?.text).toContain('2ページ目は、画面に表示できません。');
    expect(long.trouble).toContain('全部で500ページあり、はじめの3ページを表示しています。');
  });

  it.each([
    ['encrypted', 'パスワード'],
    ['unreadable', '壊れているか'],
    ['too_heavy', '複雑'],
    ['disk', '保存先'],
  ] as const)('says in words why nothing is shown: %s', (reason, word) => {
    const view = viewOf({ reason });
    expect(view.pages).toEqual([]);
    expect(view.trouble).toContain(word);
    expect(view.trouble).toContain('「証明書類を保存する」で保存し');
  });

  it('says nothing to who may not see it, nor of a file that is gone', () => {
    expect(viewOf(null, '')).toMatchObject({ href: '', pages: [], trouble: '' });
    expect(viewOf(null).trouble).toBe('');
  });
});
