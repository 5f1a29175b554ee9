import type { CandidateFilter, CertificationRow } from '@app/certifications';
import type { UnitRow } from '@app/organization';
import { diffDays, type LocalDate } from '@app/platform';
import { unitOptions } from '../../../shared/unit-options';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { tabs } from '../../../shell/parts/ways';
import { address } from '../../../shell/view-parts';
import { filterQuery } from './exams.forms';

export const BOARD = '/exams/board';
export const LIST = '/exams/board/list';

/** What both the board and the list begin with. */
export interface CandidateFrame {
  readonly filter: CandidateFilter;
  readonly certifications: readonly CertificationRow[];
  readonly units: readonly Pick<UnitRow, 'code' | 'name' | 'depth'>[];
  readonly today: LocalDate;
  /** Of the qualification. */
  readonly name: string;
  /** That nobody can sit it any more; empty while somebody can. */
  readonly over: string;
}

export function candidateFilterBar(
  { filter, certifications, units }: CandidateFrame,
  {
    path,
    found,
    kept,
  }: {
    readonly path: string;
    readonly found: string;
    readonly kept: Readonly<Record<string, string | undefined>>;
  },
) {
  const { code, unitCode, words, onlyStuck } = filter;
  const names = certifications.map((it) => ({ value: it.code, text: it.name }));
  return filterBar(
    [
      searchField('氏名か職員番号', asked('words', words)),
      {
        ...selectField('資格', asked('qualification', code), names),
        options: names,
        unasked: code,
      },
      selectField(
        '所属(下の所属を含む)',
        asked('unit', unitCode),
        unitOptions(units),
        'すべての所属',
      ),
      selectField('止まっている人', asked('stuck', onlyStuck ? 'yes' : ''), [
        { value: 'yes', text: '止まっている人だけ' },
      ]),
    ],
    { path, label: '受験の状況の絞り込み', kept, found },
  );
}

export function viewTabs(filter: CandidateFilter, current: 'board' | 'list') {
  const query = filterQuery(filter);
  return tabs(
    [
      ['board', '段階ごと'],
      ['list', '一覧'],
    ],
    current,
    (key) => address(key === 'board' ? BOARD : LIST, query),
  );
}

export const daysIn = (since: LocalDate, today: LocalDate): number => diffDays(since, today);
