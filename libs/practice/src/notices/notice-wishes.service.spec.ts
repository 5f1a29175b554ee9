import type { Actor } from '@app/access';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { PracticeModule } from '../practice.module';
import { NoticeWishQueries } from './notice-wishes.queries';
import { NoticeWishesService } from './notice-wishes.service';

describe('What somebody wishes to be told of practice', () => {
  let test: LibTest;
  let service: NoticeWishesService;
  let queries: NoticeWishQueries;
  let actor: Actor;

  beforeAll(async () => {
    test = await startLibTest(PracticeModule);
    service = test.get(NoticeWishesService);
    queries = test.get(NoticeWishQueries);
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    test.clock.set('2027-04-02T10:00:00+09:00');
    actor = await test.city.addActor();
  });

  const kept = () =>
    rowsOf(
      test.database,
      `SELECT wish, valid_from AS "from", valid_to AS "to" FROM practice_notice_wishes WHERE person_id = $1`,
      [actor.personId],
    );

  it('is nothing until it is said, holds from its day and ends on another', async () => {
    expect(await queries.listOwn(actor)).toEqual([]);
    await service.set(actor, 'daily', true);
    test.clock.set('2027-04-05T10:00:00+09:00');
    await service.set(actor, 'daily', true);
    expect(await queries.listOwn(actor)).toEqual([{ wish: 'daily', since: '2027-04-02' }]);
    await service.set(actor, 'daily', false);
    await service.set(actor, 'stopped', false);
    expect(await queries.listOwn(actor)).toEqual([]);
    expect(await kept()).toEqual([{ wish: 'daily', from: '2027-04-02', to: '2027-04-05' }]);
    await service.set(actor, 'daily', true);
    expect(await queries.listOwn(actor)).toEqual([{ wish: 'daily', since: '2027-04-05' }]);
  });

  it('never was, when it is taken back on its day', async () => {
    await service.set(actor, 'stopped', true);
    await service.set(actor, 'stopped', false);
    expect(await kept()).toEqual([]);
  });

  it('is said once by two who press at once', async () => {
    await Promise.all([1, 2, 3].map(() => service.set(actor, 'daily', true)));
    expect(await kept()).toHaveLength(1);
  });

  it('is in no log, and of nobody else', async () => {
    await service.set(actor, 'daily', true);
    const other = await test.city.addActor({ roles: ['staff', 'program_office'] });
    expect(await queries.listOwn(other)).toEqual([]);
    const entries = await rowsOf(
      test.database,
      'SELECT 1 FROM audit_entries WHERE subject_id = $1',
      [actor.personId],
    );
    expect(entries).toEqual([]);
  });

  it('stays with a number that is joined, and is taken back for both', async () => {
    const joined = await test.city.addActor();
    await service.set(joined, 'daily', true);
    await test.database.execute(
      `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, '試験', '2027-04-02', '2027-04-02T00:00:00Z')`,
      [joined.personId, actor.personId],
    );
    expect(await queries.listOwn(actor)).toMatchObject([{ wish: 'daily' }]);
    await service.set(actor, 'daily', true);
    expect(await kept()).toEqual([]);
    await service.set(actor, 'daily', false);
    expect(await queries.listOwn(actor)).toEqual([]);
  });
});
