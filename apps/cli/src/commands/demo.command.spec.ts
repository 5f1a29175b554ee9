import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { createTestDatabase, type LibTest, rowOf, startLibTest } from '@app/testing';
import { castOf } from '../demo/cast';
import { demoStaff } from '../demo/staff';
import { demoCommand } from './demo.command';

describe('demo sign-ins', () => {
  let test: LibTest;
  let url: string;
  const dataDir = mkdtempSync(join(tmpdir(), 'cli-demo-'));
  const { staff, hr } = castOf(demoStaff(2026));

  beforeAll(async () => {
    test = await startLibTest();
    const spare = await createTestDatabase();
    const row = await rowOf<{ name: string }>(test.database, 'SELECT current_database() AS name');
    const address = new URL(spare.url);
    address.pathname = `/${row?.name ?? ''}`;
    url = address.href;
    await spare.drop();
  });

  afterAll(async () => {
    await test.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('says nothing of a city that is not the demo city', async () => {
    expect(await signInsOn('2026-11-16')).toBe('');
  });

  it('names people as they are called on the day, by the number of the day', async () => {
    const [renamed, renumbered] = [
      await test.city.addPerson({ staffNumber: staff.person.staffNumber, name: '旧姓　花子' }),
      await test.city.addPerson({ staffNumber: hr.person.staffNumber, name: '人事　太郎' }),
    ];
    await test.city.rename(renamed, '新姓　花子', '2026-12-01');
    await test.city.renumber(renumbered, '009999', '2026-12-01');
    const before = await signInsOn('2026-11-30');
    expect(before).toContain(`${staff.person.staffNumber}  ${staff.part}  旧姓　花子`);
    expect(before).toContain(`${hr.person.staffNumber}  ${hr.part}  人事　太郎`);
    const after = await signInsOn('2026-12-01');
    expect(after).toContain(`${staff.person.staffNumber}  ${staff.part}  新姓　花子`);
    expect(after).toContain(`009999  ${hr.part}  人事　太郎`);
    expect(after).not.toContain('旧姓');
  });

  async function signInsOn(day: string): Promise<string> {
    const printed: string[] = [];
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      APP_NOW: `${day}T10:00:00+09:00`,
    });
    await demoCommand.run(['sign-ins'], {
      config,
      print: (line) => printed.push(line),
      step: (_label, work) => work(),
      call: () => Promise.resolve(false),
    });
    return printed.join('\n');
  }
});
