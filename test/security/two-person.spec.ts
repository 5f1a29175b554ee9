import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignInRulesService } from '@app/accounts';
import { anActor, rowsOf } from '@app/testing';
import { accountsCommand } from '../../apps/cli/src/commands/accounts.command';
import { COMMANDS } from '../../apps/cli/src/commands';
import { ROUTE_MATRIX } from '../structure/route-matrix';
import { PROOF } from '../support/proof';
import { startWebTest, type Visitor, type WebTest } from '../support/web';
import {
  type Act,
  ACTS,
  AT_THE_SERVER,
  ONE_PERSON,
  PLAYED_ELSEWHERE,
  type Relation,
  RELATIONS,
} from './two-person';
import { PREPARED } from './two-person-acts';
import { type Scene, type Sent, type Somebody, TwoPersonStage } from './two-person-stage';

/** To somebody of the own unit as to anybody else: `npm run proof` plays both. */
const isPlayed = ({ outcomes }: Act, relation: Relation): boolean =>
  outcomes[relation] !== 'none' &&
  (PROOF || relation !== 'sameUnit' || outcomes.sameUnit !== outcomes.other);

const CASES = ACTS.flatMap((act) =>
  RELATIONS.filter((relation) => isPlayed(act, relation)).map(
    (relation): [string, Relation, Act] => [nameOf(act), relation, act],
  ),
);

/** A page with a form of its own at the address of the act, which names the person or what is theirs. */
const isAboutOne = ({ command }: Act): boolean => FORMS.has(command);
const FORMS: ReadonlySet<string> = new Set(
  ROUTE_MATRIX.filter(({ method, path }) => method === 'GET' && path.includes('/:id/')).map(
    ({ path }) => `POST ${path}`,
  ),
);

