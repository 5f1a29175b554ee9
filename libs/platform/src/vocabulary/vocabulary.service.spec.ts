import { Conflict, InvalidInput, NotFound } from '@app/platform';
import { type LibTest, rewriteHistory, rowOf, rowsOf, startLibTest } from '@app/testing';
import { Vocabulary } from './vocabulary.service';

const BY = { accountId: null, label: '試験' };
const LEADER = { key: 'role_leader', word: 'DX推進員', short: '推進員' } as const;

describe('Vocabulary', () => {
  let test: LibTest;
  let vocabulary: Vocabulary;

  beforeAll(async () => {
    test = await startLibTest();
    vocabulary = test.get(Vocabulary);
  });

  beforeEach(async () => {
    await rewriteHistory(test.database, 'DELETE FROM vocabulary_words_history');
    test.clock.set('2026-11-16T10:00:00+09:00');
    test.clock.advance({ minutes: cacheIsOld() });
  });

  afterAll(() => test.close());

  let turn = 0;
  /** Each test begins later than a minute behind the one before. */
  const cacheIsOld = () => (turn += 2);

  it('has the standard words, and the city’s name of the configuration', async () => {
    const words = await vocabulary.current();
    expect(words.forms('role_leader')).toEqual({ word: 'DX推進リーダー', short: 'リーダー' });
    expect(words.inLessons['name']).toBe('サンプル市');
  });

  it('takes a word from its day on; what was said before keeps the former', async () => {
    expect(await vocabulary.changeWords(BY, [LEADER], '2027-04-01')).toBe(1);
    expect((await vocabulary.on('2027-03-31')).short('role_leader')).toBe('リーダー');
    expect((await vocabulary.on('2027-04-01')).short('role_leader')).toBe('推進員');
    expect((await vocabulary.current()).short('role_leader')).toBe('リーダー');
  });

  it('writes only what differs, and nothing for a day that is over', async () => {
    const same = { key: 'course', word: '講座', short: '講座' } as const;
    expect(await vocabulary.changeWords(BY, [same, LEADER], '2026-11-16')).toBe(1);
    expect(await vocabulary.changeWords(BY, [same, LEADER], '2026-11-16')).toBe(0);
    await expect(vocabulary.changeWords(BY, [LEADER], '2026-11-15')).rejects.toThrow(InvalidInput);
  });

  describe('refuses at its field', () => {
    const supporter = (word: string, short = word) =>
      ({ key: 'role_supporter', word, short }) as const;
    const leader = (word: string, short = word) => ({ key: 'role_leader', word, short }) as const;
    const refusalOf = async (changes: Parameters<Vocabulary['changeWords']>[1]) => {
      const day = '2027-04-01';
      const refusal = (work: Promise<unknown>) =>
        work.then(
          () => null,
          (error: unknown) => (error instanceof InvalidInput ? Object.keys(error.fields) : error),
        );
      const checked = await refusal(vocabulary.checkWords(changes, day));
      expect(await refusal(vocabulary.changeWords(BY, changes, day))).toEqual(checked);
      return checked;
    };

    it.each([
      [
        [leader('デジタル'), supporter('デジタル')],
        ['role_leader', 'role_supporter'],
      ],
      [
        [leader('DX推進員', 'ﾃﾞｼﾞﾀﾙ'), supporter('DX相談員', 'デジタル')],
        ['role_leader_short', 'role_supporter_short'],
      ],
      [[supporter('DX相談員', 'リーダー')], ['role_leader_short', 'role_supporter_short']],
      [[leader('{{city.name}}')], ['role_leader']],
      [[leader('DX推進員', '<b>員')], ['role_leader_short']],
      [[{ key: 'ai_rule', word: 'a>b', short: 'a>b' }], ['ai_rule']],
    ] as const)('%j', async (changes, fields) => {
      expect(await refusalOf(changes)).toEqual(fields);
      expect(await vocabulary.listWords()).toEqual([]);
    });

    it('what a planned word says already from a later day on', async () => {
      await vocabulary.changeWords(BY, [supporter('デジタル')], '2027-10-01');
      expect(await refusalOf([leader('デジタル')])).toEqual(['role_leader', 'role_supporter']);
    });

    it('but not that two words change places, nor one office for both', async () => {
      const office = '総務課';
      const changes = [
        leader('DXサポーター', 'サポーター'),
        supporter('DX推進リーダー', 'リーダー'),
        { key: 'hr', word: office, short: office },
        { key: 'program_office', word: office, short: office },
      ] as const;
      expect(await refusalOf(changes)).toBeNull();
    });
  });

  it('corrects a day by superseding its row', async () => {
    await vocabulary.changeWords(BY, [LEADER], '2026-11-16');
    await vocabulary.changeWords(BY, [{ ...LEADER, short: '員' }], '2026-11-16');
    expect((await vocabulary.current()).short('role_leader')).toBe('員');
    await vocabulary.changeWords(
      BY,
      [{ key: 'role_leader', word: 'DX推進リーダー', short: 'リーダー' }],
      '2026-11-16',
    );
    expect(await vocabulary.listWords()).toEqual([]);
    expect(await kept()).toBe(2);
  });

  it('withdraws a planned change, but none that is in use', async () => {
    await vocabulary.changeWords(BY, [LEADER], '2027-04-01');
    const [planned] = await vocabulary.listWords();
    await vocabulary.withdrawWord(BY, planned?.id ?? '');
    expect((await vocabulary.on('2027-04-01')).short('role_leader')).toBe('リーダー');
    expect(await kept()).toBe(1);
    await expect(vocabulary.withdrawWord(BY, planned?.id ?? '')).rejects.toThrow(NotFound);
    await vocabulary.changeWords(BY, [LEADER], '2026-11-16');
    const [used] = await vocabulary.listWords();
    await expect(vocabulary.withdrawWord(BY, used?.id ?? '')).rejects.toThrow(Conflict);
  });

  it('does not withdraw a word whose former one was given to another thing meanwhile', async () => {
    await vocabulary.changeWords(BY, [LEADER], '2027-04-01');
    const supporter = { key: 'role_supporter', word: 'DX相談員', short: 'リーダー' } as const;
    await vocabulary.changeWords(BY, [supporter], '2027-10-01');
    const idOf = async (key: string) =>
      (await vocabulary.listWords()).find((row) => row.key === key)?.id ?? '';
    await expect(vocabulary.withdrawWord(BY, await idOf('role_leader'))).rejects.toThrow(
      /令和9年10月1日から「.*リーダー.*」の言葉が、「.*サポーター.*」の言葉\(DX相談員\)と同じになります/,
    );
    expect(await vocabulary.listWords()).toHaveLength(2);
    await vocabulary.withdrawWord(BY, await idOf('role_supporter'));
    await vocabulary.withdrawWord(BY, await idOf('role_leader'));
    expect(await vocabulary.listWords()).toEqual([]);
  });

  it('records each act', async () => {
    await vocabulary.changeWords(BY, [LEADER], '2027-05-01');
    const [planned] = await vocabulary.listWords();
    await vocabulary.withdrawWord(BY, planned?.id ?? '');
    const rows = await rowsOf(
      test.database,
      `SELECT action, subject_id AS "subjectId", detail FROM audit_entries ORDER BY id DESC LIMIT 2`,
    );
    expect(rows.map((row) => row)).toEqual([
      {
        action: 'word.withdrawn',
        subjectId: 'role_leader',
        detail: detailOf(['DX推進員', '推進員'], ['DX推進リーダー', 'リーダー']),
      },
      {
        action: 'word.changed',
        subjectId: 'role_leader',
        detail: detailOf(['DX推進リーダー', 'リーダー'], ['DX推進員', '推進員']),
      },
    ]);
  });

  const detailOf = ([from, shortFrom]: string[], [to, shortTo]: string[]) => ({
    from,
    to,
    shortFrom,
    shortTo,
    validFrom: '2027-05-01',
  });

  async function kept(): Promise<number | undefined> {
    const row = await rowOf<{ count: number }>(
      test.database,
      'SELECT count(*)::int AS count FROM vocabulary_words_history WHERE superseded_at IS NOT NULL',
    );
    return row?.count;
  }
});
