import { aPng } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PATH = '/city-settings/evidence';
const RULES = { dailyFiles: '1', dailyMegabytes: '10', totalMegabytes: '50', withdrawnDays: '30' };

describe('Shares of evidence', () => {
  let web: WebTest;
  let administrator: Visitor;
  let holder: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    const add = async (staffNumber: string, ...roles: readonly 'administrator'[]) =>
      web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }), ...roles);
    await add('000901', 'administrator');
    await add('000902');
    administrator = await web.signIn('000901');
    holder = await web.signIn('000902');
  });

  afterAll(() => web.close());

  it('are set by an administrator, who sees the state of the scanner', async () => {
    const wrong = await administrator.submit(PATH, { ...RULES, withdrawnDays: '1' });
    expect([wrong.status, wrong.text.includes('30から3650まで')]).toEqual([422, true]);
    expect((await administrator.submit(PATH, RULES)).headers.location).toBe(PATH);
    const page = (await administrator.get(PATH)).text;
    expect(page).toContain('1人1日1件・10MB、合わせて50MBまで受け取ります。');
    expect(page).toContain('ウイルス検査(ClamAV)は設定されていません。');
  });

  it('end in words that say when to go on, before anything is read', async () => {
    const send = (passedOn: string) =>
      holder.upload(
        '/certifications/new',
        { certificationCode: 'ip', passedOn, certificateNumber: `IP-${passedOn}` },
        { evidence: { bytes: aPng(), name: '証書.png' } },
      );
    expect((await send('2026-10-20')).status).toBe(303);
    const second = await send('2026-10-21');
    expect(second.status).toBe(409);
    expect(second.text).toContain('今日の分に達するため、受け取っていません。明日の0時から');
    web.clock.advance({ days: 1 });
    expect((await send('2026-10-21')).status).toBe(303);
  });
});
