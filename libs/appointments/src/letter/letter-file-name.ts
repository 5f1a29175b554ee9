import { cleanFileName } from '@app/platform';

/** Leaves room for the ending and a number. */
const LONGEST_STEM = 80;

/** At the end of the name of a copy that is marked as annulled. */
export const CANCELLED_MARK = '_取消し';

/** 文書番号_氏名.pdf, as any system takes it; `count` tells two of the same name apart. */
export function letterFileName(documentNumber: string, name: string, count = 1, mark = ''): string {
  const plain = `${documentNumber}_${name}`.replace(/[\\/]/g, '-');
  const stem = Array.from(plain).slice(0, LONGEST_STEM).join('');
  const number = count === 1 ? '' : `_${String(count)}`;
  return cleanFileName(`${stem}${number}${mark}.pdf`, 'application/pdf');
}
