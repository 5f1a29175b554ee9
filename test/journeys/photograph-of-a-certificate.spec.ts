import sharp from 'sharp';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PASS = {
  certificationCode: 'ip',
  passedOn: '2026-10-20',
  certificateNumber: '第IP-2026-10-00001号',
};

describe('A photograph of a certificate', () => {
  let web: WebTest;
  let holder: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    await web.city.addAccount(await web.city.addPerson({ staffNumber: '000201' }));
    holder = await web.signIn('000201');
  });

  afterAll(() => web.close());

  it('is taken from any telephone, kept smaller where it is large, and that is said', async () => {
    const form = await holder.get('/certifications/new');
    expect(form.text).toContain('10MBをこえる写真は、長い辺を4,000画素に縮めて保存します。');
    expect(form.text).toContain('「互換性優先」');
    const photograph = await sharp({
      create: { width: 8200, height: 6400, channels: 3, background: '#6a8' },
    })
      .jpeg({ quality: 30 })
      .toBuffer();
    const evidence = { bytes: photograph, name: '写真.jpg' };
    expect((await holder.upload('/certifications/new', PASS, { evidence })).status).toBe(303);
    expect((await holder.get('/certifications')).text).toContain(
      '送った写真は大きいため、長い辺を4,000画素に縮めて保存しました。',
    );
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    const other = { ...PASS, certificationCode: 'fe' };
    const refused = await holder.upload('/certifications/new', other, {
      evidence: { bytes: heic, name: '写真.heic' },
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Androidではカメラの設定で');
    expect(refused.text).toContain(`value="${PASS.certificateNumber}"`);
  });

  it('is told beside its field when it is a film, and what was typed stays', async () => {
    const evidence = { bytes: Buffer.alloc(51 * 1024 * 1024), name: '動画.jpg' };
    const told = await holder.upload('/certifications/new', PASS, { evidence });
    expect(told.status).toBe(422);
    expect(told.text).toContain('50MB以下にして、選び直してください。');
    expect(told.text).toContain(`value="${PASS.certificateNumber}"`);
  });
});
