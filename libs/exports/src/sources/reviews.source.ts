import { Injectable } from '@nestjs/common';
import {
  CertificationQueries,
  RECORD_STATE_WORDS,
  RecordReviewQueries,
  type ReviewFilter,
  type ReviewRow,
  type ShownState,
} from '@app/certifications';
import { UnitQueries } from '@app/organization';
import { formatDateShort, type LocalDate, things } from '@app/platform';
import { z } from 'zod';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { REVIEWS_IN_FILES } from './reviews.list';

const STATES = [
  'reported',
  'verified',
  'returned',
  'withdrawn',
  'revoked',
  'annulled',
] as const satisfies ShownState[];
export const ALL_REVIEW_STATES = 'all';

const chosen = z.string().max(100).catch('');
const query = z.object({
  state: z.enum([...STATES, ALL_REVIEW_STATES]).catch('reported'),
  certification: chosen,
  unit: chosen,
});

/** What an address asks to see; anything that is not offered is as if it had not been said. */
export function reviewFilter(given: unknown): ReviewFilter {
  const { state, certification, unit } = query.parse(given);
  return {
    state: state === ALL_REVIEW_STATES ? '' : state,
    certificationCode: certification,
    unitCode: unit,
  };
}

/** 資格の報告. */
@Injectable()
export class ReviewsSource extends ListSource<ReviewRow> {
  readonly key = 'certification_reviews';
  readonly permission = 'certifications.read';

  constructor(
    private readonly reviews: RecordReviewQueries,
    private readonly certifications: CertificationQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open({ actor, query: given, today }: ListAsked): Promise<OpenList<ReviewRow>> {
    const filter = reviewFilter(given);
    const page = (number: number, size: number) =>
      this.reviews.listReviews(actor, filter, { number, size });
    const { total } = await page(1, 1);
    const asked = await this.wordsOf(filter, today);
    return {
      list: REVIEWS_IN_FILES,
      total,
      title: `資格の報告(${formatDateShort(today)}現在${asked}、${things(total)})`,
      suffix: today,
      rows: async ({ page: number, pageSize }) => (await page(number, pageSize)).rows,
    };
  }

  private async wordsOf(
    { state, certificationCode, unitCode }: ReviewFilter,
    today: LocalDate,
  ): Promise<string> {
    const all = certificationCode === '' ? [] : await this.certifications.listAll();
    const units = unitCode === '' ? [] : await this.units.listUnits(today);
    return conditionText([
      ['状態', state === '' ? '' : RECORD_STATE_WORDS[state]],
      ['資格', all.find(({ code }) => code === certificationCode)?.name ?? certificationCode],
      ['所属', units.find(({ code }) => code === unitCode)?.name ?? unitCode],
    ]);
  }
}
