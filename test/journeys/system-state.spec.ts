import { AuditGuard } from '@app/accounts';
import { JobQueue } from '@app/platform';
import { MIGRATIONS } from '../../migrations';
import { SCHEDULES } from '../../apps/worker/src/schedules';
import { isNamedSchedule, jobName } from '../../apps/web/src/pages/admin/system/job-words';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const SECRET = 'hT4kPz8wQm2Vx7RbN1cLs9JdhT4kPz8wQm2Vx7RbN1cLs9Jd';

describe('システムの状態', () => {
  let web: WebTest;
  let administrator: Visitor;

  beforeAll(async () => {
    web = await startWebTest({ environment: { SESSION_SECRET: SECRET } });
    for (const [staffNumber, role] of [
      ['000901', 'administrator'],
      ['000902', 'auditor'],
      ['000903', 'hr'],
    ] as const) {
      const personId = await web.city.addPerson({ staffNumber });
      await web.city.addAccount(personId, role);
    }
    administrator = await web.signIn('000901');
  });

  afterAll(() => web.close());

  const page = async (visitor = administrator) => (await visitor.get('/system').expect(200)).text;

  it('says before the worker has ever run that nothing is known, and what to do', async () => {
    const text = await page();
    expect(text).toContain('定時の仕事が登録されていません。ワーカーを起動してください。');
    expect(text).toContain('まだ確認していません。');
    expect(text).toContain('TLSのリバースプロキシを前に置き');
    expect(text).toMatch(/確かめていただきたいことが\d+件あります。/);
    expect(text).toContain('人事の権限を持つ人が1名のため');
    expect(text).toContain(/\d{14}$/.exec(MIGRATIONS.at(-1)?.name ?? '')?.[0]);
    expect(text).toContain('0.1.0');
    expect(text).toContain('開発用メール箱に入れます');
  });

  it('shows what was checked, when schedules ran and run next, and what failed', async () => {
    await web.app.get(AuditGuard).run();
    await web.app.get(JobQueue).keepSchedules(SCHEDULES);
    await web.database.execute(
      `INSERT INTO job_runs (schedule, finished_at, succeeded) VALUES ('guard-audit', $1, true), ('tidy-up', $1, false)`,
      [web.clock.now()],
    );
    const text = await page();
    expect(text).toContain('記録のつながりは正常です');
    expect(text).toContain('最後の控えは令和8年11月16日');
    expect(chipsOf(text)).toContain('× 失敗');
    expect(text).toMatch(/失敗<\/span> 令和8年11月16日/);
    for (const { id } of SCHEDULES) expect(text).toContain(jobName(id));
    expect(text).not.toContain('定時の仕事が登録されていません');
    expect(text).not.toContain('予定がありません');
    // The queue lives in the machine's time, the page in the product's.
    const next = [...text.matchAll(/data-label="次">(令和[^<]*)</g)].map(([, at]) => at);
    expect(next).toHaveLength(SCHEDULES.length);
    expect(next.some((at) => at?.startsWith('令和8年11月16日'))).toBe(true);
    expect(text).toContain('<h2>定時の仕事</h2>');
  });

  it('says of each act that takes two persons that there is nobody to be the second', async () => {
    const text = await page();
    for (const act of [
      ...['本人や報告した人の資格の確認', '確認した人の取消し', 'その人自身の任命'],
      ...['その人自身の権限の変更', '権限を持つ人の再設定の承認'],
    ])
      expect([act, text.includes(`${act}(2人必要な操作)</h3>`)]).toEqual([act, true]);
  });

  it('has words for every schedule', () => {
    expect(SCHEDULES.map(({ id }) => id).filter((id) => !isNamedSchedule(id))).toEqual([]);
  });

  it('holds no secret, and is for auditors and administrators, in whose menu it stands', async () => {
    const text = await page(await web.signIn('000902'));
    for (const secret of [web.config.SESSION_SECRET, web.config.AUDIT_KEY, web.config.DATABASE_URL])
      expect(text).not.toContain(secret);
    expect(text).toContain('href="/system"');
    const hr = await web.signIn('000903');
    expect((await hr.get('/system')).status).toBe(403);
    expect((await hr.get('/')).text).not.toContain('href="/system"');
  });
});
