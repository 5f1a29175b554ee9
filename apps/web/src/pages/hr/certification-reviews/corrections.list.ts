import { changeLines, type CorrectionRow } from '@app/certifications';
import { formatDateTime } from '@app/platform';
import { instantCell, type List } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

export const CORRECTIONS = '/certification-reviews/corrections';

/** Corrections that wait, or that were decided, for everybody who may read reports. */
export const CORRECTIONS_LIST: List<CorrectionRow> = {
  name: '資格の訂正',
  columns: [
    {
      key: 'person',
      heading: '氏名(職員番号)',
      value: (row) => row.personName,
      show: (row) => ({ text: '', person: personName({ ...row, name: row.personName }) }),
    },
    {
      key: 'certification',
      heading: '資格',
      value: (row) => row.oldCertificationName,
      show: (row) => ({
        text: row.oldCertificationName,
        href: `${CORRECTIONS}/${row.id}`,
        spoken: `${row.personName}さんの訂正`,
      }),
    },
    {
      key: 'changes',
      heading: '訂正するところ',
      value: (row) => changeLines(row).join('、'),
      show: (row) => ({ text: '', lines: changeLines(row) }),
    },
    { key: 'proposer', heading: '申し出た人', value: (row) => row.proposerName },
    {
      key: 'proposedAt',
      heading: '申し出た日時',
      value: (row) => instantCell(row.proposedAt),
      show: (row) => ({ text: formatDateTime(row.proposedAt) }),
    },
    {
      key: 'state',
      heading: '状態',
      dropsWhenConstant: true,
      value: (row) => stateChip(`correction.${row.state}`).label,
      show: (row) => ({ text: '', chip: stateChip(`correction.${row.state}`) }),
    },
  ],
};
