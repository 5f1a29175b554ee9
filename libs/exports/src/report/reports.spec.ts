import type { Actor, SystemRole } from '@app/access';
import { ActorQueries } from '@app/accounts';
import { CoverageModule } from '@app/coverage';
import { Clock, Conflict, Database, Mailer, NotAllowed, APP_CONFIG } from '@app/platform';
import { ReminderHalts } from '@app/reminders';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { ExportsModule } from '../exports.module';
import { FileOrderQueries } from '../order/file-orders.queries';
import { FileOrdersService } from '../order/file-orders.service';
import { MakeReports } from './make-reports.service';
import { ReportMails, SendReportMails } from './report-mails';
import { ReportSchedulesService } from './report-schedules.service';

const MONTHLY = { paper: 'figures', period: 'monthly', roles: ['program_office'] } as const;

class PlainMails extends ReportMails {
  compose({ title }: { readonly title: string }) {
    return { subject: title, text: '/files' };
  }
}

describe('Reports', () => {
  let lib: LibTest;
  let office: Actor;
  let auditor: Actor;

  beforeEach(async () => {
    lib = await startLibTest(ExportsModule, CoverageModule);
    const unitId = await lib.city.addUnit({ code: '0110', name: '税務課' });
    const personId = await lib.city.addPerson({ unitId });
    await new TestFigures(lib.database).addAppointment({ personId, unitId });
    office = await newActor('program_office');
    auditor = await newActor('auditor');
  });

  afterEach(() => lib.close());

  async function newActor(role: SystemRole): Promise<Actor> {
    const accountId = await lib.city.addAccount(await lib.city.addPerson(), role);
    const actor = await lib.get(ActorQueries).findActor(accountId);
    if (!actor) throw new Error('Nobody');
    return actor;
  }

  const schedules = () => lib.get(ReportSchedulesService);
  const make = () => lib.get(MakeReports).run();
  const filesOf = async (actor: Actor) =>
    (await lib.get(FileOrderQueries).listOwn(actor, { page: 1, pageSize: 20 })).rows;
  const mail = () =>
    new SendReportMails(
      lib.get(Database),
      lib.get(Clock),
      lib.get(Mailer),
      new PlainMails(),
      lib.get(ReminderHalts),
      lib.app.get(APP_CONFIG),
    ).run();

  it('are mailed by nobody while notices are stopped for a disaster, and after it', async () => {
    await schedules().add(office, MONTHLY);
    lib.clock.set('2026-12-01T09:00:00+09:00');
    await make();
    await lib.database.execute(
      `INSERT INTO reminder_halts (id, reason, started_at, started_by) VALUES (gen_random_uuid(), '大雪', $1, $2)`,
      [lib.clock.now(), office.accountId],
    );
    expect(await mail()).toBe(0);
    await lib.database.execute(
      'UPDATE reminder_halts SET ended_at = started_at, ended_by = started_by',
      [],
    );
    expect(await mail()).toBeGreaterThan(0);
  });

  it('are chosen by DX推進室, read by whoever reads the figures, and are there once', async () => {
    await schedules().add(office, MONTHLY);
    await expect(schedules().add(office, MONTHLY)).rejects.toThrow('すでにあります');
    await expect(schedules().add(auditor, MONTHLY)).rejects.toThrow(NotAllowed);
    const [row] = await schedules().list(auditor);
    expect(row).toMatchObject({ ...MONTHLY, validTo: null, runs: [] });
    expect(row?.next).toEqual({ asOf: '2026-11-30', dueOn: '2026-12-01' });
    expect(await make()).toBe(0);
  });

  it('are made on the first office day, once by several workers, for each who holds the role by then', async () => {
    await schedules().add(office, MONTHLY);
    lib.clock.set('2026-12-01T09:00:00+09:00');
    const later = await newActor('program_office');
    const made = await Promise.all([make(), make()]);
    expect(made.toSorted()).toEqual([0, 1]);
    expect(await make()).toBe(0);
    for (const actor of [office, later]) {
      expect(await filesOf(actor)).toMatchObject([
        {
          state: 'ready',
          title: '定期報告 毎月 数値(CSV)(令和8年11月30日現在)',
          fileName: '定期報告_数値_2026-11-30.csv',
        },
      ]);
    }
    expect(await filesOf(auditor)).toEqual([]);
    const [own] = await filesOf(office);
    const opened = await lib.get(FileOrderQueries).open(office, own?.id ?? '');
    const parts: Buffer[] = [];
    for await (const part of opened.file.stream) parts.push(part as Buffer);
    const text = String(Buffer.concat(parts));
    expect(text).toContain('2026-11-30,,city');
    const [row] = await schedules().list(office);
    expect(row?.runs).toMatchObject([{ asOf: '2026-11-30', recipients: 2 }]);
    expect(row?.next?.asOf).toBe('2026-12-31');
  });

  it('are made up for what a worker that stood still has missed', async () => {
    await schedules().add(office, MONTHLY);
    lib.clock.set('2027-03-05T09:00:00+09:00');
    expect(await make()).toBe(4);
    expect((await filesOf(office)).map(({ asOf }) => asOf).toSorted()).toEqual([
      '2026-11-30',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
    ]);
  });

  it('in every paper say that they are no publication', async () => {
    for (const paper of ['sheet', 'workbook'] as const)
      await schedules().add(office, { ...MONTHLY, paper });
    lib.clock.set('2026-12-01T09:00:00+09:00');
    expect(await make()).toBe(2);
    const files = await filesOf(office);
    expect(files.map(({ fileName }) => fileName).toSorted()).toEqual([
      '定期報告_一枚もの_2026-11-30.pdf',
      '定期報告_表_2026-11-30.xlsx',
    ]);
  });

  it('are told of by one mail without numbers, and not to whoever lost the role', async () => {
    await schedules().add(office, { ...MONTHLY, roles: ['program_office', 'auditor'] });
    lib.clock.set('2026-12-01T09:00:00+09:00');
    await make();
    await lib.database.execute(
      `UPDATE account_roles SET valid_to = '2026-12-01' WHERE account_id = $1`,
      [auditor.accountId],
    );
    expect(await Promise.all([mail(), mail()])).toContain(1);
    expect(await mail()).toBe(0);
    const mails = await rowsOf<{ subject: string }>(
      lib.database,
      'SELECT subject FROM mailbox_messages',
    );
    expect(mails).toEqual([{ subject: '定期報告 毎月 数値(CSV)(令和8年11月30日現在)' }]);
    const [own] = await filesOf(auditor);
    const now = { ...auditor, roles: ['staff', 'hr'] as const };
    await expect(lib.get(FileOrderQueries).open(now, own?.id ?? '')).rejects.toThrow(
      '見つかりません',
    );
  });

  it('end, and what was made stays; one who deletes a file takes it from nobody else', async () => {
    await schedules().add(office, MONTHLY);
    lib.clock.set('2026-12-01T09:00:00+09:00');
    const other = await newActor('program_office');
    await make();
    const [row] = await schedules().list(office);
    await schedules().end(office, row?.id ?? '');
    await expect(schedules().end(office, row?.id ?? '')).rejects.toThrow(Conflict);
    lib.clock.set('2027-01-04T09:00:00+09:00');
    expect(await make()).toBe(0);
    expect((await schedules().list(office))[0]).toMatchObject({
      next: null,
      validTo: '2026-11-30',
    });
    lib.clock.set('2026-12-02T09:00:00+09:00');
    const [own] = await filesOf(office);
    await lib.get(FileOrdersService).remove(office, own?.id ?? '');
    const [theirs] = await filesOf(other);
    const { file } = await lib.get(FileOrderQueries).open(other, theirs?.id ?? '');
    file.stream.destroy();
    expect(file.byteSize).toBeGreaterThan(0);
  });
});
