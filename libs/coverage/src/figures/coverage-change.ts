import { Injectable } from '@nestjs/common';
import { type ChangePart, ChangeParts, type ChangeScope, type Standing } from '@app/organization';
import { words } from '@app/platform';
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

  async list({ unitIds, on }: ChangeScope): Promise<readonly Standing[]> {
    if (unitIds.length === 0) return [];
    const { units } = await this.coverage.coverageOfUnits(unitIds, on);
    return units
      .filter(({ unitId }) => unitIds.some((it) => it === unitId))
      .flatMap((unit) => [...leadersOf(unit), ...supportersOf(unit)]);
  }
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
