import { randomUUID } from 'node:crypto';
import { latch, type LibTest, rowOf, rowsOf, startLibTest } from '@app/testing';
import { AuditCheck } from '../audit/audit-check';
import { AuditLog } from '../audit/audit-log';
import { Conflict } from '../errors/errors';
import { type CommandAnswer, Commands } from './commands';

const BY = { accountId: null, label: '試験' };

describe('Commands', () => {
  let test: LibTest;
  let commands: Commands;
  let audit: AuditLog;
  let check: AuditCheck;
  let accountId: string;

  beforeAll(async () => {
    test = await startLibTest();
    commands = test.get(Commands);
    audit = test.get(AuditLog);
    check = test.get(AuditCheck);
    accountId = await test.city.addAccount(await test.city.addPerson());
  });

  afterAll(() => test.close());

  it('do nothing for an actor who may not act, or not do this', async () => {
    const action = 'spec.refused';
    const command = () => record(action);
    const refuse = (): never => {
      throw new Conflict('spec', '不可');
    };
    await expect(commands.run({ actor: refuse, command })).rejects.toThrow('不可');
    await expect(commands.run({ actor: () => BY, permit: refuse, command })).rejects.toThrow();
    expect(await countOf(action)).toBe(0);
  });

  it('are done once for a key; a repeat is told the first address', async () => {
    const key = { key: randomUUID(), accountId };
    const send = (location: string) => once(key, { location }, 'spec.once');
    expect(await send('/first')).toEqual({ location: '/first' });
    expect(await send('/second')).toEqual({ location: '/first', isRepeat: true });
    expect(await countOf('spec.once')).toBe(1);
  });

  it('leave behind what is to be noted of a refusal, after all else of them is undone', async () => {
    const { database } = test;
    const noted: number[] = [];
    const refused = commands.run({
      actor: () => BY,
      command: async () => {
        await record('spec.noted');
        await database.afterFailure(async () => {
          noted.push(await countOf('spec.noted'));
          await record('spec.of_refusal');
        });
        throw new Conflict('spec', '不可');
      },
    });
    await expect(refused).rejects.toThrow('不可');
    expect(noted).toEqual([0]);
    expect(await countOf('spec.of_refusal')).toBe(1);
    await database.transaction(() => database.afterFailure(() => void noted.push(9)));
    expect(noted).toEqual([0]);
    await database.afterFailure(() => void noted.push(1));
    expect(noted).toEqual([0, 1]);
  });

  it('may be sent again with their key when they were refused, or only asked on', async () => {
    const key = { key: randomUUID(), accountId };
    const refused = commands.runOnce(key, {
      actor: () => BY,
      command: async (): Promise<CommandAnswer> => {
        await record('spec.again');
        throw new Conflict('spec', '不可');
      },
    });
    await expect(refused).rejects.toThrow('不可');
    const step = { location: '/step', isStep: true } as const;
    expect(await once(key, step, 'spec.again')).toEqual(step);
    expect(await once(key, { location: '/done' }, 'spec.again')).toEqual({ location: '/done' });
    expect(await countOf('spec.again')).toBe(2);
  });

  it('write what they recorded at their end: nobody waits for a command that is under way', async () => {
    const [begun, goOn] = [latch(), latch()];
    const slow = commands.run({
      actor: () => BY,
      command: async () => {
        await record('spec.slow');
        begun.open();
        await goOn.opened;
        return countOf('spec.slow');
      },
    });
    await begun.opened;
    // With the chain's lock taken at once this one would wait for the slow one, which waits for it.
    await commands.run({ actor: () => BY, command: () => record('spec.quick') });
    expect(await countOf('spec.quick')).toBe(1);
    goOn.open();
    expect(await slow).toBe(0);
    expect(await countOf('spec.slow')).toBe(1);
    expect((await check.run()).problem).toBeNull();
  });

  it('keep the order of what is recorded by different actors in one transaction', async () => {
    await commands.run({
      actor: () => BY,
      command: async () => {
        await record('spec.ordered', '1');
        await audit.record({ ...BY, label: '別の人' }, entryOf('spec.ordered', '2'));
        await record('spec.ordered', '3');
      },
    });
    const rows = await rowsOf(
      test.database,
      `SELECT subject_id, actor_label FROM audit_entries WHERE action = 'spec.ordered' ORDER BY id`,
    );
    expect(rows).toEqual([
      { subject_id: '1', actor_label: '試験' },
      { subject_id: '2', actor_label: '別の人' },
      { subject_id: '3', actor_label: '試験' },
    ]);
    expect((await check.run()).problem).toBeNull();
  });

  it('are begun anew when PostgreSQL stopped them so that another could finish', async () => {
    const locked = [latch(), latch()] as const;
    const lockBoth = (mine: 0 | 1) => async () => {
      await lock(mine);
      locked[mine].open();
      await locked[mine === 0 ? 1 : 0].opened;
      await lock(mine === 0 ? 1 : 0);
      await record('spec.deadlock');
    };
    await Promise.all([
      commands.run({ actor: () => BY, command: lockBoth(0) }),
      commands.run({ actor: () => BY, command: lockBoth(1) }),
    ]);
    expect(await countOf('spec.deadlock')).toBe(2);
  });

  function once(
    key: { readonly key: string; readonly accountId: string },
    answer: CommandAnswer,
    action: string,
  ) {
    return commands.runOnce(key, {
      actor: () => BY,
      command: async () => {
        await record(action);
        return answer;
      },
    });
  }

  function record(action: string, subjectId = '1'): Promise<void> {
    return audit.record(BY, entryOf(action, subjectId));
  }

  async function lock(number: number): Promise<void> {
    await rowsOf(test.database, 'SELECT pg_advisory_xact_lock($1)', [1_000 + number]);
  }

  async function countOf(action: string): Promise<number> {
    const row = await rowOf<{ count: number }>(
      test.database,
      'SELECT count(*)::int AS count FROM audit_entries WHERE action = $1',
      [action],
    );
    return row?.count ?? -1;
  }
});

function entryOf(action: string, subjectId: string) {
  return { action, subjectType: 'spec', subjectId };
}
