import { askForSupport, rowOf, rowsOf, TestFigures } from '@app/testing';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { type DemoTest, startDemoTest } from '../support/demo';
import { formsIn } from '../support/html-forms';
import type { Visitor } from '../support/web';

/** A unit of the demo city that has never had a leader. */
interface Scene {
  readonly code: string;
  readonly name: string;
  readonly head: string;
  readonly staff: readonly {
    readonly id: string;
    readonly number: string;
    readonly name: string;
  }[];
}

const REASON = { role: 'leader', reason: '窓口の見直しを進めてきたため' };

describe('From recommendation to letter', () => {
  let demo: DemoTest;
  let scene: Scene;
  let head: Visitor;
  let office: Visitor;

  beforeAll(async () => {
    demo = await startDemoTest();
    scene = await sceneOf(demo);
    head = await signIn(scene.head);
    office = await demo.signInAs('programOffice');
  }, 120_000);

  afterAll(() => demo.close());

  /** With the password of the demo city, or with that of specs where it had given none. */
  const signIn = (number: string) =>
    demo.signIn(number, DEMO_PASSWORD).catch(() => demo.signIn(number));
  const text = async (visitor: Visitor, path: string) => (await visitor.get(path)).text;
  /** How many units have a leader, as 充足状況 says it. */
  const covered = async () =>
    Number(/課のうち(\d+)課にDX推進リーダーがいます/.exec(await text(office, '/coverage'))?.[1]);
  const someone = (index: number) => scene.staff[index] ?? { id: '', number: '', name: '' };

  async function nominate(by: Visitor, personId: string, role = REASON.role): Promise<string> {
    const page = `/nominations/new?person=${personId}`;
    const sent = await by.submit('/nominations/new', { ...REASON, role, personId }, page);
    expect(sent.status).toBe(303);
    return String(sent.headers.location);
  }

  it('has a reception that says how one gets there, as long as nobody has', async () => {
    const empty = await text(office, '/appointments/nominations');
    expect(empty).toContain('推薦はまだありません。');
    expect(empty).toContain('「わたしの課」から推薦する');
    const narrowed = await text(office, '/appointments/nominations?role=leader');
    expect(narrowed).toContain('条件に合う推薦はありません。');
  });

  it('covers an empty unit: candidates, consent, decision, letter, 充足状況', async () => {
    const person = someone(0);
    const before = await covered();
    const candidates = await text(head, `/team/${scene.code}/candidates?role=leader`);
    expect(candidates).toContain(`/nominations/new?person&#x3D;${person.id}&amp;role&#x3D;leader`);
    const path = await nominate(head, person.id);
    const said = await text(head, path);
    expect(said).toContain('推薦を送りました。本人に同意をお願いしています。');
    const now = await text(head, `/team/${scene.code}/candidates?role=leader`);
    expect(now).toContain('推薦を見る(同意待ち)');
    expect(now).not.toContain(`person&#x3D;${person.id}`);
    expect(await text(head, '/')).toContain(`推薦中: ${person.name}(同意待ち`);
    expect(await text(head, `/team/${scene.code}`)).toContain(`推薦中: ${person.name}(同意待ち`);
    expect(formsIn(said).map(({ action }) => action)).toContain(`${path}/withdraw`);
    expect(said).not.toContain('要件(');
    expect(await text(office, `/appointments/new?person=${person.id}&role=leader`)).toContain(
      `href="${path}">進んでいる推薦を見る`,
    );
    const own = await signIn(person.number);
    expect(await text(own, '/')).toContain('推薦を見て返事する');
    expect(await text(own, path)).toContain('引き受けますか');
    expect((await own.submit(`${path}/consent`, {}, path)).status).toBe(303);
    expect(await text(own, path)).toContain('返事を取り消す');
    expect(await text(head, path)).toContain('要件(同意した日現在)');
    expect(await text(office, '/')).toContain('推薦を見て決める');
    const list = await text(office, '/appointments/nominations?state=consented&role=leader');
    expect(list).toContain(person.name);
    const file = '/appointments/nominations/list.csv';
    expect(list).toContain(`${file}?state&#x3D;consented&amp;role&#x3D;leader`);
    const csv = (await office.get(`${file}?state=consented&role=leader`)).text;
    expect(csv).toContain(`${person.number},${person.name},DX推進リーダー,`);
    expect(csv).toContain('決定待ち');
    expect((await office.get(file.replace('csv', 'xlsx'))).status).toBe(200);
    expect((await head.get(file)).status).toBe(403);
    expect(await text(office, path)).toContain('任命へ進む');
    expect(await text(office, `/appointments/new?person=${person.id}&role=leader`)).toContain(
      `href="/appointments${path}/approve">推薦を決めて任命する`,
    );
    const decision = `/appointments${path}/approve`;
    const form = formsIn(await text(office, decision)).find(({ action }) => action === decision);
    const fields = {
      ...{ ...form?.fields, documentNumber: 'DX第901号', warningsAccepted: 'yes' },
      termStart: demo.clock.today(),
    };
    const made = await office.submit(decision, fields, decision);
    expect(made.status).toBe(303);
    const appointment = String(made.headers.location);
    expect(await text(office, `${appointment}/letter`)).toContain('DX第901号');
    expect(await text(office, path)).toContain(`${appointment}/letter`);
    expect(await text(head, '/team/nominations')).toContain(person.name);
    expect(await text(own, path)).toContain('href="/my-role">わたしの役割を見る');
    expect(await text(own, '/')).toContain('DX推進リーダーに任命されました');
    const leaders = await rowsOf(
      demo.database,
      'SELECT 1 FROM role_appointments WHERE person_id = $1',
      [person.id],
    );
    expect(leaders).toHaveLength(1);
    expect(await covered()).toBe(before + 1);
  });

  it('is declined with a reason that the head does not read', async () => {
    const person = someone(1);
    const path = await nominate(head, person.id);
    const own = await signIn(person.number);
    await own.submit(`${path}/decline`, { reason: '家の事情のため' }, path);
    expect(await text(head, path)).toContain('本人が');
    expect(await text(head, path)).not.toContain('家の事情のため');
    expect(await text(office, path)).toContain('家の事情のため');
    expect(await text(await demo.signInAs('auditor'), path)).not.toContain('家の事情のため');
    expect((await own.submit(`${path}/take-back`, {}, path)).status).toBe(303);
    expect((await own.submit(`${path}/consent`, {}, path)).status).toBe(303);
    const refuse = `/appointments${path}/refuse`;
    const returned = { outcome: 'returned', reason: '理由を詳しく書いてください' };
    expect((await office.submit(refuse, { outcome: 'returned', reason: '' })).status).toBe(422);
    expect((await office.submit(refuse, returned)).status).toBe(303);
    expect(await text(office, path)).toContain('決定を取り消す');
    expect(await text(head, '/')).toContain('差し戻された推薦');
    expect(await text(head, path)).toContain('理由を詳しく書いてください');
    const again = await nominate(head, person.id);
    expect((await office.submit(`/appointments${path}/take-back`, {}, path)).status).toBe(409);
    expect((await head.submit(`${again}/withdraw`, {}, again)).status).toBe(303);
  });

  it('of oneself is decided by somebody else, and says what no longer holds', async () => {
    const person = someone(2);
    const own = await signIn(person.number);
    expect(await text(own, `/people/${person.number}`)).toContain('/nominations');
    const path = await nominate(own, person.id);
    expect(await text(own, path)).toContain('自薦を送りました。');
    expect(await text(head, '/')).toContain(`自分を推薦しています(${person.name})`);
    const back = { outcome: 'returned', reason: '取り組みたいことを書いてください' };
    expect((await office.submit(`/appointments${path}/refuse`, back)).status).toBe(303);
    expect(await text(own, '/')).toContain('差戻しの理由を見る');
    const self = await rowOf<{ id: string }>(
      demo.database,
      `SELECT a.person_id AS id FROM accounts a JOIN account_roles r ON r.account_id = a.id WHERE r.role = 'program_office' LIMIT 1`,
    );
    const mine = await nominate(office, self?.id ?? '');
    const decision = `/appointments${mine}/refuse`;
    const refusal = { outcome: 'not_taken', reason: '自分で' };
    expect((await office.submit(decision, refusal, '/')).status).toBe(409);
    // The form answers as the act would, before anything is filled in.
    for (const act of ['approve', 'refuse']) {
      const shown = await office.get(`/appointments${mine}/${act}`);
      expect([act, shown.status, shown.text]).toEqual([
        ...[act, 409, expect.stringContaining('自分への推薦について決めることはできません。')],
      ]);
      expect(shown.text).not.toContain(`/${act}"`);
    }
    expect(await text(office, mine)).not.toContain('任命へ進む');
  });

  it('may be made by the deputy of the head, who is told of its return', async () => {
    const [deputy, person] = [someone(3), someone(4)];
    const page = `/team/${scene.code}/deputies`;
    const today = demo.clock.today();
    const named = { person: deputy.id, from: today, until: today, reason: '出張のため' };
    expect((await head.submit(page, named, page)).status).toBe(303);
    const acting = await signIn(deputy.number);
    const path = await nominate(acting, person.id);
    expect(await text(acting, path)).toContain(`所属長の代理による推薦(${deputy.name})`);
    const own = await signIn(person.number);
    expect((await own.submit(`${path}/consent`, {}, path)).status).toBe(303);
    const returned = { outcome: 'returned', reason: '業務とのつながりを書いてください' };
    expect((await office.submit(`/appointments${path}/refuse`, returned)).status).toBe(303);
    const waiting = new RegExp(`差し戻された推薦</h3>\\s*<p>[^<]*${person.name}`);
    for (const visitor of [acting, head]) expect(await text(visitor, '/')).toMatch(waiting);
    expect(await text(acting, path)).toContain('業務とのつながりを書いてください');
    expect((await acting.submit(`${path}/withdraw`, {}, path)).status).toBe(303);
    expect(await text(acting, '/')).not.toMatch(waiting);
  });

  it('waits for the word of the head, where the role asks for it', async () => {
    await askForSupport(demo.database, 'supporter', demo.clock.today());
    const person = someone(5);
    const own = await signIn(person.number);
    const path = await nominate(own, person.id, 'supporter');
    expect(await text(own, path)).toContain('まだありません。');
    expect(await text(head, '/')).toContain('副申を待つ推薦');
    const support = `${path}/support`;
    expect((await own.submit(support, { support: '自分で' }, path)).status).toBe(404);
    expect((await head.submit(support, { support: '' }, path)).status).toBe(422);
    expect((await head.submit(support, { support: '窓口で頼られています' }, path)).status).toBe(
      303,
    );
    expect(await text(own, path)).toContain('窓口で頼られています');
    expect(await text(head, '/')).not.toContain('副申を待つ推薦');
    expect(await text(own, path)).toMatch(/所属長の推薦(?:(?!<\/tr>)[^])*満たしている/);
    expect((await head.submit(`${path}/undo-support`, {}, path)).status).toBe(303);
    expect(await text(office, path)).not.toContain('窓口で頼られています');
  });

  it('names a certificate that was revoked after the consent, which must be ticked', async () => {
    const person = someone(6);
    await askForCertificate(demo);
    const recordId = await new TestFigures(demo.database).addCertificate({ personId: person.id });
    const path = await nominate(head, person.id);
    const own = await signIn(person.number);
    expect((await own.submit(`${path}/consent`, {}, path)).status).toBe(303);
    const decision = `/appointments${path}/approve`;
    const lost = 'いまは満たしていません。';
    const before = await text(office, decision);
    expect(before).not.toContain(lost);
    const hr = await demo.signInAs('hr');
    const record = `/certification-reviews/${recordId}`;
    const revoked = await hr.submit(`${record}/revoke`, { reason: '証書の誤りのため' }, record);
    expect(revoked.status).toBe(303);
    expect(await text(office, decision)).toContain(lost);
    expect(await text(office, path)).toContain(lost);
    // Opened before the certificate was revoked: a tick there is for what stood there.
    const opened = formsIn(before).find(({ action }) => action === decision)?.fields;
    const early = {
      documentNumber: 'DX第902号',
      warningsAccepted: 'yes',
      warnedReason: '異動のため',
    };
    const stale = await office.submit(
      decision,
      { warningsSeen: '', ...opened, ...early },
      decision,
    );
    expect([stale.status, stale.text.includes('確かめる内容が変わりました。')]).toEqual([
      422,
      true,
    ]);
    const form = formsIn(await text(office, decision)).find(({ action }) => action === decision);
    const { warningsAccepted: _tick, ...fields } = { ...form?.fields };
    const wanted = { ...fields, documentNumber: 'DX第902号', termStart: demo.clock.today() };
    const refused = await office.submit(decision, wanted, decision);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(lost);
    const ticked = { ...wanted, warningsAccepted: 'yes' };
    expect((await office.submit(decision, ticked, decision)).status).toBe(303);
    expect(await text(office, path)).toContain('任命が決まりました');
  });
});

