import type { Actor } from '@app/access';
import { AccountsModule } from '@app/accounts';
import { InvalidInput, type LocalDate, NotAllowed, writeXlsx } from '@app/platform';
import { anActor, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { AppointmentQueries } from '../appointment/appointment.queries';
import { AppointmentsModule } from '../appointments.module';
import { BatchWork } from '../batch/batch-work';
import { batchState } from '../batch/batch.rules';
import { BatchQueries } from '../batch/batches.queries';
import { BatchesService } from '../batch/batches.service';
import { NominationsService } from '../nomination/nominations.service';
import { type NewRoleVersion, RolesService } from '../role/roles.service';
import { AppointmentOrdersService } from './appointment-orders.service';

const HEADING = '職員番号,氏名,役割,所属,任期開始,任期終了,文書番号,備考';
const EVERYBODY = { page: 1, pageSize: 100 };
const START = '2027-04-01';

describe('Appointments of many', () => {
  let lib: LibTest;
  let unitId: string;
  let orders: AppointmentOrdersService;
  let batches: BatchesService;
  let office: Actor;
  let next = 700_000;

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    orders = lib.get(AppointmentOrdersService);
    batches = lib.get(BatchesService);
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
    office = (await addPerson('program_office')).actor;
  });

  afterAll(async () => {
    await lib.close();
  });

  async function addPerson(role?: 'program_office', name = '魚津　花子') {
    next += 1;
    const staffNumber = `00${String(next)}`;
    const personId = await lib.city.addPerson({ staffNumber, unitId, name });
    const accountId = await lib.city.addAccount(personId, ...(role ? [role] : []));
    const roles = role ? (['staff', role] as const) : (['staff'] as const);
    return {
      ...{ staffNumber, personId },
      actor: anActor({ roles, personId, accountId, staffNumber }),
    };
  }

  const csv = (...lines: readonly string[]) => Buffer.from([HEADING, ...lines].join('\r\n'));
  const work = async () => lib.get(BatchWork).run();
  const read = async (id: string) => {
    const batch = await lib.get(BatchQueries).getBatch(office, id);
    const { rows } = await lib.get(BatchQueries).listMembers(office, batch, EVERYBODY);
    const byLine = rows.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    return { batch, rows: byLine, state: batchState(batch) };
  };
  const send = async (bytes: Buffer, fileName = '任命.csv') => {
    const id = await orders.orderList(office, { fileName, bytes });
    await work();
    return id;
  };
  const confirm = async (batchId: string, takesWarned = false, warnedReason = '') => {
    await batches.confirm(office, { batchId, takesWarned, warnedReason });
    await work();
    return read(batchId);
  };
  const inOffice = async (personId: string, on: LocalDate = START) =>
    (await lib.get(AppointmentQueries).listOfPerson(office, personId, on)).map(
      ({ role, state, termEnd, note, documentNumber }) => ({
        ...{ role, state, termEnd, note, documentNumber },
      }),
    );

  it('are read row by row, with what is wrong at which value and what to do', async () => {
    const [one, two] = [await addPerson(), await addPerson()];
    const id = await send(
      csv(
        `${one.staffNumber},魚津 花子,ＤＸ推進リーダー,総務課,2027/4/1,,DX第1号,`,
        `${one.staffNumber},,leader,,令和9年4月1日,,DX第1号,`,
        `${one.staffNumber},,leader,,2028/4/1,2029/3/31,DX第2号,`,
        `${two.staffNumber.slice(2)},,leader,,2027/4/1,,DX第1号,`,
        '999999,,課長,,昨日,2027/3/31,,',
        `${office.staffNumber},,leader,,2027/4/1,,DX第1号,`,
        `${two.staffNumber},別人　一郎,supporter,税務課,2027/4/1,2026/4/1,DX第1号,`,
        `${two.staffNumber},別人　一郎,supporter,税務課,2027/4/1,2028/3/31,DX第1号,再度`,
      ),
    );
    const { batch, rows, state } = await read(id);
    expect(state).toBe('ready');
    expect(batch).toMatchObject({ members: 8, refused: 6, warned: 1, done: 0 });
    const told = rows.map(({ line, findings }) => [line, findings.map(({ column }) => column)]);
    expect(told).toEqual([
      [2, []],
      [3, ['職員番号']],
      [4, ['職員番号']],
      [5, ['職員番号']],
      [6, ['職員番号', '役割', '任期開始', '文書番号']],
      [7, ['職員番号']],
      [8, ['任期終了']],
      [9, []],
    ]);
    const reasons = rows.map(({ findings }) => findings[0]?.reason ?? '');
    expect(reasons[1]).toBe('2行目と同じ人・同じ役割・同じ任期です。');
    expect(reasons[2]).toContain('2行目でも、この人を同じ役割に任命することになっていて');
    expect(reasons[3]).toContain(`「${two.staffNumber}」ではありませんか`);
    expect(reasons[5]).toContain('自分を任命することはできません。');
    expect(rows.every(({ findings }) => findings.every(({ remedy }) => remedy !== ''))).toBe(true);
    expect(rows[7]?.warningKinds).toEqual(['other_unit', 'other_name']);
    expect(await inOffice(one.personId)).toEqual([]);

    const done = await confirm(id, true);
    expect(done.batch).toMatchObject({ done: 2, problems: 6, firstStart: START });
    expect(await inOffice(two.personId)).toEqual([
      {
        ...{ role: 'supporter', state: 'in_force', termEnd: '2028-03-31' },
        ...{ note: '再度', documentNumber: 'DX第1号' },
      },
    ]);
    const refused = await lib.get(BatchQueries).listRefused(office, { id });
    expect(refused.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8]);

    await batches.undo(office, id, '決裁の取下げ');
    expect((await inOffice(two.personId))[0]?.state).toBe('annulled');
  });

  it('show no end that a row does not say, and no cell of a line that cannot be read', async () => {
    const { staffNumber } = await addPerson();
    const row = (end: string) => `${staffNumber},,leader,,2027/4/1,${end},DX第1号,`;
    const id = await send(csv(row('2250-03-31'), row('2029-02-29'), `${staffNumber},,leader`));
    const { rows } = await read(id);
    expect(rows.map(({ term }) => term)).toEqual([null, null, null]);
    expect(rows.map(({ findings }) => findings.map(({ column }) => column))).toEqual([
      ['任期終了'],
      ['任期終了'],
      [''],
    ]);
    const usual = await read(await send(csv(row(''))));
    expect(usual.rows[0]?.term?.from).toBe(START);
  });

  it('mean whoever was called so before, and tell which columns were not read', async () => {
    const { staffNumber, personId } = await addPerson(undefined, '旧姓　花子');
    await lib.city.rename(personId, '新姓　花子', '2027-01-01');
    const line = `${staffNumber},旧姓花子,leader,,2027/4/1,,DX第9号,,総務`;
    const id = await send(Buffer.from([`${HEADING},旧所属`, line].join('\r\n')));
    const { batch, rows } = await read(id);
    expect(batch.unknownColumns).toEqual(['旧所属']);
    expect(rows[0]?.warningKinds).not.toContain('other_name');
    await batches.cancel(office, id);
  });

  it('come as a spreadsheet with a title above the heading as well', async () => {
    const { staffNumber, personId } = await addPerson();
    const bytes = await writeXlsx({
      ...{ name: '任命の一覧', title: '任命の一覧(令和9年3月1日現在)' },
      header: HEADING.split(','),
      rows: [[staffNumber, '', 'DXサポーター', '0101', { day: START }, null, 'DX第3号', null]],
    });
    const id = await send(Buffer.from(bytes), '任命.xlsx');
    const sent = { fileName: '任命.xlsx', sheet: '任命の一覧', nominated: 0 };
    expect((await read(id)).batch).toMatchObject({ ...sent, members: 1, refused: 0, warned: 0 });
    await confirm(id);
    expect(await inOffice(personId)).toMatchObject([{ role: 'supporter', state: 'in_force' }]);
  });

  it('are refused as a whole where nothing can be read, or where there are too many', async () => {
    const { staffNumber } = await addPerson();
    const line = `${staffNumber},,leader,,2027/4/1,,DX第1号,`;
    const refused = async (bytes?: Buffer, fileName = 'a.csv') =>
      orders.orderList(office, bytes && { fileName, bytes }).then(
        () => null,
        (error: unknown) => (error as InvalidInput).fields['list'],
      );
    expect(await refused()).toContain('選んでください');
    expect(await refused(Buffer.from('氏名,役割\r\nA,B'))).toContain('職員番号');
    expect(await refused(csv(...Array.from({ length: 501 }, () => line)))).toBe(
      '任命の一覧: 500行までです。ファイルを分けてください。',
    );
    const noBook = 'Excelのブックとして開けません。';
    expect(await refused(Buffer.from([0x9c, 0, 0x81, 0x0a, 0xff]), '任命.xlsx')).toContain(noBook);
    expect(await refused(Buffer.from('PK\u0003\u0004half of it'), 'a.xlsx')).toContain(noBook);
    const long = await read(await send(csv(`${line}${'あ'.repeat(1001)}`)));
    expect(long.rows[0]?.findings).toMatchObject([
      { column: '備考', reason: '1,001文字あります。1,000文字以内にしてください。' },
    ]);
    const years = ['2150/4/1', '1950/4/1', '2200/4/1'].map((day) => line.replace('2027/4/1', day));
    const far = await read(await send(csv(...years, line.replace(',,DX', ',2150/3/31,DX'))));
    const bound = '2000年から2099年までの日を入力してください。年の入力を確かめてください。';
    expect(far.rows.map(({ findings }) => findings.map((it) => [it.column, it.reason]))).toEqual(
      ['任期開始', '任期開始', '任期開始', '任期終了'].map((column) => [[column, bound]]),
    );
    const odd = await read(
      await send(csv(...['=1+1', '＠DX', '#N/A'].map((number) => line.replace('DX第1号', number)))),
    );
    const formula =
      '文書番号の先頭に「=」「+」「-」「@」は使えません。先頭の記号を除いてください。';
    const error = 'エラー値「#N/A」が入っています。Excelで式を直すか、正しい値を入れてください。';
    expect(odd.rows.map(({ findings }) => findings.map((it) => [it.column, it.reason]))).toEqual(
      [formula, formula, error].map((reason) => [['文書番号', reason]]),
    );
    const actor = anActor({ roles: ['staff', 'hr'] });
    await expect(orders.orderList(actor, { fileName: 'a.csv', bytes: csv(line) })).rejects.toThrow(
      NotAllowed,
    );
  });

  it('tell before anything is registered which rows exclude each other, and of whom nobody decides alone', async () => {
    const roles = lib.get(RolesService);
    const alone: NewRoleVersion = {
      ...{ role: 'leader', letter: 'appointment', termMonths: null, note: '見直し' },
      ...{ validFrom: '2030-04-01', together: false, isEnded: false, requirements: [] },
    };
    const { mark } = await roles.previewVersion(office, alone);
    await roles.addVersion(office, alone, { mark, warningsAccepted: true });
    const { staffNumber } = await addPerson();
    const own = { personId: office.personId, role: 'leader', reason: '務めたいため' } as const;
    await lib.get(NominationsService).nominate(office, own);
    const id = await send(
      csv(
        `${staffNumber},,supporter,,2030/4/1,,DX第1号,`,
        `${staffNumber},,leader,,2030/4/1,,DX第1号,`,
        `${office.staffNumber},,leader,,2030/4/1,,DX第1号,`,
      ),
    );
    const { batch, rows } = await read(id);
    expect(batch).toMatchObject({ members: 3, refused: 2 });
    expect(rows.map(({ findings }) => findings.map(({ reason }) => reason))).toEqual([
      [],
      [
        'DX推進リーダーは、ほかの役割と同時には務められません。2行目で、この人をDXサポーターに任命することになっています。',
      ],
      ['自分を任命することはできません。ほかの担当者に依頼してください。'],
    ]);
    await roles.withdrawVersion(office, 'leader', 2);
    await batches.cancel(office, id);
  });

  it('need one reason for all to whom something 必須 is missing', async () => {
    const roles = lib.get(RolesService);
    const version: NewRoleVersion = {
      ...{ role: 'supporter', letter: 'appointment', termMonths: null, note: '見直し' },
      ...{ validFrom: '2028-04-01', together: true, isEnded: false },
      requirements: [
        {
          ...{ isRequired: true, alternative: null },
          wanted: { kind: 'certificate_held', codes: ['ip'] },
        },
      ],
    };
    const { mark } = await roles.previewVersion(office, version);
    await roles.addVersion(office, version, { mark, warningsAccepted: true });
    const { staffNumber, personId } = await addPerson();
    const id = await send(csv(`${staffNumber},,supporter,,2028/4/1,,DX第4号,`));
    expect((await read(id)).batch).toMatchObject({ refused: 0, warned: 1, missing: 1 });
    await expect(confirm(id, true)).rejects.toThrow(InvalidInput);
    await confirm(id, true, '来年度に受験するため');
    expect(await inOffice(personId, '2028-04-01')).toHaveLength(1);
  });

  it('decide on the recommendations of those who have consented, ticked or named in the list', async () => {
    const [one, two] = [await addPerson(), await addPerson()];
    for (const { actor } of [one, two]) {
      await lib.get(NominationsService).nominate(actor, {
        ...{ personId: actor.personId, role: 'leader', reason: '担いたい' },
      });
    }
    const consented = async (personId: string) =>
      (await rowOf<{ id: string; state: string }>(
        lib.database,
        'SELECT id, state FROM nominations WHERE person_id = $1',
        [personId],
      )) ?? { id: '', state: '' };
    const ticked = await consented(one.personId);
    expect(ticked.state).toBe('consented');
    const term = { termStart: START, termEnd: null, documentNumber: 'DX第5号', note: '' } as const;
    const id = await orders.orderNominated(office, {
      ...{ ...term, nominationIds: [ticked.id], role: undefined },
    });
    await work();
    await confirm(id, true, '理由');
    expect((await consented(one.personId)).state).toBe('approved');
    // Said before it is taken back: the consent is used up.
    expect((await read(id)).batch.nominated).toBe(1);
    const listed = await send(csv(`${two.staffNumber},,leader,,2027/4/1,,DX第6号,`));
    expect((await read(listed)).rows[0]?.nominationId).not.toBeNull();
    await confirm(listed, true, '理由');
    expect((await consented(two.personId)).state).toBe('approved');
    await expect(
      orders.orderNominated(office, { ...term, nominationIds: [ticked.id], role: undefined }),
    ).rejects.toThrow(/選んだうち1名/);
  });

  it('are 再任 where they follow a term of the same role without a gap, whichever way they are made', async () => {
    const { staffNumber, personId } = await addPerson();
    const rows = [`2027/4/1,2028/3/31`, `2028/4/1,`, `2031/4/2,2032/3/31`];
    const id = await send(csv(...rows.map((term) => `${staffNumber},,leader,,${term},DX第8号,`)));
    const preview = await read(id);
    expect(preview.rows.map(({ term }) => term)).toEqual([
      { from: '2027-04-01', to: '2028-03-31' },
      { from: '2028-04-01', to: '2031-03-31' },
      { from: '2031-04-02', to: '2032-03-31' },
    ]);
    const done = await confirm(id, true, '理由');
    expect(done.rows.map(({ isRenewal }) => isRenewal)).toEqual([false, true, false]);
    const acts = await rowsOf<{ action: string }>(
      lib.database,
      `SELECT action FROM audit_entries WHERE detail ->> 'personId' = $1 AND action LIKE 'appointment.%' ORDER BY id`,
      [personId],
    );
    expect(acts.map(({ action }) => action.slice('appointment.'.length))).toEqual([
      ...['made', 'renewed', 'made'],
    ]);
  });

  it('are told wholly when they are stopped: what was done, what was refused, and what is left', async () => {
    const [one, two] = [await addPerson(), await addPerson()];
    const lines = [one, two].map(
      ({ staffNumber }) => `${staffNumber},,leader,,2027/4/1,,DX第11号,`,
    );
    const id = await send(csv(...lines, '999999,,leader,,2027/4/1,,DX第11号,'));
    await batches.confirm(office, { batchId: id, takesWarned: true, warnedReason: '理由' });
    await batches.cancel(office, id);
    await work();
    expect((await read(id)).batch).toMatchObject({ members: 3, done: 0, problems: 1, stopped: 2 });
    const left = await lib.get(BatchQueries).listRefused(office, { id });
    expect(left.map(({ line, reason }) => [line, reason === null])).toEqual([
      ...[
        [2, true],
        [3, true],
        [4, false],
      ],
    ]);
  });

  it('do not give somebody a role whom another list gave it meanwhile', async () => {
    const { staffNumber, personId } = await addPerson();
    const line = `${staffNumber},,leader,,2027/4/1,,DX第7号,`;
    const [first, second] = [await send(csv(line)), await send(csv(line))];
    await Promise.all([
      batches.confirm(office, { batchId: first, takesWarned: false, warnedReason: '' }),
      batches.confirm(office, { batchId: second, takesWarned: false, warnedReason: '' }),
    ]);
    await Promise.all([work(), work()]);
    const done = [(await read(first)).batch.done, (await read(second)).batch.done];
    expect(done.toSorted()).toEqual([0, 1]);
    expect(await inOffice(personId)).toHaveLength(1);
    const { rows } = await read(await send(csv(line)));
    expect(rows[0]?.findings[0]).toMatchObject({ column: '任期開始' });
    expect(rows[0]?.findings[0]?.reason).toContain('すでに');
  });
});
