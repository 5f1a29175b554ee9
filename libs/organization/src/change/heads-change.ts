import { Injectable } from '@nestjs/common';
import { col, Database, people, statement, words } from '@app/platform';
import { inForce, isEmployed } from '../day/in-force';
import { personLine } from '../day/person-line';
import { UnitQueries } from '../unit/units.queries';
import { type ChangePart, ChangeParts, type ChangeScope, type Standing } from './change-parts';

/** Units in which several people have the post of a head: hardly meant to stay when two units become one. */
const SEVERAL = statement({
  name: 'organization.several-heads',
  sql: `SELECT po.org_unit_id AS "unitId", count(*)::int AS count, string_agg(line.name, '、' ORDER BY line.staff_number) AS names FROM postings po
    JOIN LATERAL ${personLine('po.person_id', ':on')} line ON true
    WHERE po.org_unit_id = ANY (:unitIds) AND po.kind = 'primary' AND po.is_managerial AND ${inForce('po', ':on')}
      AND ${isEmployed('po.person_id', ':on')}
    GROUP BY po.org_unit_id HAVING count(*) > 1`,
  parameters: { unitIds: 'uuid[]', on: 'date' },
  row: { unitId: col.id<'org_unit'>(), count: col.int, names: col.text },
});

/** Who heads the units that somebody comes to or goes from. */
@Injectable()
export class HeadsChange implements ChangePart {
  readonly heading = '所属の長';
  readonly place = 10;

  constructor(
    parts: ChangeParts,
    private readonly units: UnitQueries,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async list({ unitIds, on, isRegrouping = false }: ChangeScope): Promise<readonly Standing[]> {
    const names = new Map((await this.units.listUnits(on)).map(({ id, name }) => [id, name]));
    const heads = (await this.units.listHeads(on)).filter(
      ({ unitId, isOwn }) => isOwn && unitIds.includes(unitId),
    );
    const several = isRegrouping ? await this.database.all(SEVERAL, { unitIds, on }) : [];
    const crowded = several.map((it): Standing => ({
      key: `several ${it.unitId}`,
      begins: `${names.get(it.unitId) ?? ''}の${words.unitHead}の職の職員が${people(it.count)}になります(${it.names})。`,
    }));
    const led = heads.flatMap(({ unitId, personId, name, postTitle }): Standing[] => {
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
    return [...led, ...crowded];
  }
}
