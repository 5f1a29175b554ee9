import { Injectable } from '@nestjs/common';
import { inForce, isEmployed } from '@app/organization';
import { col, Database, type LocalDate, statement } from '@app/platform';
import type { CityCoverage } from '../../figures/coverage.queries';
import { type SwapFacts, type SwapPerson, swapTargets, leadersOf } from './swap-facts.rules';

const PEOPLE = statement({
  name: 'coverage.swap-people',
  sql: `SELECT po.person_id AS "personId", po.org_unit_id AS "unitId", po.post_title AS title, po.is_managerial AS "isHead"
    FROM postings po WHERE po.person_id = ANY (:personIds) AND po.kind = 'primary' AND ${inForce('po', ':on')}`,
  parameters: { personIds: 'uuid[]', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    unitId: col.id<'org_unit'>(),
    title: col.text,
    isHead: col.bool,
  },
});

/** Who could go the other way: the same title, no head, and not one of those who lead. */
const OTHERS = statement({
  name: 'coverage.swap-others',
  sql: `SELECT po.org_unit_id AS "unitId", po.post_title AS title, count(*)::int AS people
    FROM postings po
    WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND NOT po.is_managerial AND po.post_title = ANY (:titles)
      AND po.person_id <> ALL (:personIds) AND ${isEmployed('po.person_id', ':on')}
    GROUP BY 1, 2`,
  parameters: { personIds: 'uuid[]', titles: 'text[]', on: 'date' },
  row: { unitId: col.id<'org_unit'>(), title: col.text, people: col.int },
});

/** What proposals of swaps are made from. To be asked while the draft is written. */
@Injectable()
export class DraftSwapQueries {
  constructor(private readonly database: Database) {}

  async factsOn(before: CityCoverage, after: CityCoverage, on: LocalDate): Promise<SwapFacts> {
    if (swapTargets(after).length === 0) return { after, people: [], others: [] };
    const leaders = leadersOf(after);
    const personIds = leaders.map(({ personId }) => personId);
    const posts = new Map(
      (await this.database.all(PEOPLE, { personIds, on })).map((row) => [row.personId, row]),
    );
    const wasAt = new Map(leadersOf(before).map((it) => [it.personId, it.rows.join()]));
    const people = leaders.flatMap((it): SwapPerson[] => {
      const post = posts.get(it.personId);
      if (!post) return [];
      const isDrafted = wasAt.get(it.personId) !== it.rows.join();
      return [{ ...it, title: post.title, isHead: post.isHead, isDrafted }];
    });
    const titles = [...new Set(people.map(({ title }) => title))];
    return { after, people, others: await this.database.all(OTHERS, { personIds, titles, on }) };
  }
}
