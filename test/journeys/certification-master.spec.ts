import { CertificationVersionQueries } from '@app/certifications';
import type { LocalDate } from '@app/platform';
import { rowsOf, TestFigures } from '@app/testing';
import {
  changeTexts,
  emptyTexts,
} from '../../apps/web/src/pages/hr/certification-master/certification-master.forms';
import { formsIn } from '../support/html-forms';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const LIST = '/certification-master';
const TODAY: LocalDate = '2026-11-16';
const AP = `${LIST}/ap`;

describe('資格の一覧', () => {
  let web: WebTest;
  let hr: Visitor;
  let office: Visitor;
  let staff: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'A', name: '総務課' });
    const add = (staffNumber: string, name: string) =>
      web.city.addPerson({ staffNumber, name, unitId });
    await web.city.addAccount(await add('000001', '人事　一'), 'hr');
    await web.city.addAccount(await add('000002', '推進　二'), 'program_office');
    await web.city.addAccount(await add('000003', '職員　三'));
    const figures = new TestFigures(web.database);
    await figures.addCertificate({ personId: await add('000004', '応用　四'), code: 'ap' });
    await figures.addCertificate({ personId: await add('000005', '合格　五') });
    hr = await web.signIn('000001');
    office = await web.signIn('000002');
    staff = await web.signIn('000003');
  });

  afterAll(() => web.close());

  const text = async (visitor: Visitor, path: string) => (await visitor.get(path)).text;
  const fieldsOf = async (path: string, action: string) =>
    formsIn(await text(hr, path)).find((form) => form.action === action)?.fields ?? {};
  /** As the form stands, with what is typed otherwise. */
  const changed = async (code: string, change: Record<string, string>) => {
    const [newest] = await web.app.get(CertificationVersionQueries).listOf(code);
    if (newest === undefined) throw new Error(code);
    return { ...changeTexts(newest, TODAY), ...change };
  };
  async function save(code: string, change: Record<string, string>) {
    const path = `${LIST}/${code}/change`;
    const checked = await hr.submit(path, await changed(code, change));
    expect(checked.status).toBe(303);
    const preview = String(checked.headers.location);
    const action = `${LIST}/${code}/preview`;
    return {
      page: await text(hr, preview),
      preview,
      action,
      fields: await fieldsOf(preview, action),
    };
  }

  it('is found from 資格の確認, read by HR and DX推進室, and changed by HR', async () => {
    expect(await text(office, '/certification-reviews')).toContain(`href="${LIST}"`);
    const page = await text(office, LIST);
    expect(page).toContain('12件です。すべて、実施団体の公表で確かめることが残っています。');
    expect(page).not.toContain(`${LIST}/new`);
    expect(page).toMatch(/<a href="\/certification-reviews" aria-current="page">資格の確認</);
    expect(await text(office, AP)).not.toContain(`${AP}/change`);
    expect(await text(hr, AP)).toContain(`${AP}/change`);
    expect((await staff.get(LIST)).status).toBe(403);
    expect((await office.get(`${AP}/change`)).status).toBe(403);
    expect((await hr.get(`${LIST}/none`)).status).toBe(404);
  });

  it('is narrowed, sorted and taken along', async () => {
    const found = await text(
      hr,
      `${LIST}?words=%EF%BD%B1%EF%BD%B2%EF%BE%8A%EF%BE%9F%EF%BD%BD&sort=-fee`,
    );
    expect(found).toContain('ITパスポート試験');
    expect(found).not.toContain('基本情報技術者試験</a>');
    expect(await text(hr, `${LIST}?state=retired`)).toContain('この条件に合う資格はありません。');
    const csv = await text(office, `${LIST}/export.csv?level=3`);
    expect(csv.split('\r\n').filter((row) => row !== '')).toHaveLength(2);
    expect(csv).toContain('応用情報技術者');
    expect((await office.get(`${LIST}/export.xlsx`)).status).toBe(200);
    expect(await text(office, `${LIST}/export.html`)).toContain('CISSP');
  });

  it('shows old and new and whose number changes, before anything is saved', async () => {
    const wrong = await hr.submit(`${AP}/change`, await changed('ap', { feeYen: 'x', note: '' }));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('受験料は0から10,000,000までの整数で入力してください。');
    const circle = await hr.submit(
      `${LIST}/ip/change`,
      await changed('ip', { countsAs_ap: 'yes', note: '見直し' }),
    );
    expect(circle.text).toContain('満たせる資格が一周しています');

    const facts = { feeYen: '８０００', countsAs_fe: '', countsAs_sg: 'yes', note: '見直し' };
    const { page, preview, action, fields } = await save('ap', facts);
    expect(page).toContain('受験料: 7,500円から8,000円に変更');
    expect(page).toContain(
      'この資格で満たせる資格: 基本情報技術者から情報セキュリティマネジメントに変更',
    );
    expect(page).toContain('市の目標の人数は変わりません。');
    expect(page).toContain('本日から始まる版は、登録すると取りやめられません。');
    const back = preview.replace('/preview?', '/change?');
    expect(page).toContain('入力した内容を直す');
    expect(await fieldsOf(back, `${AP}/change`)).toMatchObject({
      ...{ feeYen: '8000', note: '見直し', countsAs_sg: 'yes', name: fields.name },
    });
    expect((await hr.submit(action, { ...fields, seen: 'x' }, preview)).status).toBe(409);
    const saved = await hr.submit(action, fields, preview);
    expect([saved.status, saved.headers.location]).toEqual([303, AP]);
    const after = await text(hr, AP);
    expect(after).toContain('人事　一さんが登録しました。理由: 見直し');
    expect(after).toContain('受験料: 7,500円から8,000円に変更');
    expect((await office.submit(action, fields)).status).toBe(403);
  });

  it('says how the promise of the city changes, or why it does not', async () => {
    const { page } = await save('sg', { countsAs_ip: '', note: '見直し', validFrom: '2026-12-01' });
    expect(page).toContain('市の目標(ITパスポート試験の取得者)の人数は変わりません');
    expect(page).toContain('始まる日の前日まで取りやめることができます。');
    await web.database.execute(
      `INSERT INTO counting_rules_history (version, valid_from, definition, note, recorded_at)
       VALUES (9, '2026-11-30', '{"holderEquivalents": true}', '上位も数える', '2026-11-01')`,
    );
    const counted = await save('sg', { countsAs_ip: '', note: '見直し', validFrom: '2026-12-01' });
    expect(counted.page).toContain('市の目標(ITパスポート試験の取得者)が、2名から1名になります');
  });

  it('is planned ahead and taken back before it begins', async () => {
    const { action, fields, preview } = await save('g-kentei', {
      ...{ feeYen: '14000', note: '値上げ', validFrom: '2027-04-01' },
    });
    await hr.submit(action, fields, preview);
    expect(await text(hr, `${LIST}?on=2027-04-01`)).toContain('14,000');
    expect(await text(hr, LIST)).not.toContain('14,000');
    await hr.submit(`${LIST}/g-kentei/withdraw`, { version: '2' }, `${LIST}/g-kentei`);
    expect(await text(hr, `${LIST}?on=2027-04-01`)).not.toContain('14,000');
    expect(await text(hr, `${LIST}/g-kentei`)).not.toContain('値上げ');
  });

  it('takes a new one, which is then offered under its name, and notes what was looked up', async () => {
    const empty = emptyTexts(TODAY);
    const facts = {
      ...{ code: 'dm', name: 'データマネジメント試験', shortName: 'データマネジメント' },
      ...{
        kind: 'national',
        issuer: 'IPA',
        evidence_pass_certificate: 'yes',
        unsure: '正式な名称',
      },
      ...{ aliases: 'DM試験\r\nアイパス', note: '新設' },
    };
    const shared = await hr.submit(`${LIST}/new`, { ...empty, ...facts });
    expect(shared.text).toContain('「アイパス」は、ITパスポート試験の呼び方です。');
    const added = await hr.submit(`${LIST}/new`, { ...empty, ...facts, aliases: 'DM試験' });
    expect([added.status, added.headers.location]).toEqual([303, `${LIST}/dm`]);
    expect(await text(staff, '/certifications/new')).toContain('データマネジメント試験');
    const noted = await hr.submit(`${LIST}/dm/check`, { version: '1' }, `${LIST}/dm`);
    expect(noted.status).toBe(303);
    expect(await text(hr, `${LIST}/dm`)).toContain('人事　一さんが確かめました(正式な名称)。');
  });

  it('ends an exam: results of before stay, later ones are refused with what came after it', async () => {
    const { action, fields, preview } = await save('ap', {
      ...{ lastExamOn: '2026-11-20', successorCode: 'dm', note: '再編', validFrom: '2026-11-17' },
    });
    await hr.submit(action, fields, preview);
    const way = '/certifications/way?certification=ap';
    web.clock.set('2026-11-18T10:00:00+09:00');
    staff = await web.signIn('000003');
    const ahead = await text(staff, way);
    expect(ahead).toContain(
      '応用情報技術者試験を受けられるのは、令和8年11月20日までです。その後は、後継の「データマネジメント試験」です。',
    );
    expect(ahead).toContain('データマネジメント試験の道を見る');
    expect(ahead).toContain('value="2026-11"');
    expect(ahead).not.toContain('value="2026-12"');
    expect(await text(staff, '/certifications/way')).toContain(
      '>応用情報技術者試験(試験は令和8年11月20日まで)</a>',
    );
    web.clock.set('2026-12-01T10:00:00+09:00');
    hr = await web.signIn('000001');
    staff = await web.signIn('000003');
    const over = await text(staff, way);
    expect(over).toContain('応用情報技術者試験は、令和8年11月20日の試験で終わりました。');
    expect(over).toContain('データマネジメント試験の道を見る');
    expect(over).not.toContain('受けたい</button>');
    expect(await text(staff, '/certifications/exams/new')).not.toContain('応用情報技術者');
    expect(await text(staff, '/certifications/new')).toContain('(試験は令和8年11月20日まで)');
    const book = { certificationCode: 'ap', examOn: '2026-12-10', place: '', payment: '' };
    const refused = await staff.submit('/certifications/exams/new', book);
    expect([
      refused.status,
      refused.text.includes('後継は「データマネジメント試験」です。'),
    ]).toEqual([422, true]);
    expect(await text(hr, AP)).toContain('試験は終了');
    expect(await text(hr, LIST)).toContain('試験は終了');
    const told = await rowsOf<{ action: string }>(
      web.database,
      `SELECT DISTINCT action FROM audit_entries WHERE action LIKE 'certification.%' ORDER BY 1`,
    );
    expect(told.map(({ action: act }) => act)).toEqual([
      'certification.added',
      'certification.change_withdrawn',
      'certification.changed',
      'certification.checked',
    ]);
  });
});
