import type { Actor } from '@app/access';
import {
  AuditCheck,
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  sqlState,
  violatedConstraint,
  writeXlsx,
} from '@app/platform';
import { aCleanFile, anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import iconv from 'iconv-lite';
import { CertificationsModule } from '../certifications.module';
import { CertificationRecordsService } from '../record/certification-records.service';
import { CorrectionsService } from '../record/corrections.service';
import { EvidenceQueries } from '../record/evidence.queries';
import { HeldCertificateQueries } from '../record/held-certificates.queries';
import { OwnRecordQueries } from '../record/own-records.queries';
import { RecordReviewQueries } from '../record/record-reviews.queries';
import { CertificateEntriesService } from './certificate-entries.service';
import { CertificateEntryQueries, type EntryPart } from './certificate-entries.queries';
import { EntryDependents } from './entry-dependents';
import { EnterCertificates } from './enter-certificates';

const HEADING = '職員番号,資格,合格日,証書番号,有効期限';

describe('Entering certificates from a list', () => {
  let test: LibTest;
  let service: CertificateEntriesService;
  let queries: CertificateEntryQueries;
  let sender: Actor;
  let second: Actor;
  let third: Actor;
  let holder: Actor;
  let next = 700_000;

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    service = test.get(CertificateEntriesService);
    queries = test.get(CertificateEntryQueries);
  });

  afterAll(async () => {
    expect((await test.get(AuditCheck).run()).problem).toBeNull();
    await test.close();
  });

  beforeEach(async () => {
    test.clock.set('2027-01-10T09:00:00+09:00');
    sender = await addActor('hr');
    second = await addActor('hr');
    third = await addActor('hr');
    holder = await addActor();
  });

  async function addActor(role?: 'hr'): Promise<Actor> {
    next += 1;
    const staffNumber = `00${String(next)}`;
    const personId = await test.city.addPerson({ staffNumber });
    const accountId = await test.city.addAccount(personId, ...(role ? [role] : []));
    return anActor({ personId, accountId, staffNumber, roles: role ? ['staff', role] : ['staff'] });
  }

  const send = async (bytes: Buffer, fileName = 'list.csv') => {
    const id = await service.send(sender, { fileName, bytes });
    await test.get(EnterCertificates).run();
    return id;
  };
  const csv = (...lines: readonly string[]) => Buffer.from([HEADING, ...lines].join('\r\n'));
  const rows = (id: string, part: EntryPart) =>
    queries.listRows(sender, id, { part, number: 1, size: 100 });
  const apply = async (id: string, actor = second) => {
    await service.confirm(actor, id);
    await test.get(EnterCertificates).run();
    return queries.get(sender, id);
  };
  const held = async () =>
    (
      await test.get(HeldCertificateQueries).listHeldAsKnown(sender, '2027-01-10', test.clock.now())
    ).filter(({ personId }) => personId === holder.personId);
  const refusal = async (act: Promise<unknown>) =>
    act.then(
      () => null,
      (error: unknown) => error,
    );

  it('refuses a list that is longer than it reads as a whole: nobody would miss what was left out', async () => {
    const n = holder.staffNumber;
    const lines = Array.from({ length: 5_001 }, (_, at) => `${n},ip,2026/10/20,L-${String(at)},`);
    const id = await send(csv(...lines));
    expect(await queries.get(sender, id)).toMatchObject({
      ...{ problem: '資格の一覧: 5,000行までです。ファイルを分けてください。', fitting: 0 },
    });
    expect(await refusal(service.confirm(second, id))).toBeInstanceOf(Conflict);
    expect(await held()).toEqual([]);
  });

  it('gives one certificate to one person: not to a second one of the list, nor beside who has it', async () => {
    const n = holder.staffNumber;
    const other = await addActor();
    await test.get(CertificationRecordsService).report(other, {
      ...{ staffNumber: '', certificationCode: 'fe', passedOn: '2026-10-01' },
      ...{ certificateNumber: 'FE-7', evidence: await aCleanFile(test) },
    });
    const id = await send(
      csv(
        `${n},ip,2026/10/20,IP-7,`,
        `${other.staffNumber},ip,2026/10/21,ＩＰ－７,`,
        `${n},fe,2026/10/01,fe 7,`,
        `${n},sg,2026/10/01,FE-7,`,
      ),
    );
    expect((await rows(id, 'fitting')).map(({ line }) => line)).toEqual([2, 5]);
    const refused = await rows(id, 'refused');
    expect(refused.map(({ line, findings }) => [line, findings[0]?.reason])).toEqual([
      [3, '同じ資格の同じ合格証書番号が、2行目(ほかの職員)にあります。'],
      [4, '同じ資格の同じ合格証書番号が、ほかの職員の記録にあります。'],
    ]);
  });

  it('looks at whose name stands beside the number, former ones included, names what it did not read and whose own a row is', async () => {
    await test.city.rename(holder.personId, '旧姓　はな', '2026-01-01');
    await test.city.rename(holder.personId, '新姓　はな', '2026-10-01');
    const n = holder.staffNumber;
    const text = [
      '職員番号,氏名,資格,合格日,合格証書番号,状態,有効期限',
      `${n},新姓はな,ip,2026/10/20,N-1,確認済み,`,
      `${n},旧姓 はな,fe,2026/10/20,N-2,確認済み,`,
      `${n},別の　人,sg,2026/10/20,N-3,確認済み,`,
      `${second.staffNumber},,sg,2026/10/20,N-4,確認済み,`,
    ];
    const id = await send(Buffer.from(text.join('\r\n')));
    const batch = { fitting: 4, otherwiseNamed: 1, unknownColumns: ['状態'] };
    expect(await queries.get(second, id)).toMatchObject({ ...batch, own: 1 });
    expect(await queries.get(third, id)).toMatchObject({ ...batch, own: 0 });
    const read = await queries.listRows(second, id, { part: 'fitting', number: 1, size: 100 });
    expect(read.map(({ isOwn }) => isOwn)).toEqual([false, false, false, true]);
    expect(read.map(({ findings }) => findings.map(({ reason }) => reason))).toEqual([
      ...[[], []],
      ['この職員番号の人は新姓　はなさんです。一覧の氏名「別の　人」と違います。'],
      [],
    ]);
    expect(await apply(id)).toMatchObject({ made: 3, left: 1 });
    const twice = '職員番号,資格,合格日,証書番号,合格証書番号\r\n';
    const refused = await queries.get(sender, await send(Buffer.from(`${twice}${n},ip,,1,2`)));
    expect(refused.problem).toContain('見出し「証書番号」と「合格証書番号」は同じ列です。');
  });

  it('takes nothing that somebody has judged to be wrong, and says when and why; a report of it is the way', async () => {
    const [other, first, mine] = [await addActor(), await addActor(), await addActor()];
    const records = test.get(CertificationRecordsService);
    const report = async (who: Actor, certificateNumber: string, passedOn = '2026-10-20') =>
      records.report(who, {
        ...{ staffNumber: '', certificationCode: 'ip', passedOn, certificateNumber },
        evidence: await aCleanFile(test),
      });
    await records.return(second, await report(holder, 'J-1'), '氏名が読めません。');
    const revoked = await report(first, 'J-2');
    await records.verify(second, revoked);
    await records.revoke(third, revoked, '別の試験でした。');
    const annulled = await report(mine, 'J-3');
    await records.verify(second, annulled);
    await records.annul(third, annulled, '別の人の証書でした。');
    const [h, f] = [holder.staffNumber, first.staffNumber];
    const [m, o] = [mine.staffNumber, other.staffNumber];
    const id = await send(
      csv(
        `${h},ip,2026/10/20,J-9,`,
        `${f},ip,2026/10/21,第J－2号,`,
        `${m},ip,2026/10/20,J-3,`,
        `${o},ip,2026/10/20,J-2,`,
        `${o},sg,2026/10/20,J-2,`,
      ),
    );
    const refused = await rows(id, 'refused');
    expect(refused.map(({ line, findings }) => [line, findings[0]?.reason])).toEqual([
      [2, 'この証書の記録は、令和9年1月10日に報告が差し戻されています。理由: 氏名が読めません。'],
      [3, 'この証書の記録は、令和9年1月10日に確認が取り消されています。理由: 別の試験でした。'],
      [
        4,
        'この証書の記録は、令和9年1月10日に誤りとして取り消されています。理由: 別の人の証書でした。',
      ],
      [
        5,
        '同じ合格証書番号のほかの職員の記録は、令和9年1月10日に確認が取り消されています。理由: 別の試験でした。',
      ],
    ]);
    expect(refused[0]?.findings[0]?.remedy).toContain('1件ずつ報告');
    expect((await rows(id, 'fitting')).map(({ line }) => line)).toEqual([6]);
    // With evidence and another look it comes back.
    await records.verify(second, await report(first, 'J-2'));
    const again = await send(csv(`${f},ip,2026/10/20,J-2,`));
    expect((await rows(again, 'known')).map(({ verdict }) => verdict)).toEqual(['held']);
  });

  it('leaves out what was judged to be wrong, or somebody else reported, after the preview', async () => {
    const other = await addActor();
    const records = test.get(CertificationRecordsService);
    const id = await send(
      csv(
        `${holder.staffNumber},ip,2026/10/20,K-1,`,
        `${other.staffNumber},ip,2026/10/20,K-2,`,
        `${other.staffNumber},fe,2026/10/20,K-3,`,
      ),
    );
    const report = async (who: Actor, code: string, certificateNumber: string) =>
      records.report(who, {
        ...{ staffNumber: '', certificationCode: code, passedOn: '2026-10-20', certificateNumber },
        evidence: await aCleanFile(test),
      });
    await records.return(third, await report(holder, 'ip', 'K-1'), '読めません。');
    await report(holder, 'fe', 'K-3');
    expect(await apply(id)).toMatchObject({ made: 1, left: 2 });
    const left = await rows(id, 'left');
    expect(left.map(({ line, problem }) => [line, problem])).toEqual([
      [2, expect.stringContaining('報告が差し戻されています。理由: 読めません。')],
      [4, expect.stringContaining('ほかの職員の記録にあります')],
    ]);
  });

  it('says of a row whose end is over that it counts on no day', async () => {
    const n = holder.staffNumber;
    const id = await send(
      csv(`${n},riss,2023/10/01,L-1,2027/01/09`, `${n},pmp,2026/10/01,L-2,2027/01/10`),
    );
    expect(await queries.get(sender, id)).toMatchObject({ fitting: 2, expired: 1 });
    expect((await rows(id, 'fitting')).map(({ findings }) => findings)).toMatchObject([
      [
        {
          column: '有効期限',
          reason: '期限切れです。',
          remedy: expect.stringContaining('数えません') as string,
        },
      ],
      [],
    ]);
    expect(await apply(id)).toMatchObject({ made: 2 });
    const codes = (await held()).map(({ certificationCode }) => certificationCode);
    expect(codes).toEqual(['pmp']);
  });

  it('says of a line that cannot be read only that, and of no cell that it is empty', async () => {
    const n = holder.staffNumber;
    const id = await send(csv(`${n},ip`, `${n},ip,2026/10/01,O-1,`));
    expect((await rows(id, 'refused'))[0]?.findings).toMatchObject([
      {
        ...{ column: '', value: '', reason: expect.stringContaining('列の数が見出しと') as string },
        remedy: 'ファイルのこの行を直して、もう一度送ってください。',
      },
    ]);
  });

  it('takes nothing without its end of what is renewed after years', async () => {
    const n = holder.staffNumber;
    const id = await send(csv(`${n},riss,2026/10/01,M-1,`, `${n},riss,2026/10/02,M-2,2029/12/31`));
    expect((await rows(id, 'fitting')).map(({ line }) => line)).toEqual([3]);
    expect((await rows(id, 'refused'))[0]?.findings).toMatchObject([
      {
        column: '有効期限',
        reason: expect.stringContaining('期限のある資格です') as string,
        remedy: '有効期限を入力してください。',
      },
    ]);
  });

  it('takes no end where the qualification has none', async () => {
    const id = await send(csv(`${holder.staffNumber},ip,2026/10/01,N-1,2027/05/31`));
    expect((await rows(id, 'refused'))[0]?.findings).toMatchObject([
      { column: '有効期限', reason: 'この資格に有効期限はありません。空欄にしてください。' },
    ]);
  });

  it('takes no pass before the first exam', async () => {
    const n = holder.staffNumber;
    const id = await send(csv(`${n},ip,平成21年4月18日,IP-1,`, `${n},sg,2016/04/17,SG-1,`));
    expect((await rows(id, 'fitting')).map(({ line }) => line)).toEqual([3]);
    expect((await rows(id, 'refused'))[0]?.findings).toMatchObject([
      {
        ...{ column: '合格日', reason: expect.stringContaining('最初の試験') as string },
        remedy: expect.stringContaining('証書の資格と合格日を確かめ') as string,
      },
    ]);
  });

  it('is read with what is wrong with each row, and changes nothing', async () => {
    const n = holder.staffNumber;
    await test.get(CertificationRecordsService).report(holder, {
      ...{ staffNumber: '', certificationCode: 'fe', passedOn: '2026-10-01' },
      ...{ certificateNumber: 'FE-1', evidence: await aCleanFile(test) },
    });
    const id = await send(
      csv(
        `${n},ITパスポート試験,令和8年10月20日,第IP-1号,`,
        `${n},ＩＴパスポート,2026/10/20,IP-2,`,
        `${n},fe,20261001,FE-1,`,
        `${n.slice(2)},sg,2026/10/01,SG-1,`,
        `${n},漢字検定,2027/12/01,,2020/01/01`,
        `${n},sg,2026/10/02,SG-2,2026/10/01`,
        '999999,sg,昨日,SG-3,',
        `${n},sg`,
      ),
    );
    expect(await queries.get(sender, id)).toMatchObject({
      ...{ state: 'read', fitting: 1, known: 2, refused: 5, made: 0 },
    });
    expect(await rows(id, 'fitting')).toMatchObject([
      { line: 2, certificationName: 'ITパスポート試験', passedOn: '2026-10-20' },
    ]);
    const known = await rows(id, 'known');
    expect(known.map(({ line, verdict }) => [line, verdict])).toEqual([
      [3, 'duplicate'],
      [4, 'held'],
    ]);
    expect(known[1]?.findings[0]?.reason).toContain('すでに確認待ち');
    const refused = await rows(id, 'refused');
    const told = refused.map(({ line, findings }) => [line, findings.map(({ column }) => column)]);
    expect(told).toEqual([
      [5, ['職員番号']],
      [6, ['資格', '合格証書番号', '合格日', '有効期限']],
      [7, ['有効期限']],
      [8, ['職員番号', '合格日']],
      [9, expect.any(Array)],
    ]);
    expect(refused[0]?.findings[0]).toMatchObject({
      value: n.slice(2),
      remedy: expect.any(String) as string,
    });
    expect(refused[0]?.findings[0]?.reason).toContain(`「${n}」`);
    expect(await held()).toEqual([]);
  });

  it.each([
    ['cp932', (text: string) => iconv.encode(text, 'cp932')],
    ['utf-16le', (text: string) => iconv.encode(text, 'utf16le', { addBOM: true })],
    ['utf-8-bom', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ])('is read in %s', async (_name, encode) => {
    const id = await send(encode(`${HEADING}\r\n${holder.staffNumber},ip,2026/10/20,第1号,`));
    expect(await rows(id, 'fitting')).toMatchObject([{ certificateNumber: '第1号' }]);
  });

  it('is read from a spreadsheet with days as days, and refuses what is none in words', async () => {
    const sheet = {
      ...{ name: '資格', title: '人事課の記録', header: HEADING.split(',') },
      rows: [[holder.staffNumber, 'ip', { day: '2026-10-20' } as const, 'IP-9', null]],
    };
    const id = await send(await writeXlsx(sheet), 'list.xlsx');
    expect(await rows(id, 'fitting')).toMatchObject([
      { line: 3, staffNumber: holder.staffNumber, passedOn: '2026-10-20', validUntil: null },
    ]);
    for (const [bytes, word] of [
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
      [Buffer.from('504b030400000000', 'hex'), 'ブックとして開けません'],
      [Buffer.from('番号,名前\r\n1,2'), '列「職員番号」'],
      [csv(), 'データの行がありません'],
    ] as const) {
      const refused = await queries.get(sender, await send(bytes));
      expect(refused.state).toBe('refused');
      expect(refused.problem).toContain(word);
      expect(await refusal(service.confirm(second, refused.id))).toBeInstanceOf(Conflict);
    }
  });

  it('becomes records once a second person confirms, however many do so at once', async () => {
    const before = (await queries.countWaiting(second)).total;
    const id = await send(csv(`${holder.staffNumber},pmp,2026/10/20,IP-5,2027/03/31`));
    expect(await refusal(service.confirm(sender, id))).toBeInstanceOf(NotAllowed);
    expect(await refusal(service.confirm(holder, id))).toBeInstanceOf(NotAllowed);
    expect((await queries.countWaiting(sender)).total).toBe(before);
    expect((await queries.countWaiting(second)).total).toBe(before + 1);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => service.confirm(index % 2 ? second : third, id)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([1, 2, 3].map(() => test.get(EnterCertificates).run()));
    expect(await queries.get(sender, id)).toMatchObject({ state: 'applied', made: 1, left: 0 });
    expect(await held()).toHaveLength(1);
    const [own] = await test.get(OwnRecordQueries).listOwn(holder);
    expect(own).toMatchObject({
      state: 'verified',
      evidenceKind: 'hr_record',
      validUntil: '2027-03-31',
    });
    const review = await test.get(RecordReviewQueries).getReview(sender, own?.id ?? '');
    expect(review).toMatchObject({
      ...{ evidenceKind: 'hr_record', entryBatchId: id, entryLine: 2, evidenceName: '' },
      reportedBy: sender.personId,
    });
    expect(
      await refusal(test.get(EvidenceQueries).openForReview(sender, own?.id ?? '')),
    ).toBeInstanceOf(NotFound);
    const log = await rowsOf<{ action: string }>(
      test.database,
      `SELECT action FROM audit_entries WHERE detail -> 'members' ? $1 ORDER BY id`,
      [own?.id],
    );
    expect(log.map(({ action }) => action)).toEqual([
      ...['certification_record.reported', 'certification_record.verified'],
    ]);
  });

  it('leaves out who confirmed it and what became known meanwhile, with words', async () => {
    const id = await send(
      csv(
        `${second.staffNumber},ip,2026/10/20,IP-6,`,
        `${holder.staffNumber},ip,2026/10/20,IP-7,`,
        `${third.staffNumber},ip,2026/10/20,IP-8,`,
      ),
    );
    await test.get(CertificationRecordsService).report(holder, {
      ...{ staffNumber: '', certificationCode: 'ip', passedOn: '2026-10-20' },
      ...{ certificateNumber: 'IP-7', evidence: await aCleanFile(test) },
    });
    expect(await apply(id)).toMatchObject({ state: 'applied', made: 1, left: 2 });
    const left = await rows(id, 'left');
    expect(left.map(({ line, problem }) => [line, problem?.slice(0, 10)])).toEqual([
      [2, '確定した人ご自身の資'],
      [3, 'プレビューのあとで、'],
    ]);
  });

  it('writes nothing with a right that is gone, and can be called off before', async () => {
    const id = await send(csv(`${holder.staffNumber},ip,2026/10/20,IP-10,`));
    await service.confirm(second, id);
    await test.database.execute(
      `UPDATE account_roles SET valid_to = '2027-01-01' WHERE account_id = $1 AND role = 'hr'`,
      [second.accountId],
    );
    await test.get(EnterCertificates).run();
    expect(await queries.get(sender, id)).toMatchObject({ state: 'applied', made: 0, left: 1 });
    const other = await send(csv(`${holder.staffNumber},ip,2026/10/20,IP-10,`));
    await service.discard(sender, other);
    expect(await refusal(service.confirm(third, other))).toBeInstanceOf(Conflict);
    expect(await held()).toEqual([]);
  });

  it('is undone by a third person while nothing builds on it; else what does is listed', async () => {
    const id = await send(csv(`${holder.staffNumber},ip,2026/10/20,IP-11,`));
    await apply(id);
    expect(await refusal(service.undo(sender, id, ' '))).toBeInstanceOf(InvalidInput);
    expect(await refusal(service.undo(second, id, '誤り'))).toBeInstanceOf(NotAllowed);
    const [own] = await test.get(OwnRecordQueries).listOwn(holder);
    const corrections = test.get(CorrectionsService);
    const correction = await corrections.propose(sender, own?.id ?? '', {
      ...{ certificationCode: 'ip', passedOn: '2026-10-21', certificateNumber: 'IP-11' },
      ...{ validUntil: '', reason: '証書のとおり' },
    });
    expect(await refusal(service.undo(sender, id, '誤り'))).toBeInstanceOf(Conflict);
    expect(await test.get(EntryDependents).list(id)).toMatchObject([
      { recordId: own?.id, text: '確認を待っている訂正' },
    ]);
    await corrections.withdraw(sender, correction);
    await service.undo(sender, id, '別の市の一覧でした。');
    expect(await queries.get(sender, id)).toMatchObject({
      state: 'undone',
      undoReason: '別の市の一覧でした。',
    });
    expect(await held()).toEqual([]);
    expect(await test.get(OwnRecordQueries).listOwn(holder)).toMatchObject([
      { state: 'annulled', annulReason: '別の市の一覧でした。' },
    ]);
    const again = await send(csv(`${holder.staffNumber},ip,2026/10/20,IP-11,`));
    expect(await queries.get(sender, again)).toMatchObject({ fitting: 1 });
  });

  it('is refused by the database, too, without two persons', async () => {
    const id = await send(csv(`${holder.staffNumber},ip,2026/10/20,IP-12,`));
    const refused = await refusal(
      test.database.execute(
        `UPDATE certificate_entry_batches SET state = 'confirmed', confirmed_at = now(), confirmed_by = sent_by WHERE id = $1`,
        [id],
      ),
    );
    expect([sqlState(refused), violatedConstraint(refused)]).toEqual([
      ...['23514', 'certificate_entry_batches_by_two'],
    ]);
  });
});
