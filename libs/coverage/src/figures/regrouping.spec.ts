import { BatchUndo, type Regrouping, ScreenChanges } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { anActor, lazyCity, type LibTest, rowOf, startLibTest } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';

const ON: LocalDate = '2027-04-01';
const REASON = '組織改編';

/** Today is 2026-11-16. */
describe('A merger of units with leaders', () => {
  let lib: LibTest;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
  });

  afterEach(() => lib.close());

  const city = lazyCity(() => lib);

  it('says where they are counted from then on and what the figures become; their terms go on', async () => {
    const [first, second] = [await city.unit('A'), await city.unit('B')];
    await city.leader(first);
    await city.staff(second);
    const actor = await lib.city.addActor({ roles: ['staff', 'hr'] });
    const changes = lib.get(ScreenChanges);
    const into = { code: 'C', name: '合併課', kana: '', unitKind: '', parentCode: '' } as const;
    const regrouping: Regrouping = { kind: 'merger', from: ON, codes: ['A', 'B'], into };
    const { mark } = await changes.findUnits(actor, ['A']);
    const change = { of: 'regrouping', regrouping } as const;
    const { planned, days } = await changes.preview(actor, change, mark);
    const said = days.flatMap(({ consequences }) => consequences.map(({ text }) => text));
    expect(said).toEqual([
      expect.stringMatching(/^DX推進リーダーを置く課は1課、うち足りているのは1課になります。$/),
      expect.stringMatching(/さんは、合併課のDX推進リーダーとして数えます。$/),
    ]);
    lib.clock.advance(60_000);
    await changes.apply(actor, change, { mark, planned, reason: REASON });
    const { units } = await lib.get(CoverageQueries).coverageAsOf(ON);
    expect(units.map(({ code, state }) => [code, state])).toEqual([['C', 'covered']]);
    const sql = 'SELECT id FROM import_batches WHERE reason = $1';
    const batch = await rowOf<{ id: string }>(lib.database, sql, [REASON]);
    const undone = await lib.get(BatchUndo).preview(anActor(actor), batch?.id ?? '');
    expect(undone).toMatchObject({ obstacle: '', dependents: [] });
  });
});
