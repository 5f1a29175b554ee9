import { randomUUID } from 'node:crypto';
import { AuditLog } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { AccountsModule, AuditEntryQueries, type AuditFilter } from '..';

const ALL: AuditFilter = {
  from: null,
  to: null,
  actor: '',
  action: '',
  subject: '',
  page: 1,
  pageSize: 50,
};
const HANAKO = { accountId: null, label: '000001 富山　花子' };
const TARO = { accountId: null, label: '000002 黒部　太郎' };

describe('AuditEntryQueries', () => {
  let test: LibTest;
  let audit: AuditEntryQueries;
  const auditor = anActor({ roles: ['staff', 'auditor'] });
  const hr = anActor({ roles: ['staff', 'hr', 'auditor'] });

  beforeEach(async () => {
    test = await startLibTest(AccountsModule);
    audit = test.get(AuditEntryQueries);
  });

  afterEach(async () => {
    await test.close();
  });

  it('lists newest first, filtered by day in Tokyo, actor, action and subject', async () => {
    const log = test.get(AuditLog);
    const personId = await test.city.addPerson({ staffNumber: '000123', name: '魚津　次郎' });
    const accountId = await test.city.addAccount(personId);
    test.clock.set('2026-11-15T23:59:59+09:00');
    await log.record(HANAKO, {
      action: 'account.suspended',
      subjectType: 'account',
      subjectId: accountId,
    });
    test.clock.set('2026-11-16T00:00:00+09:00');
    await log.record(TARO, {
      action: 'x.changed',
      subjectType: 'person',
      subjectId: personId,
      detail: { a: 1 },
    });
    const actions = async (filter: Partial<AuditFilter>) =>
      (await audit.list(auditor, { ...ALL, ...filter })).rows.map((row) => row.action);
    expect(await actions({})).toEqual(['x.changed', 'account.suspended']);
    expect(await actions({ from: '2026-11-16' })).toEqual(['x.changed']);
    expect(await actions({ to: '2026-11-15' })).toEqual(['account.suspended']);
    expect(await actions({ actor: '花子' })).toEqual(['account.suspended']);
    expect(await actions({ actor: '%' })).toEqual([]);
    expect(await actions({ action: 'x.changed' })).toEqual(['x.changed']);
    expect(await actions({ subject: '０００１２３' })).toEqual(['x.changed', 'account.suspended']);
    expect(await actions({ subject: personId })).toEqual(['x.changed']);
    expect(await actions({ subject: 'nobody' })).toEqual([]);
    const page = await audit.list(auditor, { ...ALL, page: 2, pageSize: 1 });
    expect(page.total).toBe(2);
    expect(page.rows).toHaveLength(1);
    expect(page.rows[0]).toMatchObject({ subjectLabel: '000123 魚津　次郎', isWithheld: false });
  });

  it('finds who acted by any name, reading or number, and calls them as on the day of the act', async () => {
    const personId = await test.city.addPerson({
      ...{ staffNumber: '000321', name: '砺波　花子', kana: 'トナミ　ハナコ' },
    });
    const by = { accountId: await test.city.addAccount(personId), label: '' };
    const entry = { action: 'x.changed', subjectType: 'person', subjectId: personId };
    test.clock.set('2026-11-16T10:00:00+09:00');
    await test.get(AuditLog).record(by, entry);
    await test.city.rename(personId, '南砺　花子', '2026-11-20');
    await test.city.renumber(personId, '000654', '2026-11-20');
    test.clock.set('2026-11-20T10:00:00+09:00');
    await test.get(AuditLog).record(by, entry);
    const found = ['砺波', '南砺 花子', 'となみ', 'ﾄﾅﾐ', '０００３２１', '000654'];
    for (const actor of found) {
      const { rows } = await audit.list(auditor, { ...ALL, actor });
      expect(rows.map((row) => row.actorLabel)).toEqual(['000654 南砺　花子', '000321 砺波　花子']);
    }
    expect((await audit.list(auditor, { ...ALL, actor: '氷見' })).total).toBe(0);
    const stored = await rowsOf(test.database, 'SELECT DISTINCT actor_label FROM audit_entries');
    expect(stored).toEqual([{ actor_label: '' }]);
  });

  it('names the person whom an entry about something else concerns', async () => {
    const personId = await test.city.addPerson({ staffNumber: '000124', name: '滑川　三郎' });
    await test.get(AuditLog).record(HANAKO, {
      action: 'appointment.made',
      subjectType: 'role_appointment',
      subjectId: randomUUID(),
      detail: { personId },
    });
    const { rows } = await audit.list(auditor, ALL);
    expect(rows[0]?.subjectLabel).toBe('000124 滑川　三郎');
  });

  it('keeps an import of the future from people who may not import, until its day', async () => {
    const personId = await test.city.addPerson({ staffNumber: '000123', name: '魚津　次郎' });
    const batchId = randomUUID();
    const applied = { subjectType: 'import_batch', subjectId: batchId };
    const changed = { action: 'person.changed', subjectType: 'person', subjectId: personId };
    const effectiveOn = '2027-04-01';
    await test.get(AuditLog).record(
      HANAKO,
      { ...applied, action: 'organization_import.applied', detail: { effectiveOn, units: 3 } },
      { ...changed, detail: { batchId, effectiveOn, fields: ['所属'] } },
      {
        ...changed,
        detail: { batchId, effectiveOn: '2026-11-16', fields: ['氏名'] },
      },
    );
    const { rows } = await audit.list(auditor, ALL);
    expect(rows.map((row) => row.isWithheld)).toEqual([false, true, true]);
    expect(JSON.stringify(rows.filter((row) => row.isWithheld))).not.toMatch(
      new RegExp(`${personId}|${batchId}|魚津|所属|2027`),
    );
    const bySubject = await audit.list(auditor, { ...ALL, subject: '000123' });
    expect(bySubject.total).toBe(1);
    expect((await audit.list(hr, { ...ALL, subject: '000123' })).total).toBe(2);
    test.clock.set('2027-04-01T00:00:00+09:00');
    expect((await audit.list(auditor, { ...ALL, subject: '000123' })).total).toBe(2);
  });

  it('names no number of an import of the future, and afterwards whose it was said to be', async () => {
    const personId = await test.city.addPerson({ staffNumber: '000125', name: '氷見　四郎' });
    const subject = { subjectType: 'import_batch', subjectId: randomUUID() };
    const chosen = [
      { staffNumber: '102463', personId },
      { staffNumber: '102464', personId: null },
    ];
    await test.get(AuditLog).record(HANAKO, {
      action: 'organization_import.numbers_chosen',
      ...subject,
      detail: { effectiveOn: '2027-04-01', chosen },
    });
    const told = {
      effectiveOn: '2027-04-01',
      chosen: [
        { staffNumber: '102463', samePerson: '000125 氷見　四郎' },
        { staffNumber: '102464', samePerson: null },
      ],
    };
    const read = async (actor: typeof auditor) => (await audit.list(actor, ALL)).rows[0];
    expect(await read(auditor)).toMatchObject({ isWithheld: true, subjectId: '', detail: {} });
    expect(await read(hr)).toMatchObject({ isWithheld: false, detail: told });
    test.clock.set('2027-04-01T00:00:00+09:00');
    expect((await read(auditor))?.detail).toEqual(told);
  });

  it('keeps an entry about numbers that does not have the day itself until the day of its import', async () => {
    const batchId = randomUUID();
    await test.database.execute(
      `INSERT INTO import_batches (id, state, effective_on, encoding, source, plan, base_fingerprint, created_at, created_by)
       VALUES ($1, 'previewed', '2027-04-01', '', '{}', '{}', '', '2026-11-16T10:00:00+09:00', $2)`,
      [batchId, await test.city.addAccount(await test.city.addPerson())],
    );
    await test.get(AuditLog).record(HANAKO, {
      action: 'organization_import.numbers_chosen',
      subjectType: 'import_batch',
      subjectId: batchId,
      detail: { chosen: [{ staffNumber: '102463', personId: null }] },
    });
    expect((await audit.list(auditor, ALL)).rows[0]).toMatchObject({
      isWithheld: true,
      detail: {},
    });
    test.clock.set('2027-04-01T00:00:00+09:00');
    expect((await audit.list(auditor, ALL)).rows[0]?.isWithheld).toBe(false);
  });

  it('shows the history of one account to whoever may read accounts', async () => {
    const accountId = await test.city.addAccount(await test.city.addPerson());
    const entry = { action: 'account.suspended', subjectType: 'account', subjectId: accountId };
    await test.get(AuditLog).record(HANAKO, entry, { ...entry, subjectId: randomUUID() });
    const rows = await audit.listOfAccount(anActor({ roles: ['administrator'] }), accountId, 10);
    expect(rows).toHaveLength(1);
  });

  it('is for people who may read it', async () => {
    for (const role of ['staff', 'unit_head', 'hr', 'program_office'] as const) {
      const actor = anActor({ roles: [role] });
      const refused = { code: 'access.not_allowed' };
      await expect(audit.list(actor, ALL)).rejects.toMatchObject(refused);
      await expect(audit.listOfAccount(actor, actor.accountId, 1)).rejects.toMatchObject(refused);
    }
  });
});
