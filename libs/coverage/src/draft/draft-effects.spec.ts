import type { Actor } from '@app/access';
import { type NewRoleVersion, RolesService } from '@app/appointments';
import { DraftLines, TransferDraftQueries, TransferDrafts } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import type { DraftEffects, UnitEffect } from './draft-effects.rules';
import { DraftEffectsService } from './draft-effects.service';

const ON = '2027-04-01';

/** Today is 2026-11-16. */
describe('Effects of a draft of transfers', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let hr: Actor;
  let service: DraftEffectsService;
  let lines: DraftLines;
  let draftId: string;
  const units = new Map<string, string>();

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    for (const [code, name] of [
      ['A', '税務課'],
      ['B', '福祉課'],
      ['C', '水道課'],
      ['D', '総務課'],
    ] as const)
      units.set(code, await lib.city.addUnit({ code, name, kind: 'section' }));
    const person = (code: string, staffNumber: string, name: string) =>
      lib.city.addPerson({ unitId: unit(code), staffNumber, name });
    const hrPerson = await person('D', '801', '人事　担当');
    const accountId = await lib.city.addAccount(hrPerson, 'hr');
    hr = anActor({ accountId, personId: hrPerson, staffNumber: '801', roles: ['staff', 'hr'] });
    const officer = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    const version: NewRoleVersion = {
      ...{ role: 'leader', letter: 'appointment', termMonths: null, note: '決める' },
      requirements: [
        {
          wanted: { kind: 'certificate_held', codes: ['ip'] },
          isRequired: true,
          alternative: null,
        },
        { wanted: { kind: 'approval' }, isRequired: true, alternative: null },
      ],
      ...{ validFrom: '2026-11-16', together: true, isEnded: false },
    };
    const { mark } = await lib.get(RolesService).previewVersion(officer, version);
    await lib.get(RolesService).addVersion(officer, version, { mark, warningsAccepted: true });
    const lead = (personId: string, code: string, termEnd: LocalDate = '2029-03-31') =>
      figures.addAppointment({ personId, unitId: unit(code), termEnd });
    await lead(await person('A', '001', '税務　長子'), 'A');
    await lead(await person('B', '002', '福祉　長子'), 'B');
    await lead(await person('C', '003', '水道　長子'), 'C', '2027-03-31');
    const able = await person('A', '004', '税務　取得');
    await figures.addCertificate({ personId: able });
    await figures.addAppointment({
      personId: able,
      unitId: unit('A'),
      role: 'supporter',
      termEnd: '2028-03-31',
    });
    await person('A', '005', '税務　未取得');
    await person('C', '006', '水道　職員');
    await lib.city.addPerson({ unitId: unit('B'), staffNumber: '007', name: '福祉　職員' });
    draftId = await lib.get(TransferDrafts).create(hr, { name: '案', effectiveOn: ON });
    service = lib.get(DraftEffectsService);
    lines = lib.get(DraftLines);
  });

  afterEach(() => lib.close());

  const unit = (code: string): string => units.get(code) ?? '';
  const draft = () => lib.get(TransferDraftQueries).get(hr, draftId);
  const find = async () => service.find(hr, await draft());
  const play = async (): Promise<DraftEffects> => {
    await service.ask(hr, draftId);
    expect(await service.run()).toBe(1);
    const kept = await find();
    if (kept.state !== 'made') throw new Error(kept.state);
    return kept.effects;
  };
  const move = (staffNumber: string, unitCode: string) =>
    lines.put(hr, draftId, { act: 'move', staffNumber, unitCode, title: '主幹' });
  const turnsOf = (effects: readonly UnitEffect[]) =>
    Object.fromEntries(effects.map(({ code, turns }) => [code, turns]));

  it('tell which units lose and gain, beside what happens anyway, and the figures of both days', async () => {
    await move('001', 'B');
    const effects = await play();
    expect(turnsOf(effects.units)).toEqual({
      A: ['loses_leader'],
      B: ['two_leaders'],
      C: ['loses_leader_anyway'],
    });
    const covered = effects.figures.find(({ figure }) => figure === 'covered');
    expect(covered).toEqual({
      ...{ figure: 'covered', eve: 3 },
      start: { before: 2, after: 1 },
      yearEnd: { before: 2, after: 1 },
    });
    expect(
      effects.ending.map(({ unitCode, name, lastDay, endsBy }) => [
        unitCode,
        name,
        lastDay,
        endsBy,
      ]),
    ).toEqual([
      ['C', '水道　長子', '2027-03-31', 'term_ends'],
      ['A', '税務　取得', '2028-03-31', 'term_ends'],
    ]);
    expect(effects.yearEnd).toBe('2028-03-31');
  });

  it('name who could follow now and who lacks one thing, of the people who will be there', async () => {
    await move('001', 'B');
    await move('006', 'A');
    const { vacancies } = await play();
    const told = vacancies.map(({ unitCode, isNew, now, oneShort }) => [
      ...[unitCode, isNew, now.map(({ name }) => name)],
      oneShort.map(({ name, missing }) => `${name} ${missing.map(({ why }) => why).join()}`),
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        [
          ...['A', true, ['税務　取得']],
          expect.arrayContaining(['税務　未取得 no_exam', '水道　職員 no_exam']),
        ],
        ['C', false, [], ['水道　長子 no_exam']],
      ]),
    );
    expect(JSON.stringify(vacancies.find(({ unitCode }) => unitCode === 'C'))).not.toContain(
      '水道　職員',
    );
  });

  it('tell of the last holder and of the only supporter', async () => {
    await move('004', 'C');
    const { units: effects, vacancies } = await play();
    expect(turnsOf(effects).A).toEqual(['loses_supporter', 'loses_last_holder']);
    expect(
      vacancies.filter(({ role }) => role === 'supporter').map(({ unitCode }) => unitCode),
    ).toEqual(['A']);
  });

  it('follow a reorganisation, a retirement and a newcomer', async () => {
    const division = (code: string, name: string, isEnded: boolean) =>
      lines.put(hr, draftId, {
        ...{ act: 'unit', code, name, parentCode: '', kind: 'division', isEnded },
      });
    await division('E', '新設課', false);
    for (const number of ['001', '002', '007']) await move(number, 'E');
    await division('B', '福祉課', true);
    await division('C', '水道課', true);
    await lines.put(hr, draftId, { act: 'retire', staffNumber: '005' });
    await lines.put(hr, draftId, {
      act: 'hire',
      row: {
        ...{ 職員番号: '900', 氏名: '新人 花子', フリガナ: '', 所属コード: 'E', 所属名: '' },
        ...{ 職名: '主事', 兼務区分: '主務', 任用区分: '正規', メールアドレス: '' },
        ...{ 退職年月日: '', 状態: '在職' },
      },
    });
    const effects = await play();
    expect(effects.refused).toEqual([]);
    expect(effects.leftBehind).toEqual([
      'C 水道課: 令和9年3月31日で終わりますが、その後も所属する職員が2名います。',
    ]);
    expect(turnsOf(effects.units)).toMatchObject({
      ...{ A: ['loses_leader'], B: ['ends'] },
      E: ['founded', 'gains_leader', 'two_leaders'],
    });
    const staff = effects.figures.find(({ figure }) => figure === 'staff');
    expect(staff?.start).toEqual({ before: 8, after: 8 });
    expect([effects.newPeople, effects.movedPeople]).toEqual([1, 5]);
  });

  it('are said to be old when the rows or the records are others', async () => {
    expect((await find()).state).toBe('none');
    await move('001', 'B');
    await service.ask(hr, draftId);
    await service.ask(hr, draftId);
    expect((await find()).state).toBe('waiting');
    expect(await service.run()).toBe(1);
    const isStale = async () => {
      const kept = await find();
      return kept.state === 'made' ? kept.isStale : kept.state;
    };
    expect(await isStale()).toBe(false);
    await move('005', 'B');
    expect(await isStale()).toBe(true);
    await play();
    expect(await isStale()).toBe(false);
    await lib.city.addPerson({ unitId: unit('C') });
    expect(await isStale()).toBe(true);
    await play();
    const kept = await rowOf<{ n: number }>(
      lib.database,
      'SELECT count(*)::int AS n FROM transfer_draft_effects',
    );
    expect(kept?.n).toBe(1);
  });

  describe('come with proposals', () => {
    /** Moves the leader of A to B with the title that most have, or another one. */
    const moveLeader = async (other?: string) => {
      const [row] = await rowsOf<{ title: string }>(
        lib.database,
        `SELECT po.post_title AS title FROM postings po JOIN staff_numbers n USING (person_id) WHERE n.staff_number = '005'`,
      );
      const title = other ?? row?.title ?? '';
      await lines.put(hr, draftId, { act: 'move', staffNumber: '001', unitCode: 'B', title });
    };
    const swapsOf = async () => {
      const { swaps } = await play();
      if (swaps === null) throw new Error('There are none');
      return swaps;
    };
    const sorted = (...names: readonly string[]) => names.toSorted();

    it('that leave fewer units without a leader, each with who could go the other way', async () => {
      await moveLeader();
      const { lacking, missing, plans } = await swapsOf();
      expect([sorted(...lacking), missing]).toEqual([sorted('水道課', '税務課', '総務課'), 3]);
      const moves = plans.flatMap((plan) => plan.moves);
      for (const plan of plans) expect([plan.missing, plan.moves.length]).toEqual([2, 1]);
      for (const it of moves)
        expect(it).toMatchObject({
          staffNumber: '001',
          fromName: '福祉課',
          stay: 1,
          isDrafted: true,
        });
      expect(moves.every(({ others }) => others > 0)).toBe(true);
      expect(sorted(...moves.map(({ toName }) => toName))).toEqual(sorted(...lacking));
    });

    it('of another leader of the unit where nobody else has the title', async () => {
      await moveLeader('主幹');
      const moves = (await swapsOf()).plans.flatMap((plan) => plan.moves);
      expect(new Set(moves.map(({ staffNumber }) => staffNumber))).toEqual(new Set(['002']));
      expect(moves.every(({ isDrafted }) => !isDrafted)).toBe(true);
    });
  });

  it('leave nothing behind, and say why they could not be worked out', async () => {
    await service.ask(hr, draftId);
    await service.run();
    expect(await find()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('まだ異動がありません') as string,
    });
    await move('001', 'B');
    const facts = () =>
      rowsOf(
        lib.database,
        `SELECT (SELECT md5(string_agg(p::text, ',' ORDER BY p.id)) FROM postings_history p) AS postings,
           (SELECT count(*) FROM import_batches) AS batches, (SELECT count(*) FROM audit_entries) AS audit`,
      );
    await service.ask(hr, draftId);
    const before = await facts();
    await service.run();
    expect((await find()).state).toBe('made');
    expect(await facts()).toEqual(before);
  });
});
