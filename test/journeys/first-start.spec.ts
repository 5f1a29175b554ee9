import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { rowOf } from '@app/testing';
import { stepOf, textOf } from '../support/steps';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const EXAMPLES = join(__dirname, '../../docs/examples');
const example = (name: string) => ({ bytes: readFileSync(join(EXAMPLES, name)), name });

describe('What a city that begins goes through', () => {
  let web: WebTest;
  let hr: Visitor;
  let administrator: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: '0090', name: '総務課' });
    for (const [staffNumber, role] of [
      ['000801', 'hr'],
      ['000802', 'administrator'],
      ['000803', 'program_office'],
      ['000804', null],
    ] as const) {
      const person = await web.city.addPerson({ staffNumber, unitId });
      await web.city.addAccount(person, ...(role === null ? [] : [role]));
    }
    hr = await web.signIn('000801');
    administrator = await web.signIn('000802');
  });

  afterAll(() => web.close());

  it('is led to from home as long as no file of HR was ever carried out', async () => {
    expect((await hr.get('/')).text).toContain('href="/first-start"');
    const page = (await hr.get('/first-start')).text;
    expect(textOf(stepOf(page, '組織と職員を取り込む'))).toContain('まだ取り込んでいません。');
    expect(stepOf(page, '組織と職員を取り込む')).toContain('href="/imports"');
    // Not hers: told by whom, without a link that would be refused.
    expect(stepOf(page, '計画の目標を入れる')).toContain('href="/coverage/targets"');
    expect(stepOf(page, '最初の必修講座を決める')).not.toContain('href=');
    const accounts = '職員にアカウントと初回パスワードを渡す';
    expect(stepOf(page, accounts)).not.toContain('href=');
    const office = await web.signIn('000803');
    const toldToOffice = stepOf((await office.get('/first-start')).text, accounts);
    expect(toldToOffice).toContain('担当者が行います');
    expect(toldToOffice).not.toMatch(/\d名/);
    expect((await administrator.get('/first-start')).text).toContain('href="/accounts');
    const staff = await web.signIn('000804');
    expect((await staff.get('/first-start')).status).toBe(403);
    expect((await staff.get('/year-turn')).status).toBe(403);
  });

  it('says what has been done once it is done, and home does not mention it any more', async () => {
    const sent = await hr.upload(
      '/imports',
      {},
      {
        units: example('soshiki.csv'),
        postings: example('shokuin.csv'),
      },
    );
    const address = String(sent.headers.location);
    const page = (await hr.get(address)).text;
    const confirmed = /「([^」]+)」と入力/.exec(page)?.[1] ?? '';
    const choices = { withoutRefused: 'yes', alarmsAccepted: 'yes', confirmed };
    expect((await hr.submit(`${address}/apply`, choices, address)).status).toBe(303);
    const after = textOf(stepOf((await hr.get('/first-start')).text, '組織と職員を取り込む'));
    expect(after).toMatch(/済み.*1件を反映しました。在職中の職員は\d+名です。/);
    expect((await hr.get('/')).text).not.toContain('href="/first-start"');
  });

  it('hands out first passwords one sheet a person, of the very people who had none', async () => {
    await administrator.confirm();
    const { count } = (await rowOf<{ count: number }>(
      web.database,
      `SELECT count(*)::int AS count FROM persons p WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)
        AND EXISTS (SELECT 1 FROM employments e WHERE e.person_id = p.id AND e.valid_from <= '2026-11-16' AND (e.valid_to IS NULL OR e.valid_to > '2026-11-16'))`,
    )) ?? { count: 0 };
    expect(count).toBeGreaterThan(0);
    const hidden = await administrator.hiddenFields('/accounts/bulk');
    const answer = await administrator.agent
      .post('/accounts/bulk')
      .type('form')
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          done(null, Buffer.concat(parts));
        });
      })
      .send({ ...hidden, target: 'without', expected: String(count), as: 'letters' });
    expect(answer.headers['content-type']).toBe('application/pdf');
    const pdfium = await PDFiumLibrary.init();
    const paper = await pdfium.loadDocument(answer.body as Buffer);
    const sheets = [...paper.pages()].map((page) => page.getText().replaceAll(/\s+/g, ' '));
    expect(sheets).toHaveLength(count);
    const [, number = '', password = ''] =
      /職員番号 (\S+) 初回パスワード (\S+)/.exec(sheets[0] ?? '') ?? [];
    expect((await (await web.signIn(number, password)).get('/')).headers.location).toBe(
      '/password',
    );
    paper.destroy();
    pdfium.destroy();
  });
});
