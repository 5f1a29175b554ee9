import { Injectable } from '@nestjs/common';
import { type ChangePart, ChangeParts, type ChangeScope, type Standing } from '@app/organization';
import { isCountedDay, type LocalDate, units, words } from '@app/platform';
import { CoverageQueries } from './coverage.queries';
import type { UnitCoverage } from './coverage.rules';

/** Which units have a leader and a supporter, by the rule of the day. */
@Injectable()
export class CoverageChange implements ChangePart {
  readonly heading = '充足';
  readonly place = 20;

  constructor(
    parts: ChangeParts,
    private readonly coverage: CoverageQueries,
  ) {
    parts.add(this);
  }

  async list({ unitIds, on, isRegrouping = false }: ChangeScope): Promise<readonly Standing[]> {
    // Beyond the last day that is counted there are no figures that could change.
    if (!isCountedDay(on)) return [];
    if (isRegrouping) return this.afterRegrouping(unitIds, on);
    if (unitIds.length === 0) return [];
    const { units: some } = await this.coverage.coverageOfUnits(unitIds, on);
    return some
      .filter(({ unitId }) => unitIds.some((it) => it === unitId))
      .flatMap((unit) => [...leadersOf(unit), ...supportersOf(unit)]);
  }

  /** What the figures become, and where those who have a role are counted from then on. */
  private async afterRegrouping(
    unitIds: ChangeScope['unitIds'],
    on: LocalDate,
  ): Promise<readonly Standing[]> {
    const { units: all, leader } = await this.coverage.coverageAsOf(on);
    const { covered, counting } = leader;
    const figure = `${words.leaderTitle}を置く${words.unit}は${units(counting)}、うち足りているのは${units(covered)}になります。`;
    return [
      { key: figure, begins: figure },
      ...all.filter(({ unitId }) => unitIds.some((it) => it === unitId)).flatMap(countedIn),
    ];
  }
}

function countedIn({ unitId, name, leaders, supporters }: UnitCoverage): readonly Standing[] {
  const none = `${name}には${words.leaderTitle}がいません。`;
  const counted = [
    ...leaders.map((it) => ({ ...it, title: words.leaderTitle })),
    ...supporters.map((it) => ({ ...it, title: words.supporterTitle })),
  ];
  return [
    ...counted.map((it) => ({
      key: `${it.title} ${it.personId} ${unitId}`,
      begins: `${it.staffNumber} ${it.name}さんは、${name}の${it.title}として数えます。`,
    })),
    ...(leaders.length === 0 ? [{ key: `vacant ${unitId}`, begins: none }] : []),
  ];
}

function leadersOf({
  unitId,
  name,
  state,
  leaders,
  leadersNeeded,
}: UnitCoverage): readonly Standing[] {
  const title = words.leaderTitle;
  const some: Standing = {
    key: `leader ${unitId}`,
    begins: `${name}に${title}がいるようになります。`,
    ends: `${name}に${title}がいなくなります。`,
    isGrave: true,
  };
  const enough: Standing = {
    key: `covered ${unitId}`,
    begins: `${name}は${title}が足りるようになります。`,
    ends: `${name}は${title}が足りなくなります。`,
    isGrave: true,
  };
  return [
    ...(leaders.length > 0 ? [some] : []),
    // Where one is enough it is told once.
    ...(state === 'covered' && leadersNeeded > 1 ? [enough] : []),
  ];
}

function supportersOf({ unitId, name, supporters }: UnitCoverage): readonly Standing[] {
  if (supporters.length === 0) return [];
  const title = words.supporterTitle;
  return [
    {
      key: `supporter ${unitId}`,
      begins: `${name}に${title}がいるようになります。`,
      ends: `${name}に${title}がいなくなります。`,
      isGrave: true,
    },
  ];
}
