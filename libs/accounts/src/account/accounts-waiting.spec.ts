import { auditThing } from './accounts-waiting';
import { resetsThing, suspendedThing, withoutAccountThing } from './accounts-waiting.rules';

const check = {
  checkedAt: new Date('2026-11-15T15:05:00Z'),
  ...{ entries: '1200', anchors: '3', problem: null, entryId: null, anchorDay: null },
};

describe('What waits around accounts', () => {
  it('is who has none: to be made by the administrator, to be known by HR', () => {
    expect(withoutAccountThing(59, { canOpen: true, canMake: true })).toMatchObject({
      sentence: 'アカウントのない職員は59名です。',
      href: '/accounts?state=none',
      turn: 'mine',
    });
    expect(withoutAccountThing(1, { canOpen: false, canMake: false })).toMatchObject({
      sentence: 'アカウントのない職員は1名です。作るのはシステム管理者です。',
      ...{ verb: '', href: '', turn: 'others' },
    });
    expect(withoutAccountThing(0, { canOpen: true, canMake: true })).toMatchObject({
      sentence: 'アカウントのない職員はいません。',
      turn: 'others',
    });
  });

  it('is what is stopped, and what asks for a second person', () => {
    expect([0, 1, 2].map((it) => suspendedThing(it).sentence)).toEqual([
      '停止中のアカウントはありません。',
      '停止中のアカウントは1件です。',
      '停止中のアカウントは2件です。',
    ]);
    expect(resetsThing(2, { oldest: '2026-11-14', canDecide: true })).toMatchObject({
      sentence: '2件の再設定の依頼が承認を待っています。',
      ...{ turn: 'mine', verb: '依頼を確かめる' },
    });
    expect(resetsThing(1, { oldest: null, canDecide: false }).turn).toBe('others');
    expect(resetsThing(0, { oldest: null, canDecide: false }).sentence).toBe(
      '承認を待つ再設定の依頼はありません。',
    );
  });

  it('is the chain of the log, loud only when it does not hold', () => {
    expect(auditThing(check)).toMatchObject({
      sentence:
        '令和8年11月16日(月)0時5分の確認では、記録のつながりは正常です(記録1,200件、控え3件を確認)。',
      turn: 'others',
    });
    const broken = auditThing({ ...check, problem: 'broken', entryId: '77' });
    expect(broken).toMatchObject({ turn: 'mine', state: 'check.failed' });
    expect(broken.sentence).toContain('番号77の記録が、前の記録とつながりません。');
    expect(auditThing(null).sentence).toBe('記録のつながりは、まだ確認していません。');
  });
});
