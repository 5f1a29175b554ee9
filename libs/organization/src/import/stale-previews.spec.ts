import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { ImportQueries } from './imports.queries';
import { OrganizationImports } from './imports.service';
import { PREVIEW_DAYS } from './import-batches';
import { StalePreviews } from './stale-previews';

const HR = { accountId: '7d7a1f0e-0000-4000-8000-000000000001', label: '人事' };
const DAY_MS = 86_400_000;
const units = {
  fileName: 'soshiki.csv',
  bytes: Buffer.from(
    '所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日\n10,甲課,,課,2020/4/1,\n',
  ),
};

describe('A preview that nobody carries out', () => {
  let test: LibTest;

  beforeEach(async () => {
    test = await startLibTest(OrganizationModule);
    await test.city.register(anActor({ accountId: HR.accountId }));
  });

  afterEach(() => test.close());

  it('is not carried out when its days are over, also before the night has thrown it away', async () => {
    const imports = test.get(OrganizationImports);
    const late = await imports.preview(HR, { units, effectiveOn: '2026-11-16' });
    const apply = () => imports.apply(HR, late, { withoutRefused: false, leavings: null });
    test.clock.advance((PREVIEW_DAYS + 1) * DAY_MS);
    await expect(apply()).rejects.toMatchObject({ code: 'import.expired' });
    test.clock.advance(-DAY_MS);
    await apply();
  });

  it('is thrown away after some days, and says so; what was applied stays', async () => {
    const imports = test.get(OrganizationImports);
    const kept = await imports.preview(HR, { units, effectiveOn: '2026-11-16' });
    await imports.apply(HR, kept, { withoutRefused: false, leavings: null });
    const stale = await imports.preview(HR, { units, effectiveOn: '2026-11-16' });
    test.clock.advance(PREVIEW_DAYS * DAY_MS);
    const fresh = await imports.preview(HR, { units, effectiveOn: '2026-11-16' });
    expect(await test.get(StalePreviews).expire()).toBe(0);
    test.clock.advance(1000);
    expect(await test.get(StalePreviews).expire()).toBe(1);
    expect(await test.get(StalePreviews).expire()).toBe(0);
    const found = async (id: string) => {
      const batch = await test.get(ImportQueries).findBatch(id);
      return [batch?.state, batch?.isExpired];
    };
    expect(await found(stale)).toEqual(['discarded', true]);
    expect(await found(fresh)).toEqual(['previewed', false]);
    expect(await found(kept)).toEqual(['applied', false]);
    const entries = `SELECT subject_id AS id, actor_label AS label FROM audit_entries WHERE action = 'organization_import.expired'`;
    expect(await rowsOf(test.database, entries)).toEqual([
      { id: stale, label: '取込みの片付け(定時)' },
    ]);
  });
});
