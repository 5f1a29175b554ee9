import { Conflict, InvalidInput, NotFound } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CountingRuleQueries } from './counting-rules.queries';
import { previewMark } from '../figures/preview-mark.rules';
import { RuleComparisonQueries } from '../figures/rule-comparison.queries';
import { CountingRulesService, type NewRuleVersion } from './counting-rules.service';
import { switchesOf } from './rule-switches.rules';

describe('The history of rules', () => {
  let lib: LibTest;
  let queries: CountingRuleQueries;
  const office = anActor({ roles: ['staff', 'program_office'] });

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    await lib.city.register(office);
    queries = lib.get(CountingRuleQueries);
    lib.clock.set('2026-12-01T09:00:00+09:00');
  });

  afterEach(async () => {
    await lib.close();
  });

  it('answers which rule was told for a day at any instant, and withdraws one that has not begun', async () => {
    const rules = lib.get(CountingRulesService);
    const markOf = async (version: NewRuleVersion) => {
      const rule = await rules.previewVersion(office, version);
      return previewMark(await lib.get(RuleComparisonQueries).compare(rule, lib.clock.today()));
    };
    const before = await queries.getRuleOn('2026-12-01');
    const switches = { ...switchesOf(before), minimumLeaders: 2 };
    const version = { switches, validFrom: '2027-04-01', note: '2名に増やす' } as const;
    expect(await rules.previewVersion(office, version)).toMatchObject({
      version: 2,
      minimumLeaders: 2,
      validFrom: '2027-04-01',
    });
    expect(await queries.listRules()).toHaveLength(1);
    await expect(rules.addVersion(office, version, '')).rejects.toThrow(Conflict);
    const seen = await markOf(version);
    const otherwise = { ...version, switches: { ...switches, minimumLeaders: 3 } };
    await expect(rules.addVersion(office, otherwise, seen)).rejects.toThrow(Conflict);
    await rules.addVersion(office, version, seen);
    lib.clock.set('2027-02-01T09:00:00+09:00');
    await expect(rules.withdrawVersion(office, 1)).rejects.toThrow(NotFound);
    await rules.withdrawVersion(office, 2);
    const told = await Promise.all(
      ['2026-11-30', '2026-12-15', '2027-02-15'].map((day) =>
        queries.getRuleAsKnown('2027-05-01', new Date(`${day}T00:00:00Z`)),
      ),
    );
    expect(told.map((rule) => rule.version)).toEqual([1, 2, 1]);
    expect((await queries.getRuleOn('2027-05-01')).version).toBe(1);
    const today = { ...version, validFrom: '2027-02-01' } as const;
    expect(await rules.addVersion(office, today, await markOf(today))).toBe(3);
    await expect(rules.withdrawVersion(office, 3)).rejects.toThrow(Conflict);
    const next = await markOf(otherwise);
    await expect(rules.addVersion(office, otherwise, next)).resolves.toBe(4);
    await expect(rules.addVersion(office, otherwise, next)).rejects.toThrow(InvalidInput);
  });

  it('refuses a rule that changes nothing', async () => {
    const rules = lib.get(CountingRulesService);
    const switches = switchesOf(await queries.getRuleOn('2026-12-01'));
    const same = { switches, validFrom: '2027-04-01', note: '同じもの' } as const;
    await expect(rules.previewVersion(office, same)).rejects.toThrow(/第1版と同じです/);
    await expect(rules.addVersion(office, same, '')).rejects.toThrow(Conflict);
    const kept = { ...same, switches: { ...switches, leaderPosts: 'kept' as const } };
    await expect(rules.previewVersion(office, kept)).rejects.toThrow(Conflict);
    expect(await queries.listRules()).toHaveLength(1);
  });
});
