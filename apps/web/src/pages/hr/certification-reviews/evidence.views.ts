import type { ReviewDetail } from '@app/certifications';
import { type FileDrawing, numberText, type UndrawnReason } from '@app/platform';

const KILOBYTE = 1024;
const TYPE_NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG画像',
  'image/png': 'PNG画像',
};

const UNDRAWN: Readonly<Record<UndrawnReason, string>> = {
  encrypted: 'パスワードで保護されたPDFのため、この画面には表示できません。',
  unreadable: 'ファイルが壊れているか、読み取れない作りのため、この画面には表示できません。',
  too_heavy: 'ファイルの作りが複雑なため、この画面には表示できません。',
  disk: '保存先を読み書きできないため、いまは表示できません。',
};
const IN_THE_FILE = '「証明書類を保存する」で保存し、開いて確かめてください。';

/** A page of the evidence beside the report; without an address where it could not be drawn. */
export interface EvidencePageView {
  readonly id: string;
  readonly href: string;
  readonly text: string;
}

/** What the reviewer compares the report with: pictures where they can be drawn, and the file itself. */
export function evidenceView(
  review: Pick<ReviewDetail, 'evidenceName' | 'evidenceType' | 'evidenceBytes'>,
  { href, drawing }: { readonly href: string; readonly drawing: FileDrawing | null },
) {
  return {
    name: review.evidenceName,
    note: `${TYPE_NAMES[review.evidenceType] ?? review.evidenceType}、${sizeText(review.evidenceBytes)}`,
    href,
    pages: drawing === null || 'reason' in drawing ? [] : pagesOf(href, drawing),
    trouble: href === '' ? '' : troubleOf(drawing),
  };
}

function pagesOf(
  href: string,
  { pages, isDrawn }: Exclude<FileDrawing, { readonly reason: UndrawnReason }>,
): readonly EvidencePageView[] {
  return isDrawn.map((isThere, index) => {
    const number = index + 1;
    const name = pages === 1 ? '証明書類' : `証明書類の${numberText(number)}ページ目`;
    const id = `evidence-page-${String(number)}`;
    return isThere
      ? { id, href: `${href}/${String(number)}`, text: name }
      : { id, href: '', text: `${name}は、画面に表示できません。${IN_THE_FILE}` };
  });
}

function troubleOf(drawing: FileDrawing | null): string {
  if (drawing === null) return '';
  if ('reason' in drawing) return `${UNDRAWN[drawing.reason]}${IN_THE_FILE}`;
  const { pages, isDrawn } = drawing;
  if (pages === isDrawn.length) return '';
  return `全部で${numberText(pages)}ページあり、はじめの${numberText(isDrawn.length)}ページを表示しています。残りは、${IN_THE_FILE}`;
}

/** Whole kilobytes, at least one: enough to tell a scan from a thumbnail. */
function sizeText(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KILOBYTE));
  return `${numberText(kilobytes)}KB`;
}
