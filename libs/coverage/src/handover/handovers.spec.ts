import { AccountsModule } from '@app/accounts';
import type { Actor } from '@app/access';
import { Conflict, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from '../figures/coverage.queries';
import { vacanciesLongestFirst } from '../figures/coverage.rules';
import { HandoverQueries } from './handovers.queries';
import { HandoversService } from './handovers.service';

const EVERYTHING = { page: 1, pageSize: 50 };

describe('Who had a role in a unit and left it', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let office: Actor;
  let head: Actor;
  let [tax, welfare] = ['', ''];
  let [moved, leader] = ['', ''];

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, CoverageModule);
    figures = new TestFigures(lib.database);
    tax = await lib.city.addUnit({ code: '0101', name: '税務課' });
    welfare = await lib.city.addUnit({ code: '0201', name: '福祉課' });
    const by = async (role: 'program_office' | 'unit_head', unitId: string) => {
      const personId = await lib.city.addPerson({ unitId, name: role });
      const accountId = await lib.city.addAccount(personId);
      return anActor({
        roles: ['staff', role],
        personId,
        accountId,
        headedUnitIds: role === 'unit_head' ? [unitId] : [],
      });
    };
    office = await by('program_office', welfare);
    head = await by('unit_head', tax);
    leader = await lib.city.addPerson({ unitId: tax, name: '魚津　花子' });
    const term = { personId: leader, unitId: tax, termStart: '2026-04-01' } as const;
    moved = await figures.addAppointment(term);
    await lib.city.transfer(leader, welfare, '2026-10-01');
  });

  afterAll(async () => {
    await lib.close();
  });

  const all = async () => (await lib.get(HandoverQueries).list(office, EVERYTHING)).rows;
  const tick = async (
    actor: Actor,
    item: 'materials' | 'confirmed',
    isDone = true,
    unitCode = '0101',
  ) => lib.get(HandoversService).tick(actor, { unitCode, appointmentId: moved, item, isDone });

  it('is handed over by the unit that was left, and talked over by the one that was reached', async () => {
    expect(await all()).toMatchObject([
      {
        kind: 'successor',
        unitName: '税務課',
        name: '魚津　花子',
        nowIn: '福祉課',
        since: '2026-10-01',
        days: 46,
        cause: 'transferred',
      },
      { kind: 'arrived', unitName: '福祉課', since: '2026-10-01' },
    ]);
    const { rows } = await lib.get(HandoverQueries).listOfUnit(head, '0101');
    expect(rows.map(({ kind }) => kind)).toEqual(['successor']);
    await expect(lib.get(HandoverQueries).listOfUnit(head, '0201')).rejects.toThrow(NotFound);
    await expect(lib.get(HandoverQueries).list(head, EVERYTHING)).rejects.toThrow(NotAllowed);
  });

  it('is ticked off by the head and by DX推進室, and by nobody else', async () => {
    await tick(head, 'materials');
    await tick(office, 'materials');
    expect((await all())[0]?.ticks).toMatchObject([{ item: 'materials', by: 'unit_head' }]);
    await tick(office, 'materials', false);
    expect((await all())[0]?.ticks).toEqual([]);
    const hr = anActor({ roles: ['staff', 'hr'] });
    await expect(tick(hr, 'materials')).rejects.toThrow(NotAllowed);
    await expect(tick(head, 'confirmed', true, '0201')).rejects.toThrow(NotFound);
    await expect(tick(head, 'confirmed')).rejects.toMatchObject({
      fields: { item: expect.any(String) },
    });
  });

  it('is over where it was talked over, and where somebody holds the role again', async () => {
    await tick(office, 'confirmed', true, '0201');
    expect((await all()).map(({ kind }) => kind)).toEqual(['successor']);
    await tick(office, 'confirmed', false, '0201');
    expect((await all()).map(({ kind }) => kind)).toEqual(['successor', 'arrived']);
    await tick(office, 'confirmed', true, '0201');
    const shown = async () => (await lib.get(HandoverQueries).listOfUnit(office, '0201')).rows;
    expect((await shown()).map(({ kind, ticks }) => [kind, ticks.length])).toEqual([
      ['arrived', 1],
    ]);
    const next = await lib.city.addPerson({ unitId: tax });
    const facts = { personId: next, unitId: tax, termStart: '2026-11-16' } as const;
    await figures.addAppointment(facts);
    expect(await all()).toEqual([]);
    await expect(tick(head, 'materials')).rejects.toThrow(Conflict);
    expect(await lib.get(HandoverQueries).listOfUnit(head, '0101')).toMatchObject({ rows: [] });
  });

  it('leaves a vacancy with its days and who answers for it, as of any day', async () => {
    const of = async (on: '2026-05-01' | '2026-11-01' | '2026-11-16') => {
      const { units } = await lib.get(CoverageQueries).coverageAsOf(on);
      return vacanciesLongestFirst(units, 'leader').map(({ unit, since, days }) => [
        unit.name,
        since,
        days,
      ]);
    };
    expect(await of('2026-05-01')).toEqual([['福祉課', null, null]]);
    expect(await of('2026-11-01')).toEqual([['税務課', '2026-10-01', 31]]);
    expect(await of('2026-11-16')).toEqual([]);
    const { units } = await lib.get(CoverageQueries).coverageAsOf('2026-11-01');
    for (const unit of units) {
      const held = unit.rolesHeld.find(({ role }) => role === 'leader');
      expect([unit.emptySince, unit.ledFrom]).toEqual([held?.since, held?.heldFrom]);
    }
  });
});
