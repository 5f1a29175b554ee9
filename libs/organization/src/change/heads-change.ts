import { Injectable } from '@nestjs/common';
import { words } from '@app/platform';
import { UnitQueries } from '../unit/units.queries';
import { type ChangePart, ChangeParts, type ChangeScope, type Standing } from './change-parts';

/** Who heads the units that somebody comes to or goes from. */
@Injectable()
export class HeadsChange implements ChangePart {
  readonly heading = '所属の長';
  readonly place = 10;

  constructor(
    parts: ChangeParts,
    private readonly units: UnitQueries,
  ) {
    parts.add(this);
  }

  async list({ unitIds, on }: ChangeScope): Promise<readonly Standing[]> {
    const names = new Map((await this.units.listUnits(on)).map(({ id, name }) => [id, name]));
    const heads = (await this.units.listHeads(on)).filter(
      ({ unitId, isOwn }) => isOwn && unitIds.includes(unitId),
    );
    return heads.flatMap(({ unitId, personId, name, postTitle }): Standing[] => {
      const unit = names.get(unitId) ?? '';
      return [
        {
          key: `${unitId} ${personId}`,
          begins: `${name}さんが${unit}の長(${postTitle})になります。`,
          ends: `${name}さんは${unit}の長でなくなります。`,
        },
        {
          key: unitId,
          ends: `${unit}の${words.unitHead}がいなくなります。上の所属の長が代わりに通知を受けます。`,
          isGrave: true,
        },
      ];
    });
  }
}
