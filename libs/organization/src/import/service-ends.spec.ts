import type { Actor } from '@app/access';
import type { AuditActor } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import type { PersonChange } from '../change/person-change.rules';
import { ScreenChanges } from '../change/screen-changes.service';
import { OrganizationModule } from '../organization.module';
import { JoinQueries } from '../join/joins.queries';
import { PeopleQueries } from '../person/people.queries';
import { OrganizationImports } from './imports.service';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNITS = [
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順',
  '10,甲課,,,課,2020/4/1,,1',
  '20,乙課,,,課,2020/4/1,,2',
];
const csv = (lines: readonly string[]) => ({
  fileName: 'jinji.csv',
  bytes: Buffer.from(`${lines.join('\n')}\n`),
});

/** What is planned for days on which somebody turns out not to be in service, and the days between two services. */
describe('The end of a service', () => {
  let test: LibTest;
  let actor: Actor;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
    await load('2026-04-01', '10,,主事,0,正規,,2010-04-01,,在職');
  });

  afterEach(() => test.close());

  const load = (on: string, ...rows: string[]) =>
    test.get(OrganizationImports).importAtOnce(
      HR,
      {
        units: csv(UNITS),
        postings: csv([HEADER, ...rows.map((row) => `${on},001,山田 太郎,ヤマダ タロウ,${row}`)]),
      },
      { alarmsAccepted: true },
    );
  const change = async (what: PersonChange) => {
    const personId = await test.get(JoinQueries).findByNumber('001');
    if (!personId) throw new Error('Nobody');
    const changes = test.get(ScreenChanges);
    const { mark } = await changes.findPerson(actor, personId);
    const asked = { of: 'person', personId, change: what } as const;
    const { planned } = await changes.preview(actor, asked, mark);
    await changes.apply(actor, asked, { mark, planned, reason: '発令' });
  };
  const books = async () => {
    const found = await test.get(PeopleQueries).findPerson('001', '2026-11-16');
    const span = (row: { validFrom: string; validTo: string | null }) =>
      `${row.validFrom}..${row.validTo ?? ''}`;
    return {
      employments: found?.employments.map(span).toSorted(),
      posts: found?.postings.map((row) => `${row.unitCode} ${row.kind} ${span(row)}`).toSorted(),
      names: found?.names.map((row) => `${row.name} ${span(row)}`).toSorted(),
    };
  };

  it('takes with it what was planned for after it', async () => {
    await load('2027-04-01', '20,,主事,0,正規,,2010-04-01,,在職');
    await load('2026-10-01', '10,,主事,0,正規,,2010-04-01,2026-12-31,在職');
    expect(await books()).toMatchObject({
      employments: ['2010-04-01..2027-01-01'],
      posts: ['10 primary 2026-04-01..2027-01-01'],
    });
    await load('2026-10-01', '10,,主事,0,正規,,2010-04-01,2026-09-30,退職');
    expect(await books()).toMatchObject({
      employments: ['2010-04-01..2026-10-01'],
      posts: ['10 primary 2026-04-01..2026-10-01'],
    });
  });

  it('is not undone for the days between by a file that still tells of the first hire', async () => {
    await load('2026-07-01', '10,,主事,0,正規,,2010-04-01,2026-06-30,退職');
    await load('2026-10-01', '20,,主事,0,再任用,,2010-04-01,,在職');
    expect(await books()).toMatchObject({
      employments: ['2010-04-01..2026-07-01', '2026-10-01..'],
      posts: ['10 primary 2026-04-01..2026-07-01', '20 primary 2026-10-01..'],
    });
  });

  it('is followed by another one from the day of the new hire', async () => {
    await load('2026-07-01', '10,,主事,0,正規,,2010-04-01,2026-06-30,退職');
    await load('2026-10-01', '20,,主事,0,再任用,,2026-09-15,,在職');
    expect((await books()).employments).toEqual(['2010-04-01..2026-07-01', '2026-09-15..']);
  });

  it('that is taken back leaves no days without a post, also after a later transfer', async () => {
    await load('2026-10-01', '20,,主事,0,正規,,2010-04-01,2027-03-31,在職');
    await load('2026-07-01', '10,,主事,0,正規,,2010-04-01,,在職');
    expect(await books()).toMatchObject({
      employments: ['2010-04-01..'],
      posts: ['10 primary 2026-04-01..2026-10-01', '20 primary 2026-10-01..'],
    });
  });

  it('is the same again after a change that holds for a time: what ended by then stays ended', async () => {
    await load(
      '2026-05-01',
      '10,,主事,0,正規,,2010-04-01,,在職',
      '20,,主事,1,正規,,2010-04-01,,在職',
    );
    await load('2026-12-01', '10,,主事,0,正規,,2010-04-01,,在職');
    await change({
      ...{ kind: 'other_posting', from: '2026-06-01', until: '2026-08-31' },
      ...{ unitCode: '20', title: '主事', postingKind: 'concurrent', isEnded: true },
    });
    expect((await books()).posts).toEqual([
      '10 primary 2026-04-01..',
      '20 concurrent 2026-05-01..2026-06-01',
      '20 concurrent 2026-09-01..2026-12-01',
    ]);
  });

  it('does not keep a name beyond the day to which it was to hold', async () => {
    await load('2026-07-01', '10,,主事,0,正規,,2010-04-01,2026-06-30,退職');
    await load('2026-10-01', '20,,主事,0,再任用,,2026-10-01,,在職');
    await change({
      ...{ kind: 'details', from: '2026-06-01', until: '2026-08-31' },
      ...{ name: '通称　太郎', kana: '', email: '' },
    });
    expect((await books()).names).toEqual(
      expect.arrayContaining(['通称　太郎 2026-06-01..2026-10-01', '山田　太郎 2026-10-01..']),
    );
  });
});
