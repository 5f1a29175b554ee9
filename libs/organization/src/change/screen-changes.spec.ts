import type { Actor } from '@app/access';
import { type AuditActor, type LocalDate, type PersonId } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { OrganizationImports } from '../import/imports.service';
import { RosterQueries } from '../import/roster.queries';
import { JoinQueries } from '../join/joins.queries';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from '../person/people.queries';
import { UnitQueries } from '../unit/units.queries';
import type { PersonChange } from './person-change.rules';
import { ScreenChanges } from './screen-changes.service';
import type { ScreenChange } from './screen-orders';

const HR: AuditActor = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNIT_HEADER = '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順';
const csv = (...lines: string[]) => ({
  fileName: 'test.csv',
  bytes: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const REASON = '人事異動の発令';
const OPEN = { until: null } as const;

/** Today is 2026-11-16. */
describe('Changes on the screen', () => {
  let test: LibTest;
  let changes: ScreenChanges;
  let actor: Actor;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    actor = anActor({ accountId: HR.accountId ?? '', roles: ['staff', 'hr'] });
    await test.city.register(actor);
    changes = test.get(ScreenChanges);
    await test.get(OrganizationImports).importAtOnce(HR, {
      units: csv(UNIT_HEADER, '10,甲課,コウカ,,課,2020/4/1,,1', '20,乙課,オツカ,,課,2020/4/1,,2'),
      postings: csv(
        HEADER,
        '2026/4/1,001,山田 太郎,ヤマダ タロウ,10,甲課,課長,0,正規,t@x.jp,2000/4/1,,在職',
        '2026/4/1,002,佐藤 花子,サトウ ハナコ,10,甲課,主事,0,正規,h@x.jp,2010/4/1,,在職',
        '2026/4/1,003,鈴木 一郎,スズキ イチロウ,20,乙課,課長,0,正規,,2011/4/1,,在職',
      ),
    });
  });

  afterEach(() => test.close());

  const idOfNumber = async (number: string): Promise<PersonId> => {
    const found = await test.get(JoinQueries).findByNumber(number);
    if (!found) throw new Error(number);
    return found;
  };
  const make = async (
    change: ScreenChange,
    mark: string,
  ): Promise<Awaited<ReturnType<ScreenChanges['preview']>>> => {
    const preview = await changes.preview(actor, change, mark);
    await changes.apply(actor, change, { mark, planned: preview.planned, reason: REASON });
    return preview;
  };
  const change = async (number: string, what: PersonChange) => {
    const personId = await idOfNumber(number);
    const { mark } = await changes.findPerson(actor, personId);
    return make({ of: 'person', personId, change: what }, mark);
  };
  const factsOf = async (number: string) => {
    const found = await test.get(PeopleQueries).findPerson(number, test.clock.today());
    return {
      posts: found?.postings
        .map(
          (it) => `${it.unitCode} ${it.postTitle} ${it.kind} ${it.validFrom}..${it.validTo ?? ''}`,
        )
        .toSorted(),
      statuses: found?.statuses.map((it) => `${it.status} ${it.validFrom}..${it.validTo ?? ''}`),
      employments: found?.employments
        .map((it) => `${it.employmentType} ${it.validFrom}..${it.validTo ?? ''}`)
        .toSorted(),
    };
  };
  const mailsOf = async (number: string) =>
    rowsOf(
      test.database,
      `SELECT d.email, d.valid_from::text AS "from" FROM person_details d JOIN staff_numbers n USING (person_id)
       WHERE n.staff_number = $1 ORDER BY d.valid_from`,
      [number],
    );
  const batchesOnScreen = async () =>
    (
      await rowOf<{ n: number }>(
        test.database,
        'SELECT count(*)::int AS n FROM import_batches WHERE reason IS NOT NULL',
      )
    )?.n;
  const roundTrip = async (on: LocalDate) => {
    const rows = await test.get(RosterQueries).listRoster(actor, on);
    const [first] = rows;
    const columns = Object.keys(first ?? {}) as (keyof typeof first)[];
    const lines = rows.map((row) => columns.map((column) => row[column]).join(','));
    const { summary } = await test
      .get(OrganizationImports)
      .planOf({ postings: csv(columns.join(','), ...lines) });
    return [summary.postings?.create, summary.postings?.change, summary.postings?.refused];
  };

  it('shows what a move does and leaves nothing behind; carried out, it is a batch like that of a file', async () => {
    const personId = await idOfNumber('001');
    const { mark } = await changes.findPerson(actor, personId);
    const move: ScreenChange = {
      of: 'person',
      personId,
      change: { kind: 'posting', from: '2027-04-01', ...OPEN, unitCode: '20', title: '主査' },
    };
    const before = await factsOf('001');
    const preview = await changes.preview(actor, move, mark);
    expect(await factsOf('001')).toEqual(before);
    expect(await batchesOnScreen()).toBe(0);
    expect(preview.changes).toEqual([
      { on: '2027-04-01', field: '所属', from: '10 甲課', to: '20 乙課' },
      { on: '2027-04-01', field: '職名', from: '課長', to: '主査' },
      { on: '2027-04-01', field: '所属長の職', from: 'はい', to: 'いいえ' },
    ]);
    expect(preview.days.flatMap((day) => day.consequences.map(({ text }) => text))).toEqual([
      '山田　太郎さんは甲課の長でなくなります。',
      '甲課の所属長がいなくなります。上の所属の長が代わりに通知を受けます。',
    ]);
    expect(preview.isGrave).toBe(true);
    await changes.apply(actor, move, { mark, planned: preview.planned, reason: REASON });
    expect((await factsOf('001')).posts).toEqual([
      '10 課長 primary 2026-04-01..2027-04-01',
      '20 主査 primary 2027-04-01..',
    ]);
    const [told] = await rowsOf<{ detail: Record<string, unknown> }>(
      test.database,
      `SELECT a.detail FROM audit_entries a JOIN import_batches b ON b.id::text = a.subject_id
       WHERE a.action = 'organization_import.applied' AND b.reason IS NOT NULL`,
    );
    expect(told?.detail).toMatchObject({
      reason: REASON,
      members: [personId],
      effectiveOn: '2027-04-01',
    });
    expect(await roundTrip('2027-04-01')).toEqual([0, 0, 0]);
  });

  it('adds another post, also for some days, and ends it', async () => {
    const other = {
      kind: 'other_posting',
      unitCode: '20',
      title: '主任',
      postingKind: 'concurrent',
    } as const;
    const preview = await change('002', {
      ...other,
      from: '2026-12-01',
      until: '2026-12-31',
      isEnded: false,
    });
    expect(preview.changes.map(({ on, field, from, to }) => [on, field, from, to])).toEqual([
      ['2026-12-01', '所属(兼務)', 'なし', '20 乙課 主任'],
      ['2027-01-01', '兼務', '20 乙課 主任', 'なし'],
    ]);
    expect((await factsOf('002')).posts).toEqual([
      '10 主事 primary 2026-04-01..',
      '20 主任 concurrent 2026-12-01..2027-01-01',
    ]);
    await change('002', { ...other, from: '2027-02-01', ...OPEN, isEnded: false });
    await change('002', { ...other, from: '2027-03-01', ...OPEN, isEnded: true });
    expect((await factsOf('002')).posts).toContain('20 主任 concurrent 2027-02-01..2027-03-01');
    expect(await roundTrip('2027-02-15')).toEqual([0, 0, 0]);
  });

  it('corrects the past for the days that were wrong, and closes what was recorded', async () => {
    const details = { kind: 'details', name: '佐藤 花子', kana: 'サトウ ハナコ' } as const;
    await change('002', { ...details, email: 'wrong@x.jp', from: '2026-10-01', ...OPEN });
    await change('002', { ...details, email: 'new@x.jp', from: '2026-10-20', ...OPEN });
    await change('002', {
      ...details,
      email: 'right@x.jp',
      from: '2026-10-01',
      until: '2026-10-31',
    });
    expect(await mailsOf('002')).toEqual([
      { email: 'h@x.jp', from: '0001-01-01' },
      { email: 'right@x.jp', from: '2026-10-01' },
      { email: 'new@x.jp', from: '2026-11-01' },
    ]);
    const closed = await rowsOf(
      test.database,
      `SELECT DISTINCT email FROM person_details_history WHERE superseded_at IS NOT NULL AND email LIKE '%x.jp' ORDER BY email`,
    );
    expect(closed).toEqual(
      expect.arrayContaining([{ email: 'wrong@x.jp' }, { email: 'new@x.jp' }]),
    );
  });

  it('records an absence with its last day, and an employment of another kind', async () => {
    await change('002', {
      kind: 'status',
      status: 'parental_leave',
      from: '2026-12-01',
      until: '2027-05-31',
    });
    await change('002', {
      kind: 'employment',
      employmentType: 'reappointed',
      from: '2027-04-01',
      ...OPEN,
    });
    expect(await factsOf('002')).toEqual({
      posts: ['10 主事 primary 2026-04-01..'],
      statuses: ['parental_leave 2026-12-01..2027-06-01'],
      employments: ['reappointed 2027-04-01..', 'regular 2010-04-01..2027-04-01'],
    });
    for (const day of ['2026-12-15', '2027-04-01'] as const)
      expect(await roundTrip(day)).toEqual([0, 0, 0]);
    // A post goes on when only the kind of employment is another.
    const details = { kind: 'details', name: '佐藤 花子', kana: '', email: 'z@x.jp' } as const;
    await change('002', { ...details, from: '2026-12-15', ...OPEN });
    expect((await factsOf('002')).posts).toEqual(['10 主事 primary 2026-04-01..']);
  });

  it('ends an employment with the last day, corrects the day, and takes the end back', async () => {
    await change('002', { kind: 'leaving', lastDay: '2027-03-31' });
    const until = async (day: string) =>
      expect(await factsOf('002')).toMatchObject({
        posts: [`10 主事 primary 2026-04-01..${day}`],
        employments: [`regular 2010-04-01..${day}`],
      });
    await until('2027-04-01');
    await change('002', { kind: 'leaving', lastDay: '2027-02-28' });
    await until('2027-03-01');
    await change('002', { kind: 'leaving', lastDay: '2027-04-30' });
    await until('2027-05-01');
    await change('002', { kind: 'leaving', lastDay: null });
    await until('');
    await change('002', {
      kind: 'posting',
      from: '2027-04-01',
      ...OPEN,
      unitCode: '20',
      title: '主任',
    });
    await expect(change('002', { kind: 'leaving', lastDay: '2027-01-31' })).rejects.toMatchObject({
      fields: { lastDay: expect.stringContaining('先にその登録を直してください') as string },
    });
  });

  it('employs somebody anew under the number they had, as a file would, and keeps what was', async () => {
    const again = {
      ...({ kind: 'rehire', unitCode: '20', title: '主任' } as const),
      ...({ employmentType: 'reappointed' } as const),
    };
    await expect(change('002', { ...again, from: '2027-04-01' })).rejects.toMatchObject({
      fields: { from: expect.stringContaining('在職しているか') as string },
    });
    await change('002', { kind: 'leaving', lastDay: '2027-03-31' });
    await expect(change('002', { ...again, from: '2027-03-31' })).rejects.toMatchObject({
      fields: { from: expect.stringContaining('退職した日より後の日') as string },
    });
    const id = await idOfNumber('002');
    await change('002', { ...again, from: '2027-06-01' });
    expect(await idOfNumber('002')).toBe(id);
    expect(await factsOf('002')).toMatchObject({
      posts: ['10 主事 primary 2026-04-01..2027-04-01', '20 主任 primary 2027-06-01..'],
      employments: ['reappointed 2027-06-01..', 'regular 2010-04-01..2027-04-01'],
    });
    expect(await roundTrip('2027-06-01')).toEqual([0, 0, 0]);
  });

  it('gives another number from a day on, which must be nobody’s', async () => {
    await expect(
      change('002', { kind: 'number', from: '2027-04-01', staffNumber: '003' }),
    ).rejects.toMatchObject({ fields: { staffNumber: expect.stringContaining('鈴木') as string } });
    await change('002', { kind: 'number', from: '2027-04-01', staffNumber: '902' });
    expect(await idOfNumber('902')).toBe(await idOfNumber('002'));
    expect(await roundTrip('2027-04-01')).toEqual([0, 0, 0]);
  });

  const newcomer = (number: string, name: string, kana: string): ScreenChange => ({
    of: 'newcomer',
    from: '2026-12-01',
    row: {
      ...{ 発令日: '2026-12-01', 職員番号: number, 氏名: name, フリガナ: kana, 所属コード: '10' },
      ...{ 所属名: '', 職名: '主事', 兼務区分: '主務', 任用区分: '正規', メールアドレス: 'n@x.jp' },
      ...{ 採用年月日: '2026-12-01', 退職年月日: '', 状態: '在職' },
    },
  });

  it('adds a person, and asks whether they are a namesake', async () => {
    const preview = await make(newcomer('004', '高橋 次郎', 'タカハシ ジロウ'), '');
    expect(preview.warnings).toEqual([]);
    expect(preview.changes.map(({ field, to }) => [field, to])).toEqual([
      ['職員番号', '004'],
      ['氏名', '高橋 次郎'],
      ['フリガナ', 'タカハシ ジロウ'],
      ['メールアドレス', 'n@x.jp'],
      ['任用区分', '正規'],
      ['所属(主務)', '10 甲課 主事'],
    ]);
    expect(await factsOf('004')).toMatchObject({
      posts: ['10 主事 primary 2026-12-01..'],
      employments: ['regular 2026-12-01..'],
    });
    expect(await roundTrip('2026-12-01')).toEqual([0, 0, 0]);
    const again = await changes.preview(actor, newcomer('005', '佐藤 花子', 'サトウ ハナコ'), '');
    expect(again.warnings).toEqual([
      expect.stringContaining('番号が変わった同じ人ではありませんか'),
    ]);
    await expect(
      changes.preview(actor, newcomer('002', 'だれか', 'ダレカ'), ''),
    ).rejects.toMatchObject({
      fields: { staffNumber: expect.stringContaining('佐藤') as string },
    });
  });

  it('calls a unit otherwise from a day on', async () => {
    const unit = await test.get(UnitQueries).findUnitByCode('10', '2026-11-16');
    if (!unit) throw new Error('no unit');
    const { mark } = await changes.findUnit(actor, unit.id);
    const rename: ScreenChange = {
      of: 'unit',
      unitId: unit.id,
      change: { from: '2027-04-01', name: '総合政策課', kana: '' },
    };
    const preview = await make(rename, mark);
    expect(preview.changes).toEqual([
      { on: '2027-04-01', field: '所属名', from: '甲課', to: '総合政策課' },
    ]);
    const names = await Promise.all(
      (['2027-03-31', '2027-04-01'] as const).map(async (day) => {
        const found = await test.get(UnitQueries).findUnitByCode('10', day);
        return [found?.name, found?.kana, found?.countsForLeaderKpi];
      }),
    );
    expect(names).toEqual([
      ['甲課', 'コウカ', true],
      ['総合政策課', 'コウカ', true],
    ]);
  });

  it('is refused as a file is, at the field', async () => {
    await expect(
      change('002', { kind: 'posting', from: '2026-12-01', ...OPEN, unitCode: '99', title: '' }),
    ).rejects.toMatchObject({
      fields: { unitCode: expect.stringContaining('登録されていません') as string },
    });
    await expect(
      change('002', {
        kind: 'details',
        name: '',
        kana: '',
        email: 'x',
        from: '2026-12-01',
        ...OPEN,
      }),
    ).rejects.toMatchObject({ fields: { name: '入力がありません。' } });
    await expect(
      change('002', { kind: 'status', status: 'active', from: '2026-12-01', ...OPEN }),
    ).rejects.toMatchObject({ fields: { from: expect.stringContaining('同じです') as string } });
    await expect(
      change('002', { kind: 'status', status: 'sick_leave', from: '1990-12-01', ...OPEN }),
    ).rejects.toMatchObject({
      fields: { from: expect.stringContaining('在職していません') as string },
    });
  });

  it('is not carried out when somebody else changed the person, nor otherwise than it was shown', async () => {
    const personId = await idOfNumber('002');
    const { mark } = await changes.findPerson(actor, personId);
    const mail: ScreenChange = {
      of: 'person',
      personId,
      change: {
        kind: 'details',
        name: '佐藤 花子',
        kana: '',
        email: 'a@x.jp',
        from: '2026-11-16',
        ...OPEN,
      },
    };
    const { planned } = await changes.preview(actor, mail, mark);
    const other: ScreenChange = {
      ...mail,
      change: {
        kind: 'details',
        name: '佐藤 花子',
        kana: '',
        email: 'b@x.jp',
        from: '2026-11-16',
        ...OPEN,
      },
    };
    const seen = { mark, planned, reason: REASON };
    await expect(changes.apply(actor, other, seen)).rejects.toMatchObject({
      code: 'person.otherwise',
    });
    await expect(changes.apply(actor, mail, { ...seen, reason: ' ' })).rejects.toMatchObject({
      fields: { reason: expect.any(String) as string },
    });
    await change('002', { kind: 'status', status: 'sick_leave', from: '2026-12-01', ...OPEN });
    await expect(changes.apply(actor, mail, seen)).rejects.toMatchObject({
      code: 'person.changed_meanwhile',
    });
  });

  it('is nobody’s own affair, which the database knows as well', async () => {
    const personId = await idOfNumber('002');
    const self = anActor({ ...actor, personId });
    const { mark } = await changes.findPerson(self, personId);
    const own: ScreenChange = {
      of: 'person',
      personId,
      change: { kind: 'status', status: 'sick_leave', from: '2026-12-01', ...OPEN },
    };
    await expect(changes.preview(self, own, mark)).rejects.toMatchObject({ code: 'person.own' });
    await expect(
      test.database.execute(
        `INSERT INTO import_batches (id, state, effective_on, encoding, source, plan, base_fingerprint, created_at, created_by, reason, person_id)
         SELECT gen_random_uuid(), 'previewed', '2026-12-01', '', '{}', '{}', '', now(), a.id, '理由', a.person_id FROM accounts a WHERE a.id = $1`,
        [HR.accountId],
      ),
    ).rejects.toMatchObject({ driverError: { constraint: 'import_batches_by_others' } });
  });
});
