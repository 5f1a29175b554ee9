import { type CohortPart, type CohortPerson, type CohortQuestion } from '@app/appointments';
import { formatFiscalYear, words } from '@app/platform';
import { dayCell, type FileList } from '../list/file-list';

export const COHORT_TITLE = 'サポーターのその後';

const PART_WORDS: Readonly<Record<CohortPart, () => string>> = {
  all: () => 'なった人',
  supporters: () => `いまも${words.supporter}`,
  leaders: () => `${words.leader}になった`,
  left: () => '退職',
  ended: () => '任期が終わった',
};

export function cohortPartWord(part: CohortPart): string {
  return PART_WORDS[part]();
}

/** 「令和7年度のサポーター: リーダーになった」 */
export function cohortTitle({ year, part }: CohortQuestion): string {
  return `${formatFiscalYear(year)}の${words.supporter}: ${cohortPartWord(part)}`;
}

/** Whom one number of the cohorts counts. */
export const COHORT_PEOPLE_IN_FILES: FileList<CohortPerson> = {
  name: `${COHORT_TITLE}の職員`,
  columns: [
    { key: 'number', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
    { key: 'name', heading: '氏名', value: ({ name }) => name },
    { key: 'unit', heading: '所属', value: ({ unitName }) => unitName ?? '所属なし' },
    { key: 'began', heading: 'サポーターになった日', value: ({ began }) => dayCell(began) },
    { key: 'ledFrom', heading: 'リーダーになった日', value: ({ ledFrom }) => dayCell(ledFrom) },
    { key: 'now', heading: 'いま', value: nowText },
  ],
};

function nowText({ supports, hasLeft }: CohortPerson): string {
  if (hasLeft) return '退職';
  return supports ? `${words.supporter}の任期中` : '';
}
