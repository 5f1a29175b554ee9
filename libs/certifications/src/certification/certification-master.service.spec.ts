import type { Actor } from '@app/access';
import { Conflict, InvalidInput, type LocalDate, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { CertificationListQueries, type CertificationFilter } from './certification-list.queries';
import {
  CertificationMasterService,
  type NewCertificationVersion,
} from './certification-master.service';
import type { CertificationFacts } from './certification.rules';
import { CertificationVersionQueries } from './certification-versions.queries';
import { requireWithinExams } from '../record/certificate-days.rules';
import { chosenCertification } from './certifications.queries';

const TODAY: LocalDate = '2026-11-16';
const ALL: CertificationFilter = { on: TODAY, words: '', kind: '', level: null, state: '' };
const PAGE = { sort: 'order', number: 1, size: 50 } as const;
const READER = anActor({ roles: ['staff', 'program_office'] });

describe('資格の一覧', () => {
  let test: LibTest;
  let service: CertificationMasterService;
  let versions: CertificationVersionQueries;
  let lists: CertificationListQueries;
  let figures: TestFigures;
  let hr: Actor;

  beforeEach(async () => {
    test = await startLibTest(CertificationsModule);
    service = test.get(CertificationMasterService);
    versions = test.get(CertificationVersionQueries);
    lists = test.get(CertificationListQueries);
    figures = new TestFigures(test.database);
    hr = await test.city.addActor({ roles: ['staff', 'hr'] });
  });

  afterEach(() => test.close());

  const newest = async (code: string) => {
    const [found] = await versions.listOf(code);
    if (found === undefined) throw new Error(code);
    return found;
  };

  async function changed(
    code: string,
    change: Partial<CertificationFacts>,
    validFrom: LocalDate = TODAY,
  ): Promise<NewCertificationVersion> {
    return { code, facts: { ...(await newest(code)), ...change }, validFrom, note: '見直し' };
  }

  async function change(...given: Parameters<typeof changed>): Promise<number> {
    const input = await changed(...given);
    const { mark } = await service.previewChange(hr, input);
    return service.changeCertification(hr, input, mark);
  }

  const meeting = async (on: LocalDate) => {
    const rows = await rowsOf<{ asked: string; held: string }>(
      test.database,
      `SELECT k.asked_code AS asked, c.code AS held FROM certifications_counting_as($1) k JOIN certifications c ON c.id = k.held_id
       WHERE NOT k.is_same ORDER BY 1, 2`,
      [on],
    );
    return rows.map(({ asked, held }) => `${held}→${asked}`);
  };

  it('begins with the list of the product, each by what is certain', async () => {
    const { rows, total, unsure } = await lists.listCertifications(READER, ALL, PAGE);
    expect(rows.map(({ code }) => code)).toEqual([
      ...['ip', 'sg', 'fe', 'ap', 'riss', 'g-kentei', 'ds-lit', 'genai-pass', 'mos', 'toukei'],
      ...['pmp', 'cissp'],
    ]);
    expect([total, unsure]).toEqual([12, 12]);
    expect(rows[3]).toMatchObject({
      ...{ name: '応用情報技術者試験', level: 3, feeYen: 7500, holders: 0 },
      ...{ countsAs: ['ITパスポート', '基本情報技術者'], renewalKind: 'none' },
    });
  });

  it('is found by any of its names, its kind and level, on its day', async () => {
    const codes = async (filter: Partial<CertificationFilter>) =>
      (await lists.listCertifications(READER, { ...ALL, ...filter }, PAGE)).rows.map(
        (it) => it.code,
      );
    expect(await codes({ words: 'ｱｲ ﾊﾟｽ' })).toEqual(['ip']);
    expect(await codes({ words: '%' })).toHaveLength(12);
    expect(await codes({ kind: 'national', level: 2 })).toEqual(['sg', 'fe']);
    expect(await codes({ level: 0, words: '検定' })).toEqual(['g-kentei', 'ds-lit', 'toukei']);
    await change('ap', { lastExamOn: '2027-03-31' });
    expect(await codes({ state: 'retired' })).toEqual([]);
    expect(await codes({ on: '2027-04-01', state: 'retired' })).toEqual(['ap']);
    expect(await codes({ on: '1999-01-01' })).toEqual([]);
    const down = { ...PAGE, sort: '-level' } as const;
    const page = await lists.listCertifications(READER, ALL, { ...down, number: 2, size: 2 });
    expect([page.rows.map((it) => it.code), page.total]).toEqual([['sg', 'fe'], 12]);
  });

  it('changes from a day on; what was known before is read of the days before', async () => {
    expect(await change('ip', { feeYen: 8000, name: 'ITパスポート' }, '2027-04-01')).toBe(2);
    const [planned, first] = await versions.listOf('ip');
    expect([planned?.feeYen, planned?.validFrom, planned?.note]).toEqual([
      8000,
      '2027-04-01',
      '見直し',
    ]);
    expect([first?.feeYen, first?.validUntil, first?.recorder]).toEqual([7500, '2027-03-31', null]);
    const fee = async (on: LocalDate) =>
      (await lists.listCertifications(READER, { ...ALL, on }, PAGE)).rows[0]?.feeYen;
    expect([await fee('2027-03-31'), await fee('2027-04-01')]).toEqual([7500, 8000]);
    await expect(change('ip', { feeYen: 9000 }, '2027-04-01')).rejects.toThrow(InvalidInput);
    await expect(change('ip', { feeYen: 9000 }, '2026-11-15')).rejects.toThrow(InvalidInput);
    await expect(change('ip', {}, '2027-05-01')).rejects.toThrow(Conflict);
    await expect(change('none', {})).rejects.toThrow('none');
  });

  it('takes a change back before it begins, and never afterwards', async () => {
    await change('ip', { feeYen: 8000 }, '2026-11-17');
    await expect(service.withdrawVersion(hr, 'ip', 1)).rejects.toThrow(NotFound);
    await service.withdrawVersion(hr, 'ip', 2);
    expect((await newest('ip')).version).toBe(1);
    // The number stays with what it meant.
    expect(await change('ip', { feeYen: 8500 })).toBe(3);
    await expect(service.withdrawVersion(hr, 'ip', 3)).rejects.toThrow('取りやめられません');
    await expect(
      test.database.execute(`UPDATE certification_versions_history SET fee_yen = 1`),
    ).rejects.toThrow();
  });

  it('counts over others, as of each day, and never round', async () => {
    const stairs = [...['ap→fe', 'ap→ip', 'fe→ip', 'riss→ip', 'sg→ip', 'riss→sg']];
    expect(await meeting(TODAY)).toEqual(
      stairs.toSorted((a, b) => asked(a).localeCompare(asked(b)) || a.localeCompare(b)),
    );
    await change('ap', { countsAs: ['sg'] }, '2027-04-01');
    expect(await meeting('2027-03-31')).toContain('ap→fe');
    expect(await meeting('2027-04-01')).not.toContain('ap→fe');
    expect(await meeting('2027-04-01')).toContain('ap→ip');
    await expect(change('ip', { countsAs: ['ap'] }, '2026-12-01')).rejects.toMatchObject({
      fields: { countsAs: expect.stringContaining('一周') as string },
    });
    await expect(change('ip', { countsAs: ['ip'] }, '2026-12-01')).rejects.toThrow(InvalidInput);
    // Nor when something is written past the service.
    await expect(
      test.database.execute(
        `INSERT INTO certification_equivalences (version_id, counts_as_id)
         SELECT v.id, c.id FROM certification_versions v JOIN certifications i ON i.id = v.certification_id AND i.code = 'ip'
         JOIN certifications c ON c.code = 'ap'`,
      ),
    ).rejects.toThrow('certificate would count as itself');
  });

  it('shows who enters and leaves a figure before a change is saved', async () => {
    const unit = await test.city.addUnit({ code: 'A', name: '総務課' });
    const hold = async (...codes: readonly string[]) => {
      const personId = await test.city.addPerson({ unitId: unit });
      for (const code of codes) await figures.addCertificate({ personId, code });
    };
    await hold('ap');
    await hold('ap', 'ip');
    await hold('ip');
    const input = await changed('ap', { countsAs: [] });
    const { effects, mark } = await service.previewChange(hr, input);
    expect(effects).toEqual([
      {
        code: 'ip',
        name: 'ITパスポート試験',
        own: 2,
        before: 3,
        after: 2,
        entering: 0,
        leaving: 1,
      },
      {
        code: 'fe',
        name: '基本情報技術者試験',
        own: 0,
        before: 2,
        after: 0,
        entering: 0,
        leaving: 2,
      },
    ]);
    await hold('ap');
    await expect(service.changeCertification(hr, input, mark)).rejects.toThrow(
      'まだ登録していません',
    );
    expect((await newest('ap')).version).toBe(1);
    const fee = await service.previewChange(hr, await changed('ap', { feeYen: 1 }));
    expect(fee.effects).toEqual([]);
  });

  it('gives each name to one qualification only', async () => {
    const input = await changed('fe', { aliases: ['アイパス'] });
    await expect(service.previewChange(hr, input)).rejects.toMatchObject({
      fields: { aliases: expect.stringContaining('ITパスポート試験') as string },
    });
    await expect(
      test.database.execute(
        `INSERT INTO certification_aliases (version_id, alias_key, alias, position)
         SELECT v.id, 'アイパス', 'アイパス', 9 FROM certification_versions v JOIN certifications c ON c.id = v.certification_id AND c.code = 'fe'`,
      ),
    ).rejects.toThrow('another certificate');
    expect((await chosenCertification(test.database, 'ｱｲﾊﾟｽ', TODAY)).code).toBe('ip');
  });

  it('adds one that nobody has yet, and its successor', async () => {
    const facts: CertificationFacts = {
      ...{ ...(await newest('sg')), name: 'データマネジメント試験(仮称)' },
      ...{ shortName: 'データマネジメント試験', aliases: [], countsAs: ['ip'] },
      unsure: '正式な名称',
    };
    const input = { code: 'dm', facts, validFrom: '2027-07-01', note: '新設' } as const;
    await service.addCertification(hr, input);
    await expect(service.addCertification(hr, input)).rejects.toThrow(InvalidInput);
    await expect(chosenCertification(test.database, 'dm', TODAY)).rejects.toThrow(InvalidInput);
    expect((await chosenCertification(test.database, 'dm', '2027-07-01')).name).toContain('仮称');
    expect(await meeting('2027-07-01')).toContain('dm→ip');
    await change('sg', { lastExamOn: '2027-06-30', successorCode: 'dm' }, '2026-12-01');
    await expect(service.withdrawVersion(hr, 'dm', 1)).rejects.toThrow('前提');
    await service.withdrawVersion(hr, 'sg', 2);
    await service.withdrawVersion(hr, 'dm', 1);
    await service.addCertification(hr, input);
    expect((await newest('dm')).version).toBe(2);
  });

  it('refuses a pass after the last exam with the name of what came after it', async () => {
    await change('ap', { lastExamOn: '2027-03-31', successorCode: 'fe' });
    const row = await chosenCertification(test.database, 'ap', TODAY);
    expect(() => requireWithinExams(row, '2027-03-31', 'passedOn')).not.toThrow();
    expect(() => requireWithinExams(row, '2027-04-01', 'passedOn')).toThrow(
      expect.objectContaining({
        fields: {
          passedOn:
            '応用情報技術者試験は、令和9年3月31日が最後の試験です。その後の日は入力できません。後継は「基本情報技術者試験」です。',
        },
      }),
    );
  });

  it('names, before its last day is registered, the reports and bookings that would not go with it', async () => {
    await figures.addCertificate({ personId: await test.city.addPerson(), passedOn: '2026-11-05' });
    const personId = await test.city.addPerson();
    await figures.addAttempt({ personId, examOn: '2026-12-05', state: 'booked' });
    const planned = async (lastExamOn: LocalDate) =>
      service.previewChange(hr, await changed('ip', { lastExamOn }));
    const early = await planned('2026-10-31');
    expect(early.outside.map(({ kind, day }) => [kind, day])).toEqual([
      ['booked', '2026-12-05'],
      ['verified', expect.any(String)],
    ]);
    expect((await planned('2026-12-05')).outside).toEqual([]);
    // What somebody wants is told as a number, and by name only where they share it.
    const wish = async (wantedBy: LocalDate, isShared = false) => {
      const wishing = await test.city.addPerson();
      await test.database.execute(
        `INSERT INTO exam_intentions_history (id, person_id, certification_id, answer, said_on, wanted_by, recorded_at)
         SELECT gen_random_uuid(), $1, id, 'wanted', '2026-11-01', $2, '2026-11-01T00:00:00Z' FROM certifications WHERE code = 'ip'`,
        [wishing, wantedBy],
      );
      if (!isShared) return;
      await test.database.execute(
        `INSERT INTO exam_progress_shares_history (id, person_id, certification_id, valid_from, recorded_at)
         SELECT gen_random_uuid(), $1, id, '2026-11-01', '2026-11-01T00:00:00Z' FROM certifications WHERE code = 'ip'`,
        [wishing],
      );
    };
    for (const day of ['2027-01-01', '2027-02-01', '2027-02-01', '2027-03-01'] as const)
      await wish(day);
    await wish('2026-12-01');
    expect((await planned('2026-12-05')).wished).toBeNull();
    await wish('2027-01-01');
    await wish('2027-01-01', true);
    const last = await planned('2026-12-05');
    expect([last.wished, last.outside.map(({ kind, day }) => [kind, day])]).toEqual([
      5,
      [['wanted', '2027-01-01']],
    ]);
    const input = await changed('ip', { lastExamOn: '2026-11-30' });
    const { mark, outside } = await service.previewChange(hr, input);
    expect(outside.map(({ kind }) => kind)).toEqual(['booked', 'wanted']);
    await figures.addAttempt({
      ...{ personId: await test.city.addPerson(), examOn: '2026-12-06', state: 'booked' },
    });
    await expect(service.changeCertification(hr, input, mark)).rejects.toThrow(Conflict);
  });

  it('notes once that something was looked up', async () => {
    await service.noteCheck(hr, 'ip', 1);
    expect(await newest('ip')).toMatchObject({ unsure: expect.any(String) as string });
    expect((await newest('ip')).checkedAt).not.toBeNull();
    await expect(service.noteCheck(hr, 'ip', 1)).rejects.toThrow(Conflict);
    await expect(service.noteCheck(hr, 'ip', 9)).rejects.toThrow(NotFound);
    expect((await lists.listCertifications(READER, ALL, PAGE)).unsure).toBe(11);
  });

  it('is changed by HR, and read by those who see certificates', async () => {
    const input = await changed('ip', { feeYen: 1 });
    await expect(service.previewChange(READER, input)).rejects.toThrow(NotAllowed);
    await expect(service.withdrawVersion(READER, 'ip', 2)).rejects.toThrow(NotAllowed);
    await expect(service.noteCheck(READER, 'ip', 1)).rejects.toThrow(NotAllowed);
    const staff = anActor({ roles: ['staff'] });
    await expect(lists.listCertifications(staff, ALL, PAGE)).rejects.toThrow(NotAllowed);
    await change('ip', { feeYen: 1 });
    const told = await rowsOf<{ action: string; subject_id: string }>(
      test.database,
      `SELECT action, subject_id FROM audit_entries WHERE action LIKE 'certification.%'`,
    );
    expect(told).toEqual([{ action: 'certification.changed', subject_id: 'ip' }]);
  });
});

const asked = (pair: string): string => pair.split('→')[1] ?? '';
