import { NotFound } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures, rewriteHistory } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from '../figures/coverage.queries';
import { type TeamFilter, TeamQueries, WHOLE_TEAM } from './team.queries';

describe('TeamQueries', () => {
  let lib: LibTest;
  let facts: TestFigures;
  let teams: TeamQueries;
  let department: string;
  let own: string;
  let section: string;
  let other: string;

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    facts = new TestFigures(lib.database);
    teams = lib.get(TeamQueries);
    department = await lib.city.addUnit({
      code: '01',
      name: '総務部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    own = await lib.city.addUnit({ code: '0101', name: '税務課', parentId: department });
    section = await lib.city.addUnit({
      code: '010101',
      name: '市民税係',
      kind: 'section',
      parentId: own,
      countsForLeaderKpi: false,
    });
    other = await lib.city.addUnit({ code: '0102', name: '総務課', parentId: department });
    const courseId = await facts.addCourse('情報セキュリティ');
    const free = await facts.addCourse('趣味の講座');
    const leader = await lib.city.addPerson({ name: '税務　太郎', unitId: own });
    await facts.addAppointment({ personId: leader, unitId: own, termEnd: '2029-03-31' });
    await facts.addCertificate({ personId: leader });
    await facts.addEnrollment({ personId: leader, courseId, completedAt: '2026-10-01' });
    await facts.addEnrollment({ personId: leader, courseId: free, isMandatory: false });
    await facts.addEnrollment({
      personId: await lib.city.addPerson({ name: '係員　花子', unitId: section }),
      courseId,
    });
    await lib.city.addPerson({ name: '他課　次郎', unitId: other });
    await lib.city.transfer(
      await lib.city.addPerson({ name: '異動　四郎', unitId: own }),
      other,
      '2026-10-01',
    );
  });

  afterAll(async () => {
    await lib.close();
  });

  it('shows the people of the unit and below it today, with mandated learning only', async () => {
    const team = await teams.getTeam(head(own, section), '0101');
    expect(team.members.map((it) => it.name)).toEqual(['税務　太郎', '係員　花子']);
    expect(team.members[0]).toMatchObject({
      mandatoryState: 'done',
      isHolder: true,
      courses: [
        { title: '情報セキュリティ', state: 'done', isStarted: false, dueOn: '2026-12-25' },
      ],
      roles: [{ role: 'leader', termEnd: '2029-03-31' }],
    });
    expect(JSON.stringify(team)).not.toMatch(/趣味|他課|異動|score|correct/);
    expect(team.units.map((it) => [it.code, it.state, it.counts.mandatory_open])).toEqual([
      ['0101', 'covered', 1],
    ]);
  });

  it('finds some of them by name, state and role, in an order, page by page, and counts all', async () => {
    const names = async (filter: Partial<TeamFilter>) => {
      const team = await teams.getTeam(head(own, section), '0101', { ...WHOLE_TEAM, ...filter });
      return [team.total, ...team.members.map((it) => `${it.name} ${it.standing}`)];
    };
    expect(await names({})).toEqual([2, '税務　太郎 done', '係員　花子 open']);
    expect(await names({ search: '係員花子' })).toEqual([1, '係員　花子 open']);
    expect(await names({ search: 'だれでもない' })).toEqual([0]);
    expect(await names({ standings: ['open', 'overdue'] })).toEqual([1, '係員　花子 open']);
    expect(await names({ isQualified: true })).toEqual([1, '税務　太郎 done']);
    expect(await names({ pageSize: 1, page: 2 })).toEqual([2, '係員　花子 open']);
    for (const [sort, first] of [
      ['due', '係員　花子 open'],
      ['-due', '係員　花子 open'],
      ['unit', '税務　太郎 done'],
      ['-unit', '係員　花子 open'],
    ] as const)
      expect([sort, (await names({ sort }))[1]]).toEqual([sort, first]);
    const byName = await names({ sort: 'name' });
    expect((await names({ sort: '-name' })).slice(1)).toEqual(byName.slice(1).toReversed());
    expect(await names({ part: 'nothing' })).toEqual([0]);
    const { counts, asked } = await teams.getTeam(head(own, section), '0101');
    expect(counts).toEqual({
      people: 2,
      open: 1,
      overdue: 0,
      done: 1,
      unfinished: 1,
      qualified: 1,
      ...{ securityMust: 0, securityDone: 0, aiMust: 0, aiDone: 0 },
    });
    const dueOn = '2026-12-25';
    expect(asked).toEqual([
      { title: '情報セキュリティ', firstDue: dueOn, lastDue: dueOn, open: 1 },
    ]);
  });

  it('does not find by what somebody was called before', async () => {
    const unitId = await lib.city.addUnit({ code: '0808' });
    const personId = await lib.city.addPerson({ unitId, name: '旧姓　桜' });
    await lib.city.rename(personId, '新姓　桜', '2026-10-01');
    const totalOf = async (search: string) =>
      (await teams.getTeam(head(unitId), '0808', { ...WHOLE_TEAM, search })).total;
    expect([await totalOf('新姓'), await totalOf('旧姓')]).toEqual([1, 0]);
    for (const table of ['org_unit_periods', 'postings', 'employments'])
      await rewriteHistory(
        lib.database,
        `UPDATE ${table} SET valid_to = '2026-11-01' WHERE ${table === 'org_unit_periods' ? 'org_unit_id' : 'person_id'} = $1`,
        [table === 'org_unit_periods' ? unitId : personId],
      );
  });

  it('says nothing of an end that lies ahead', async () => {
    const unitId = await lib.city.addUnit({ code: '0909' });
    const personId = await lib.city.addPerson({ unitId });
    await facts.addAppointment({ personId, unitId, termEnd: '2029-03-31', endedOn: '2026-12-31' });
    const { members, units } = await teams.getTeam(head(unitId), '0909');
    expect(members[0]?.roles).toEqual([{ role: 'leader', termEnd: '2029-03-31' }]);
    expect(units[0]?.leaders[0]?.termEnd).toBe('2029-03-31');
    await rewriteHistory(
      lib.database,
      `UPDATE org_unit_periods SET valid_to = '2026-11-01' WHERE org_unit_id = $1`,
      [unitId],
    );
    await rewriteHistory(
      lib.database,
      `UPDATE postings SET valid_to = '2026-11-01' WHERE person_id = $1`,
      [personId],
    );
    await rewriteHistory(
      lib.database,
      `UPDATE employments SET valid_to = '2026-11-01' WHERE person_id = $1`,
      [personId],
    );
  });

  it('counts what the city counts', async () => {
    const team = await teams.getTeam(head(department, own, section, other), '01');
    const city = await lib.get(CoverageQueries).coverageAsOf('2026-11-16');
    expect(team.units.map((it) => [it.code, it.counts])).toEqual(
      city.units.map((it) => [it.code, it.counts]),
    );
    expect(team.members).toHaveLength(city.counts.staff);
  });

  it('tells a part of a unit where it is counted', async () => {
    const team = await teams.getTeam(head(section), '010101');
    expect(team).toMatchObject({ units: [], countedIn: '税務課' });
    expect(team.members).toHaveLength(1);
  });

  it('makes another unit look as if it did not exist', async () => {
    for (const code of ['0102', '01', 'nothing']) {
      await expect(teams.getTeam(head(own, section), code)).rejects.toThrow(NotFound);
    }
    await expect(
      teams.getTeam(anActor({ roles: ['staff', 'administrator'] }), '0101'),
    ).rejects.toThrow(NotFound);
    await expect(teams.getTeam(anActor({ roles: ['staff', 'hr'] }), '0101')).resolves.toMatchObject(
      { unit: { name: '税務課' } },
    );
  });

  it('lists the topmost units of a head, and all units that count for those who see all', async () => {
    const codes = async (actor: Parameters<TeamQueries['listTeams']>[0]) =>
      (await teams.listTeams(actor)).map((it) => it.code);
    expect(await codes(head(own, section))).toEqual(['0101']);
    expect(await codes(head(department, own, section, other))).toEqual(['01']);
    expect(await codes(head(own, section, other))).toEqual(['0101', '0102']);
    expect(await codes(anActor({ roles: ['staff', 'auditor'] }))).toEqual(['0101', '0102']);
    expect(await codes(anActor())).toEqual([]);
  });

  function head(...headedUnitIds: string[]) {
    return anActor({ roles: ['staff', 'unit_head'], headedUnitIds });
  }
});
