import { Conflict } from '../errors/errors';

/** More rows than this are built in memory by no download; a city of 3,000 staff stays far below it. */
export const MAXIMUM_EXPORT_ROWS = 20_000;

/** A file is complete or it is refused: nobody may take a part of a list for the whole of it. */
export function requireExportable(total: number, most = MAXIMUM_EXPORT_ROWS): void {
  if (total <= most) return;
  throw new Conflict(
    'export.too_many_rows',
    `CSVに保存できるのは${most.toLocaleString('ja-JP')}件までです(この条件では${total.toLocaleString('ja-JP')}件あります)。一覧に戻り、状態や所属などの条件で絞り込んでから保存してください。`,
  );
}
