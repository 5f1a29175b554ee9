import type { Actor } from '@app/access';
import { Conflict, NotAllowed } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { PaperNoticeQueries } from './paper-notices.queries';
import { TellNoticesService } from './tell-notices.service';

const SINCE = '2026-11-01';

describe('What was told by hand', () => {
  let lib: LibTest;
  let head: Actor;
  let otherHead: Actor;
  let telling: TellNoticesService;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    telling = lib.get(TellNoticesService);
    head = await headOf('税務課', '税務　課長');
    otherHead = await headOf('福祉課', '福祉　課長');
    const figures = new TestFigures(lib.database);
    const courseId = await figures.addCourse('情報セキュリティ');
    for (const staffNumber of ['000201', '000202']) {
      const personId = await lib.city.addPerson({
        ...{ staffNumber, unitId: head.headedUnitIds[0] ?? '', email: null },
      });
      await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17' });
    }
    await lib.get(PlanReminders).run();
  });

  afterEach(() => lib.close());

  it('leaves the sheet, dated and by whom, and comes back when it is taken back', async () => {
    const [first, second] = await sheet(head);
    expect(await telling.tell(head, [first?.id ?? ''], SINCE)).toBe(1);
    expect(await sheet(head)).toMatchObject([{ id: second?.id }]);
    expect(await sheet(head, true)).toMatchObject([
      { id: first?.id, toldOn: '2026-11-16', toldBy: '税務　課長' },
    ]);
    expect(await telling.takeBack(head, [first?.id ?? ''], SINCE)).toBe(1);
    expect(await sheet(head)).toHaveLength(2);
    expect(await sheet(head, true)).toEqual([]);
    const kept = await rowsOf(lib.database, 'SELECT 1 FROM notice_tellings_history');
    expect(kept).toHaveLength(1);
    const acts = await rowsOf<{ action: string }>(
      lib.database,
      `SELECT action FROM audit_entries WHERE action LIKE 'notice.%' ORDER BY at, id`,
    );
    expect(acts.map(({ action }) => action)).toEqual(['notice.told', 'notice.telling_taken_back']);
  });

  it('is all of what was chosen or nothing, once', async () => {
    const [first, second] = await sheet(head);
    await telling.tell(head, [first?.id ?? ''], SINCE);
    const both = [first?.id ?? '', second?.id ?? ''];
    await expect(telling.tell(head, both, SINCE)).rejects.toThrow(Conflict);
    expect(await sheet(head)).toHaveLength(1);
    await expect(telling.takeBack(head, both, SINCE)).rejects.toThrow(Conflict);
  });

  it('is for the head of the unit only', async () => {
    const ids = (await sheet(head)).map(({ id }) => id);
    await expect(telling.tell(otherHead, ids, SINCE)).rejects.toThrow(Conflict);
    const clerk = anActor({ headedUnitIds: head.headedUnitIds });
    await expect(telling.tell(clerk, ids, SINCE)).rejects.toThrow(NotAllowed);
    expect(await sheet(head)).toHaveLength(2);
  });

  const sheet = async ({ headedUnitIds: unitIds }: Actor, isTold = false) => {
    const page = { since: SINCE, unitIds, isTold, limit: 50, offset: 0 } as const;
    return (await lib.get(PaperNoticeQueries).listPaperNotices(page)).rows;
  };

  async function headOf(unit: string, name: string): Promise<Actor> {
    const unitId = await lib.city.addUnit({ name: unit, countsForLeaderKpi: false });
    const personId = await lib.city.addPerson({ name, unitId, isManagerial: true });
    const accountId = await lib.city.addAccount(personId);
    const roles = ['staff', 'unit_head'] as const;
    return anActor({ personId, accountId, name, headedUnitIds: [unitId], roles });
  }
});
