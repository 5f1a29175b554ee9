import { numberText } from '@app/platform';
import { tableFrame } from '../../../shell/parts/tables';

/** How many people an act concerns, line by line; a line without anybody says nothing and is left out. */
export function countsTable(
  caption: string,
  counts: {
    readonly lines: readonly (readonly [label: string, count: number])[];
    readonly total: number;
  },
) {
  const lines = counts.lines.filter(([, count]) => count > 0);
  return {
    frame: tableFrame(caption, {
      hidesCaption: true,
      columns: 2,
      rows: lines.length,
      staysTable: true,
    }),
    lines: lines.map(([label, count]) => ({ label, count: numberText(count) })),
    total: numberText(counts.total),
  };
}
