import { formatDateTime, localDateOf } from '@app/platform';

/** Said at the start when the product lives on another day than the machine; empty on the same day. */
export function productDateLine(now: Date, machine: Date): string {
  const [day, today] = [now, machine].map(localDateOf);
  if (day === today) return '';
  return `▲ 製品の日付は ${formatDateTime(now)} です（APP_NOW。この機械は ${formatDateTime(machine)}）。認証アプリのコードも製品の時刻のものが要ります。`;
}
