import { Injectable } from '@nestjs/common';
import {
  type MockChoice,
  type MockOfPerson,
  type MockPaper,
  MockQueries,
  type SyllabusTree,
} from '@app/practice';
import { formatDateShort, formatTime, localDateOf } from '@app/platform';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';
import { queue, type QueueView, row, type RowView } from '../../../shell/parts/rows';
import { stateChip } from '../../../shell/signs';
import { mockTitle } from '../../../shared/mock-words';
import type { OpenMock } from './itpassport.views';
import { mockList, type ScoredMock, scoredMocks } from './mock-list';
import { attemptAddress, newMockAddress, overallOf, pointsText } from './mock-words';

const FULL = { form: 'full', paper: null, field: null } as const;

/** 模擬試験 on the page of ITパスポート. */
export interface MockSectionView {
  /** The one under way; said before everything else. */
  readonly open: OpenMock | null;
  readonly papers: QueueView;
  readonly taken: ListTableView | null;
}

/** What there is to sit, what is open, and what came of those before. */
@Injectable()
export class MockSection {
  constructor(private readonly mocks: MockQueries) {}

  async find(personId: string, syllabus: SyllabusTree): Promise<MockSectionView> {
    const [papers, mocks] = await Promise.all([
      this.mocks.listPapers(syllabus.key),
      this.mocks.listMocks(personId, syllabus.key),
    ]);
    return mockSection({ papers, mocks, syllabus });
  }
}

export function mockSection(found: {
  readonly papers: readonly MockPaper[];
  readonly mocks: readonly MockOfPerson[];
  readonly syllabus: SyllabusTree;
}): MockSectionView {
  const { papers, mocks, syllabus } = found;
  const open = mocks.find(({ submittedAt }) => submittedAt === null) ?? null;
  const taken = scoredMocks(mocks, syllabus);
  const choices: readonly MockChoice[] = [
    ...papers.map(({ paper }) => ({ ...FULL, paper })),
    FULL,
    { ...FULL, form: 'short' },
    ...syllabus.fields.map(({ key }) => ({ ...FULL, form: 'field' as const, field: key })),
  ];
  const rows = choices.map((choice) => choiceRow(choice, { open, taken, syllabus }));
  return {
    open: open && openView(open, syllabus),
    papers: queue('', rows),
    taken:
      taken.length === 0
        ? null
        : listTable(mockList(syllabus), taken, { caption: '受けた模擬試験', path: '', query: {} }),
  };
}

interface Around {
  readonly open: MockOfPerson | null;
  readonly taken: readonly ScoredMock[];
  readonly syllabus: SyllabusTree;
}

/** While one is open nothing else can be begun. */
function choiceRow(choice: MockChoice, { open, taken, syllabus }: Around): RowView {
  const title = mockTitle(choice, syllabus.fields);
  if (open !== null && isSame(open, choice))
    return row(title, openText(open), {
      ...{ chip: stateChip('quiz.open'), verb: '続ける', href: attemptAddress(open.attemptId) },
    });
  const last = taken.find(({ mock }) => isSame(mock, choice));
  const act = open === null ? { verb: '受ける', href: newMockAddress(choice) } : {};
  const about = aboutText(choice, syllabus);
  // Most are not taken: a word, no sign.
  if (last === undefined) return row(title, about, { since: '未受験', ...act });
  return row(title, `${about}${lastText(last)}`, act);
}

function openView(open: MockOfPerson, { fields }: SyllabusTree): OpenMock {
  return {
    sentence: `${mockTitle(open, fields)}を受けている途中です。${openText(open)}`,
    ...{ href: attemptAddress(open.attemptId), label: '模擬試験に戻る' },
  };
}

function isSame(one: MockChoice, other: MockChoice): boolean {
  return one.form === other.form && one.paper === other.paper && one.field === other.field;
}

function openText({ deadlineAt }: MockOfPerson): string {
  const until = deadlineAt === null ? '' : `${formatTime(deadlineAt)}までです。`;
  return `${until}離れていても時間は進みます。`;
}

function lastText({ score, submittedAt }: ScoredMock): string {
  const overall = overallOf(score);
  const points = overall === null ? '' : `目安で${pointsText(overall)}でした。`;
  return `前回(${formatDateShort(localDateOf(submittedAt))})は${points}`;
}

function aboutText({ form, paper, field }: MockChoice, { minutes, fields }: SyllabusTree): string {
  const all = fields.reduce((sum, it) => sum + it.questions, 0);
  if (form === 'short') return '30問・36分。本番と同じ割合の短い形です。';
  if (form === 'field') {
    const questions = fields.find(({ key }) => key === field)?.questions ?? 0;
    return `${String(questions)}問・${String(Math.round((minutes * questions) / all))}分。`;
  }
  const size = `${String(all)}問・${String(minutes)}分。`;
  return paper === null ? `${size}問題を毎回選び直します。` : size;
}