async function sceneOf(demo: DemoTest): Promise<Scene> {
  const unit = await rowOf<Omit<Scene, 'staff'> & { readonly id: string; readonly headId: string }>(
    demo.database,
    `SELECT u.org_unit_id AS id, o.code, u.name, n.staff_number AS head, po.person_id AS "headId"
     FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
     JOIN postings po ON po.org_unit_id = u.org_unit_id AND po.is_managerial AND po.kind = 'primary' AND po.valid_to IS NULL
     JOIN staff_numbers n ON n.person_id = po.person_id AND n.valid_to IS NULL
     WHERE u.counts_for_leader_kpi AND u.valid_to IS NULL AND po.post_title = '課長'
       AND NOT EXISTS (SELECT 1 FROM role_appointments r JOIN postings p ON p.person_id = r.person_id WHERE r.role = 'leader' AND p.org_unit_id = u.org_unit_id)
     ORDER BY o.code LIMIT 1`,
  );
  if (!unit) throw new Error('no unit without a leader');
  const staff = await rowsOf<Scene['staff'][number]>(
    demo.database,
    `SELECT po.person_id AS id, n.staff_number AS number, d.name FROM postings po
     JOIN staff_numbers n ON n.person_id = po.person_id AND n.valid_to IS NULL
     JOIN person_details d ON d.person_id = po.person_id AND d.valid_to IS NULL
     WHERE po.org_unit_id = $1 AND po.kind = 'primary' AND NOT po.is_managerial AND po.valid_to IS NULL
     ORDER BY n.staff_number LIMIT 7`,
    [unit.id],
  );
  const ids = [unit.headId, ...staff.map((it) => it.id)];
  for (const id of ids) await giveAccount(demo, id);
  return { ...unit, staff };
}

/** From today on ITパスポート is 必須 for a leader. */
async function askForCertificate(demo: DemoTest): Promise<void> {
  await demo.database.execute(
    `WITH version AS (
       INSERT INTO role_versions_history (id, role, version, valid_from, letter, note, recorded_at)
       VALUES (gen_random_uuid(), 'leader', 90, $1, 'appointment', '資格を求める', '2026-04-01') RETURNING id
     ) INSERT INTO role_requirements (id, role_version_id, position, is_required, kind, certification_codes)
     SELECT gen_random_uuid(), id, 1, true, 'certificate_held', '{ip}' FROM version`,
    [demo.clock.today()],
  );
}

/** Who has none gets one; the others sign in with the password of the demo city. */
async function giveAccount(demo: DemoTest, personId: string): Promise<void> {
  const has = await rowOf(demo.database, 'SELECT 1 FROM accounts WHERE person_id = $1', [personId]);
  if (has === null || has === undefined) await demo.city.addAccount(personId);
}
