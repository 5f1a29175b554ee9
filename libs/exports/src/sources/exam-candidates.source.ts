import { Injectable } from '@nestjs/common';
import {
  ASKED_EXAM,
  CANDIDATE_SORTS,
  CandidateBoardQueries,
  type CandidateFilter,
  type CandidateRow,
  type CandidateSort,
  CertificationQueries,
  STAGE_WORDS,
  stuckText,
} from '@app/certifications';
import { CountingRuleQueries, ruleLabel } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { diffDays, formatDateShort, type LocalDate, people } from '@app/platform';
import { z } from 'zod';
import { dayCell, type FileList } from '../list/file-list';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { unitWord } from './unit-word';

const text = z.string().trim().max(100).catch('');
const candidateQuery = z.object({
  qualification: text,
  unit: text,
  words: text,
  stuck: z.enum(['', 'yes']).catch(''),
});

/** What an address asks to see; anything that is not offered is as if it had not been said. */
export function candidateFilter(given: unknown, codes: readonly string[]): CandidateFilter {
  const { qualification, unit, words, stuck } = candidateQuery.parse(given);
  return {
    code: codes.includes(qualification) ? qualification : ASKED_EXAM,
    unitCode: unit,
    words,
    onlyStuck: stuck === 'yes',
    orEquivalent: false,
  };
}

export function candidateSort(asked: string | undefined): CandidateSort {
  return Object.keys(CANDIDATE_SORTS).find((it): it is CandidateSort => it === asked) ?? 'stage';
}

/** Who is how far on the way to a certificate. */
export function candidatesInFiles(today: LocalDate): FileList<CandidateRow> {
  return {
    name: '受験の状況',
    columns: [
      { key: 'staffNumber', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      { key: 'name', heading: '氏名', value: ({ name }) => name },
      { key: 'unit', heading: '所属', value: ({ unitName }) => unitName ?? '所属なし' },
      { key: 'stage', heading: '段階', value: ({ stage }) => STAGE_WORDS[stage] },
      { key: 'since', heading: 'いつから', value: (row) => dayCell(row.since) },
      {
        ...{ key: 'days', heading: '日数', isNumber: true },
        value: ({ since }) => diffDays(since, today),
      },
      { key: 'examOn', heading: '受験日', value: ({ examOn }) => dayCell(examOn) },
      { key: 'stuck', heading: '止まっているか', value: stuckText },
    ],
  };
}

/** 受験の状況. */
@Injectable()
export class ExamCandidatesSource extends ListSource<CandidateRow> {
  readonly key = 'exam_candidates';
  readonly permission = 'exams.follow';

  constructor(
    private readonly board: CandidateBoardQueries,
    private readonly certifications: CertificationQueries,
    private readonly rules: CountingRuleQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<CandidateRow>> {
    const { filter, name, rule } = await this.asked(query, today);
    const sort = candidateSort(query['sort']);
    const read = (number: number, size: number) =>
      this.board.listCandidates(actor, filter, { sort, number, size });
    const { total } = await read(1, 1);
    const words = conditionText([
      ['所属', await unitWord(this.units, filter.unitCode, today)],
      ['検索', filter.words],
      ['絞り込み', filter.onlyStuck ? '止まっている人' : ''],
    ]);
    return {
      list: candidatesInFiles(today),
      total,
      title: `${name}の受験の状況(${formatDateShort(today)}現在、${ruleLabel(rule)}${words}、${people(total)})`,
      suffix: today,
      rows: async ({ page, pageSize }) => (await read(page, pageSize)).rows,
    };
  }

  /** As the city's figure is counted, of which the columns are the parts. */
  async asked(query: unknown, today: LocalDate) {
    const certifications = await this.certifications.listAll();
    const codes = certifications.map(({ code }) => code);
    const given = candidateFilter(query, codes);
    const rule = await this.rules.getRuleOn(today);
    const isCounted = rule.holderCertificationCodes.includes(given.code);
    const filter = { ...given, orEquivalent: isCounted && rule.holderEquivalents };
    const exam = certifications.find(({ code }) => code === filter.code);
    return { filter, certifications, exam, name: exam?.name ?? '', rule };
  }
}
