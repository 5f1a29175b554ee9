import { Injectable } from '@nestjs/common';
import { type TeamMember, TeamQueries } from '@app/coverage';
import { UnitQueries } from '@app/organization';
import { formatDateShort, type LocalDate, people } from '@app/platform';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { teamInFiles } from './team-people.list';
import { TEAM_STATE_WORDS, teamAsked, type TeamSearched, wantedTeam } from './team-search';
import { unitWord } from './unit-word';

/**
 * The people of the unit that the query names. Files are kept by the role of who ordered them, and whom a head heads changes: only who
 * reads the figures of the whole city orders one, a head has the own unit at once.
 */
@Injectable()
export class TeamPeopleSource extends ListSource<TeamMember> {
  readonly key = 'team_people';
  readonly permission = 'coverage.read';

  constructor(
    private readonly teams: TeamQueries,
    private readonly units: UnitQueries,
  ) {
    super();
  }

  async open({ actor, query }: ListAsked): Promise<OpenList<TeamMember>> {
    const code = query['unit'] ?? '';
    const asked = teamAsked.parse(query);
    const wanted = wantedTeam(asked);
    const team = await this.teams.getTeam(actor, code, { ...wanted, page: 1, pageSize: 1 });
    const { on, total, unit } = team;
    const list = teamInFiles(team, asked.tab);
    const words = await this.wordsOf(asked, on);
    return {
      list,
      total,
      title: `${unit.name}の${list.name}(${formatDateShort(on)}現在${words}、${people(total)})`,
      suffix: `${unit.name}_${on}`,
      rows: async (slice) =>
        (await this.teams.listPeople(actor, code, { ...wanted, ...slice })).members,
    };
  }

  private async wordsOf({ q, state, part }: TeamSearched, on: LocalDate): Promise<string> {
    return conditionText([
      ['検索', q],
      ['状態', state && TEAM_STATE_WORDS[state]],
      ['所属', await unitWord(this.units, part, on)],
    ]);
  }
}
