import type { LawFile } from './course-files.schema';
import { lawProblems, lawWarnings } from './laws.rules';

const law = (facts: Partial<LawFile>): LawFile => ({
  name: '地方自治法',
  aliases: [],
  former: [],
  point: '方針の策定と公表(244条の6)',
  effective: '2026-04-01',
  staleAfter: '2027-03-31',
  source: '官報',
  checked: '2026-11-29',
  ...facts,
});

const text = (content: string) => [
  { file: 'a/01-a.md', line: 3, place: 'lesson' as const, text: content },
];

describe('lawProblems', () => {
  it('wants every law that is named with an article in the table', () => {
    const known = [law({ aliases: ['自治法'] })];
    expect(lawProblems(text('地方公務員法34条による'), known)).toEqual([
      { file: 'a/01-a.md', line: 3, reason: expect.stringContaining('laws.yaml にありません') },
    ]);
    expect(lawProblems(text('地方自治法第244条の6、自治法2条、同法3条'), known)).toEqual([]);
    expect(lawProblems(text('法律の話。第12条ではありません'), known)).toEqual([]);
  });

  it('finds a name that a law no longer has', () => {
    const renamed = [law({ name: '取適法', former: ['下請法'] })];
    expect(lawProblems(text('下請法を守る'), renamed)).toHaveLength(1);
    expect(lawProblems(text('取適法(旧下請法)を守る'), renamed)).toEqual([]);
  });

  it('asks for nothing where there is no table', () => {
    expect(lawProblems(text('ある法12条'), null)).toEqual([]);
  });
});

describe('lawWarnings', () => {
  it('says that a law has to be looked up again', () => {
    expect(lawWarnings([], [law({})], '2027-04-01')).toEqual([
      expect.objectContaining({ file: 'laws.yaml', reason: expect.stringContaining('2027-03-31') }),
    ]);
    expect(lawWarnings([], [law({})], '2027-03-31')).toEqual([]);
  });

  it('says that a law is named before it is in force', () => {
    expect(lawWarnings(text('地方自治法では'), [law({})], '2026-03-31')).toHaveLength(1);
    expect(lawWarnings(text('地方自治法では'), [law({})], '2026-04-01')).toEqual([]);
  });
});