describe('Two persons', () => {
  let web: WebTest;
  let stage: TwoPersonStage;

  beforeAll(async () => {
    web = await startWebTest();
    stage = new TwoPersonStage(web);
    await stage.open();
  });

  afterAll(() => web.close());

  it('the table has a row for every command, or says why one person is enough', () => {
    const posts = ROUTE_MATRIX.filter(({ method }) => method === 'POST');
    const known = [
      ...new Set(ACTS.map(({ command }) => command)),
      ...Object.keys(PLAYED_ELSEWHERE),
      ...Object.keys(ONE_PERSON),
    ];
    expect(known.toSorted()).toEqual(posts.map(({ path }) => `POST ${path}`).toSorted());
    expect(ACTS.map(nameOf).filter((name) => !Object.hasOwn(PREPARED, name))).toEqual([]);
  });

  it('and for every command at the server', () => {
    const acts = COMMANDS.flatMap(({ name, usage = '' }) => {
      const people = ['accounts', 'token'].includes(name);
      if (!people) return [name];
      const words = usage.split('\n')[0]?.split(' | ') ?? [];
      return words.map((word) => `${name} ${word.split(' ')[0] ?? ''}`);
    });
    expect(Object.keys(AT_THE_SERVER).toSorted()).toEqual(acts.toSorted());
  });

  it.each(Object.entries(PLAYED_ELSEWHERE))('%s is played elsewhere', (_command, [spec, words]) => {
    expect(readFileSync(join(__dirname, '../..', spec), 'utf8')).toContain(words);
  });

  describe('where notice is enough', () => {
    const cases = CASES.filter(([, , act]) => !act.approval);
    it.each(cases)('%s: %s', (_name, relation, act) => play(relation, act));
  });

  describe('where a second administrator must agree', () => {
    beforeAll(() => setResets('approval'));
    afterAll(() => setResets('notice'));

    const cases = CASES.filter(([, , act]) => act.approval);
    it.each(cases)('%s: %s', (_name, relation, act) => play(relation, act));
  });

  describe('whoever resets somebody with a right', () => {
    const told = Object.keys(AT_THE_SERVER).filter((name) => AT_THE_SERVER[name] === 'told');
    it.each(told)('%s: the owner and the offices hear of it at once', async (name) => {
      const owner = await stage.add(1, 'hr');
      await PREPARED['POST /accounts/:id/reset-second-factor']?.(stage, sceneOf(owner));
      const watcher = await stage.add(1, 'program_office');
      const auditor = await stage.add(1, 'auditor');
      const [, act = ''] = name.split(' ');
      const print = () => undefined;
      const context = { print, step: <R>(_l: string, work: () => Promise<R>) => work() };
      await accountsCommand.run([act, owner.staffNumber, ...(act === 'grant' ? ['auditor'] : [])], {
        ...{ config: web.config, ...context, call: () => Promise.resolve(false) },
      });
      for (const { accountId } of [owner, watcher, auditor])
        expect(await noticesOf(accountId)).toHaveLength(1);
    });
  });

  async function play(relation: Relation, act: Act): Promise<void> {
    const actor = await stage.add(0, act.role);
    const subject = await subjectOf(relation, actor);
    const visitor = await web.signIn(actor.staffNumber);
    const before = relation === 'previous' ? actor : await stage.add(1, act.role);
    const sent = await PREPARED[nameOf(act)]?.(stage, { subject, before, actor });
    if (!sent) throw new Error(`nothing prepared for ${nameOf(act)}`);
    const hidden = { ...(await visitor.hiddenFields('/settings')), _key: randomUUID() };
    if (relation === 'suspended') await stage.suspend(actor);
    const count = () => countOf(act.audit);
    const counted = await count();
    const status = await send(visitor, sent, hidden);
    const isDone = (await count()) > counted;
    const outcome = isDone ? 'done' : 'refused';
    expect({ status, outcome }).toEqual({ status, outcome: act.outcomes[relation] });
    expect(statusesOf(relation, act)).toContain(status);
    // Nobody fills in what will be refused.
    if (relation === 'oneself' && outcome === 'refused' && isAboutOne(act))
      expect((await visitor.get(sent.path)).text).not.toContain(`action="${sent.path}"`);
  }

  /** Who was suspended meanwhile signs in anew; who stops themselves by a joke of the play is out as well. */
  function statusesOf(relation: Relation, act: Act): readonly number[] {
    if (act.outcomes[relation] === 'done') return [200, 201, 303];
    const isOut = relation === 'oneself' && act.audit === 'account.reinstated';
    return relation === 'suspended' || isOut ? [303, 401] : [403, 409];
  }

  async function subjectOf(relation: Relation, actor: Somebody): Promise<Somebody> {
    if (relation === 'oneself') return actor;
    const subject = await stage.add(relation === 'sameUnit' ? 0 : 1, 'hr');
    if (relation === 'joined') await stage.join(subject, actor);
    return subject;
  }

  async function send(
    visitor: Visitor,
    { path, fields }: Sent,
    hidden: { readonly _csrf: string; readonly _key: string },
  ): Promise<number> {
    const post = visitor.agent.post(path).redirects(0);
    if (!path.startsWith('/api/'))
      return (await post.type('form').send({ ...fields, ...hidden })).status;
    return (await post.set('x-csrf-token', hidden._csrf).send(fields)).status;
  }

  async function countOf(action: string): Promise<number> {
    const sql = 'SELECT 1 FROM audit_entries WHERE action = $1';
    return (await rowsOf(web.database, sql, [action])).length;
  }

  async function noticesOf(accountId: string): Promise<readonly unknown[]> {
    const sql = 'SELECT kind FROM account_notices WHERE account_id = $1';
    return rowsOf(web.database, sql, [accountId]);
  }

  async function setResets(holderReset: 'notice' | 'approval'): Promise<void> {
    const { accountId, personId } = await stage.add(1, 'administrator');
    const rules = web.app.get(SignInRulesService);
    const by = anActor({ accountId, personId, roles: ['staff', 'administrator'] });
    const { isFromTomorrow } = await rules.change(by, {
      ...(await rules.planned()),
      holderReset,
    });
    if (isFromTomorrow) web.clock.advance({ days: 1 });
  }
});

function nameOf({ command, when }: Act): string {
  return when === undefined ? command : `${command} (${when})`;
}

function sceneOf(somebody: Somebody): Scene {
  return { subject: somebody, before: somebody, actor: somebody };
}
