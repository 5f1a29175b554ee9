import { changeLines, type CorrectionRow } from '@app/certifications';
import { formatDateTime } from '@app/platform';
import { tableFrame } from '../../../shell/parts/tables';
import { stateChip } from '../../../shell/signs';
import { CORRECTIONS } from './corrections.list';

/** The corrections of a record, below it. */
export function correctionHistory(rows: readonly CorrectionRow[]) {
  return {
    table: tableFrame('訂正の経過', { hidesCaption: true, rows: rows.length }),
    rows: rows.map((row) => ({
      href: `${CORRECTIONS}/${row.id}`,
      when: formatDateTime(row.decidedAt ?? row.proposedAt),
      chip: stateChip(`correction.${row.state}`),
      lines: changeLines(row),
      reason: row.reason,
      who: row.deciderName === '' ? row.proposerName : `${row.proposerName}、${row.deciderName}`,
    })),
  };
}
