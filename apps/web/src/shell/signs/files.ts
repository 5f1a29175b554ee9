import type { OrderState } from '@app/exports';
import { done, moving, open, past, plain, type RowsOf, wrong } from './sign';

/** What becomes of a file that was ordered. */
export const FILE_ROWS = {
  'file.waiting': open('順番待ち'),
  'file.running': moving('作成中'),
  'file.ready': done('できあがり'),
  'file.failed': wrong('作れなかった'),
  'file.cancelled': past('取りやめ'),
  'file.deleted': past('削除済み'),
  'file.expired': past('期限切れ'),
  /** Made, and the right to see it is gone. */
  'file.withheld': past('権限なし'),
} satisfies RowsOf<'file', OrderState | 'withheld'>;

export const REPORT_ROWS = {
  'report.going': plain('続いている'),
  'report.ended': past('終わった'),
} satisfies RowsOf<'report', 'going' | 'ended'>;
