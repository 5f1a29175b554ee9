import { Injectable } from '@nestjs/common';
import { type ChangePart, ChangeParts, type ChangeScope, type Standing } from '@app/organization';
import { formatDateShort } from '@app/platform';
import { MandatoryQueries } from '../enrollment/mandatory.queries';

/** What somebody has to learn follows from where they work, how they are employed and whether they are away. */
@Injectable()
export class MandatoryChange implements ChangePart {
  readonly heading = '必修の講座';
  readonly place = 40;

  constructor(
    parts: ChangeParts,
    private readonly obligations: MandatoryQueries,
  ) {
    parts.add(this);
  }

  async list({ personId, on }: ChangeScope): Promise<readonly Standing[]> {
    if (personId === null) return [];
    const rows = await this.obligations.listStates({ asOf: on, personIds: [personId] });
    return rows
      .filter(({ absence }) => absence === null)
      .map(({ id, courseTitle, dueOn }) => ({
        key: id,
        begins: `「${courseTitle}」(期限 ${formatDateShort(dueOn)})が必修になります。`,
        ends: `「${courseTitle}」が必修でなくなります。`,
      }));
  }
}
