import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Actor } from '@app/access';
import { ActorQueries } from '@app/accounts';
import { Conflict, InvalidInput, naturalOrder, NotAllowed, sqlState } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { unzipSync } from 'fflate';
import { AppointmentsModule } from '../appointments.module';
import { AppointmentsService } from '../appointment/appointments.service';
import { IssueLetters } from '../letter-batch/issue-letters.service';
import { LetterBatchQueries } from '../letter-batch/letter-batches.queries';
import { LetterBatchesService } from '../letter-batch/letter-batches.service';
import { LetterTemplateQueries } from '../letter-template/letter-templates.queries';
import { LetterTemplatesService } from '../letter-template/letter-templates.service';
import { LetterDrafts } from './letter-drafts';
import { LetterQueries } from './letters.queries';
import { LettersService } from './letters.service';

describe('Letters', () => {
  let test: LibTest;
  let figures: TestFigures;
  let letters: LettersService;
  let drafts: LetterDrafts;
  let queries: LetterQueries;
  let office: Actor;
  let unitId: string;

  beforeAll(async () => {
    test = await startLibTest(AppointmentsModule);
    figures = new TestFigures(test.database);
    letters = test.get(LettersService);
    drafts = test.get(LetterDrafts);
    queries = test.get(LetterQueries);
    office = await anOfficer('000001');
    unitId = await test.city.addUnit({ code: 'A', name: '総務課' });
  });

  afterAll(() => test.close());

  /** Whoever orders many is looked up again when they are issued. */
  async function anOfficer(staffNumber: string): Promise<Actor> {
    const personId = await test.city.addPerson({ staffNumber });
    const accountId = await test.city.addAccount(personId, 'program_office');
    const actor = await test.get(ActorQueries).findActor(accountId);
    if (actor === null) throw new Error('Nobody');
    return actor;
  }

  async function appointed(name: string, documentNumber = 'DX第1号'): Promise<string> {
    const personId = await test.city.addPerson({ unitId, name });
    return figures.addAppointment({ personId, unitId, termStart: '2026-11-01', documentNumber });
  }

  const choice = (appointmentId: string) => ({ appointmentId, seal: null, datedOn: null });

  async function issue(appointmentId: string, reason = ''): Promise<number> {
    const { mark } = await drafts.preview(office, choice(appointmentId));
    return letters.issue(office, { ...choice(appointmentId), reason }, mark);
  }

  it('are kept as they were issued: again the same bytes, another issue with a stamp and a reason', async () => {
    const id = await appointed('𠮷田　髙子');
    expect(await issue(id)).toBe(1);
    const first = await queries.open(office, id, 1);
    expect(first.letter.says.content.body).toEqual([
      'DX推進リーダーに任命します。',
      '任期 令和8年11月1日から令和11年3月31日まで',
    ]);
    expect(createHash('sha256').update(first.bytes).digest('hex')).toBe(first.letter.sha256);
    expect((await queries.open(office, id, 1)).bytes.equals(first.bytes)).toBe(true);
    await expect(issue(id)).rejects.toMatchObject({ fields: { reason: /再発行の理由/ } });
    expect(await issue(id, '紛失したため')).toBe(2);
    const [second, old] = await queries.listOf(office, id);
    expect([second?.says.content.stamp, second?.isReplaced, old?.isReplaced]).toEqual([
      '再発行 令和8年11月16日',
      false,
      true,
    ]);
    expect((await queries.open(office, id, 1)).bytes.equals(first.bytes)).toBe(true);
  });

  it('are what was looked at: after a change of the words nothing is issued unseen', async () => {
    const id = await appointed('富山　一郎');
    await expect(
      letters.issue(office, { ...choice(id), reason: '' }, 'something else'),
    ).rejects.toMatchObject({ code: 'letter.preview_needed' });
    expect(await queries.listOf(office, id)).toEqual([]);
  });

  it('say what stands by now to whom a second tab or somebody else was faster', async () => {
    const id = await appointed('福光　四郎');
    const { mark } = await drafts.preview(office, choice(id));
    await letters.issue(office, { ...choice(id), reason: '' }, mark);
    const again = letters.issue(office, { ...choice(id), reason: '' }, mark);
    await expect(again).rejects.toMatchObject({ code: 'letter.issued_meanwhile' });
    await expect(again).rejects.toThrow(/令和8年11月16日.*発行しました。/);
    expect(await queries.listOf(office, id)).toHaveLength(1);
  });

  it('stop at a character that the font does not have, and name the person', async () => {
    const id = await appointed('𪚳山　花子');
    await expect(issue(id)).rejects.toThrow(/𪚳山　花子さん.*「𪚳」\(U\+2A6B3\)/);
    expect(await queries.listOf(office, id)).toEqual([]);
  });

  it('are nothing that one issues for oneself, or without the right; annulled ones are issued no more', async () => {
    const own = await anOfficer('000002');
    const id = await figures.addAppointment({ personId: own.personId, unitId });
    const { mark } = await drafts.preview(own, choice(id));
    await expect(letters.issue(own, { ...choice(id), reason: '' }, mark)).rejects.toMatchObject({
      code: 'letter.own',
    });
    await expect(letters.issue(anActor(), { ...choice(id), reason: '' }, mark)).rejects.toThrow(
      NotAllowed,
    );
    await issue(id);
    const copied = test.database.execute(
      `INSERT INTO issued_documents SELECT gen_random_uuid(), appointment_id, 2, template_id, letter, seal, document_number, dated_on, says,
         content, sha256, 'x', issued_at, $2 FROM issued_documents WHERE appointment_id = $1`,
      [id, own.accountId],
    );
    await expect(copied).rejects.toThrow(/issued_documents_by_others/);
    await test.get(AppointmentsService).annul(office, { appointmentId: id, reason: '誤り' });
    const [letter] = await queries.listOf(office, id);
    expect(letter?.annulledAt).not.toBeNull();
    await expect(issue(id, '再')).rejects.toThrow(Conflict);
  });

  it('never change, and are not given out when they did', async () => {
    const id = await appointed('城端　次郎');
    await issue(id);
    const change = `UPDATE issued_documents SET content = 'x' WHERE appointment_id = $1`;
    const failure: unknown = await test.database
      .execute(change, [id])
      .catch((error: unknown) => error);
    expect(sqlState(failure)).toBeDefined();
    const content = { content: Buffer.from('x'), sha256: 'y' };
    expect(() => queries.requireUnchanged(content, id)).toThrow(/一致しません/);
  });

  it('say what the city writes, from a day on; a placeholder that is none is refused at its place', async () => {
    const templates = test.get(LetterTemplateQueries);
    const service = test.get(LetterTemplatesService);
    const form = { letter: 'appointment', seal: 'sealed' } as const;
    const [now] = await templates.listVersions(form);
    const words = { ...form, validFrom: '2026-12-01', note: '市長名を入れる' } as const;
    const next = {
      ...words,
      ...{ title: '任命通知書', addressee: '{{氏名}} 殿', body: '{{役割}}とします。' },
      ...{ authorityTitle: '{{市名}}長', authorityName: '魚津　太郎', numberPrefix: 'DX' },
    };
    const wrong = service.addVersion(office, { ...next, body: '{{氏めい}}' }, 1);
    await expect(wrong).rejects.toBeInstanceOf(InvalidInput);
    await expect(wrong).rejects.toMatchObject({ fields: { body: /\{\{氏めい\}\}は使えません/ } });
    expect(await service.addVersion(office, next, now?.version ?? 0)).toBe(2);
    await expect(
      service.addVersion(office, { ...next, validFrom: '2027-01-01', title: '通知' }, 1),
    ).rejects.toMatchObject({ code: 'letter_template.changed_meanwhile' });
    const id = await appointed('氷見　三郎');
    const sealed = { appointmentId: id, seal: 'sealed' } as const;
    const before = await drafts.preview(office, { ...sealed, datedOn: '2026-11-30' });
    const after = await drafts.preview(office, { ...sealed, datedOn: '2026-12-01' });
    expect(before.says.content.authority).toBe('サンプル市長');
    expect(after.says.content).toMatchObject({
      authority: 'サンプル市長 魚津　太郎',
      addressee: ['氷見　三郎 殿'],
      number: 'DXDX第1号',
    });
    await service.withdrawVersion(office, form, 2);
    expect(await templates.listVersions(form)).toHaveLength(1);
  });

  describe('of many at once', () => {
    let batches: LetterBatchesService;
    let worker: IssueLetters;
    let found: LetterBatchQueries;

    beforeAll(() => {
      batches = test.get(LetterBatchesService);
      worker = test.get(IssueLetters);
      found = test.get(LetterBatchQueries);
    });

    it('are issued by the worker, one by one, and put together in a PDF and a ZIP', async () => {
      const ids: string[] = [];
      for (let count = 1; count <= 30; count++)
        ids.push(await appointed(`同名　太郎`, `DX/第${String(100 + (count % 29))}号`));
      ids.push(await appointed('𪚳川　花子', 'DX第900号'));
      const id = await batches.order(office, {
        ...{ seal: null, datedOn: null, seen: null, appointmentIds: ids, filter: {} },
      });
      const [one, two] = await Promise.all([worker.run(), worker.run()]);
      expect(one + two).toBe(30);
      const batch = await found.getBatch(office, id);
      expect(batch).toMatchObject({ members: 31, issued: 30, problems: 1, hasFiles: true });
      const [problem] = await found.listProblems(office, id);
      expect(problem?.problem).toContain('𪚳川　花子さん');
      const names = Object.keys(unzipSync(await whole(id, 'zip')));
      expect(new Set(names).size).toBe(30);
      expect(names).toContain('DX-第101号_同名 太郎.pdf');
      expect(names).toContain('DX-第101号_同名 太郎_2.pdf');
      expect((await PDFDocument.load(await whole(id, 'pdf'))).getPageCount()).toBe(30);
      expect(await worker.run()).toBe(0);
      const pdf = await whole(id, 'pdf');
      await test.get(AppointmentsService).annul(office, {
        ...{ appointmentId: ids[1] ?? '', reason: '別の人でした。' },
      });
      expect(await found.getBatch(office, id)).toMatchObject({ annulled: 1, isMarked: false });
      await expect(found.openFile(office, id, 'zip')).rejects.toMatchObject({
        code: 'letter_batch.made_again',
      });
      await Promise.all([worker.run(), worker.run()]);
      expect((await found.getBatch(office, id)).isMarked).toBe(true);
      const marked = unzipSync(await whole(id, 'zip'));
      expect(Object.keys(marked).filter((name) => name.includes('取消し'))).toEqual([
        'DX-第102号_同名 太郎_取消し.pdf',
      ]);
      const { bytes: issued } = await queries.open(office, ids[1] ?? '', 1);
      const { bytes: copy } = await queries.openCancelled(office, ids[1] ?? '', 1);
      const copied = Buffer.from(marked['DX-第102号_同名 太郎_取消し.pdf'] ?? []);
      expect([copied.equals(issued), copied.length === copy.length]).toEqual([false, true]);
      const joined = await whole(id, 'pdf');
      expect((await PDFDocument.load(joined)).getPageCount()).toBe(30);
      expect(joined.equals(pdf)).toBe(false);
      test.clock.set('2026-11-24T00:00:00+09:00');
      expect(await worker.forgetFiles()).toBeGreaterThan(0);
      expect((await found.getBatch(office, id)).hasFiles).toBe(false);
      test.clock.set('2026-11-16T10:00:00+09:00');
    });

    it('are stopped, and refused when somebody was faster or none is chosen', async () => {
      const ids = [await appointed('一'), await appointed('二')];
      const input = { seal: null, datedOn: null, seen: null, filter: {} };
      const id = await batches.order(office, { ...input, appointmentIds: ids });
      await batches.cancel(office, id);
      expect(await worker.run()).toBe(0);
      await expect(batches.cancel(office, id)).rejects.toMatchObject({
        code: 'letter_batch.over',
      });
      await issue(ids[0] ?? '');
      await expect(batches.order(office, { ...input, appointmentIds: ids })).rejects.toMatchObject({
        code: 'letter_batch.changed_meanwhile',
      });
      const all = { ...input, appointmentIds: null, filter: { role: 'supporter' } } as const;
      await expect(batches.order(office, { ...all, seen: 3 })).rejects.toMatchObject({
        code: 'letter_batch.count_moved',
      });
      await expect(batches.order(office, { ...input, appointmentIds: [] })).rejects.toBeInstanceOf(
        InvalidInput,
      );
    });

    async function whole(id: string, kind: 'pdf' | 'zip'): Promise<Buffer> {
      const parts: Buffer[] = [];
      for await (const part of await found.openFile(office, id, kind)) parts.push(part);
      return Buffer.concat(parts);
    }
  });

  it('stand in the order of their numbers, however those were typed', async () => {
    const typed = ['DX推第１０号', 'DX推第2号', 'ＤＸ推第３号', 'DX推第100号'];
    const rows = await rowsOf<{ number: string }>(
      test.database,
      `SELECT number FROM unnest($1::text[]) AS t (number) ORDER BY ${naturalOrder('number')}`,
      [typed],
    );
    expect(rows.map(({ number }) => number)).toEqual([
      ...['DX推第2号', 'ＤＸ推第３号', 'DX推第１０号', 'DX推第100号'],
    ]);
  });

  it('stand in the register by fiscal year, role and order', async () => {
    const whole = { page: 1, pageSize: 500 };
    const ofLeaders = { role: 'leader', fiscalYear: 2026 } as const;
    const { rows: all } = await queries.listRegister(office, ofLeaders, whole);
    expect(all.length).toBeGreaterThan(30);
    const { rows, total } = await queries.listRegister(
      office,
      { sort: 'number' },
      { page: 1, pageSize: 2 },
    );
    expect([rows.length, total]).toEqual([2, all.length + 1]);
    expect(await queries.listRegister(office, { fiscalYear: 2030 }, whole)).toEqual({
      ...{ rows: [], total: 0 },
    });
    expect(await queries.listYears(office)).toEqual([2026, 2024]);
    const rowsKept = await rowsOf<{ n: number }>(
      test.database,
      'SELECT count(*)::int AS n FROM issued_documents',
    );
    expect(rowsKept[0]?.n).toBe(total);
  });
});
