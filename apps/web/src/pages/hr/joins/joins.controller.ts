import { Body, Controller, Req } from '@nestjs/common';
import { ImportJoinQueries, JoinQueries, type PersonJoinRow, PersonJoins } from '@app/organization';
import { type CommandAnswer, Clock, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { separateForm } from './joins.forms';
import { joinsView, joinView } from './joins.views';

/** Who may be one and the same, what was joined, and 分ける. */
@Controller('people/joins')
@Allow('organization.import')
export class JoinsController {
  constructor(
    private readonly joins: PersonJoins,
    private readonly queries: JoinQueries,
    private readonly imported: ImportJoinQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/hr/joins/joins')
  async showJoins() {
    const pairs = await this.queries.listLikely(this.clock.today());
    const ids = [...new Set(pairs.flatMap((pair) => [pair.personId, pair.otherId]))];
    const faces = await this.queries.listFaces(ids);
    return joinsView(pairs, faces, {
      joins: await this.queries.listJoins(),
      imported: await this.imported.list(),
    });
  }

  @PageRoute(':id', 'pages/hr/joins/join')
  async showJoin(@Req() request: PageRequest) {
    const join = await this.joinOf(request);
    const dependents = join.separatedAt ? [] : await this.joins.listDependents(join.id);
    return joinView(join, dependents, formView(request, { reason: '' }));
  }

  @CommandRoute(':id/separate', 'showJoin')
  async separate(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const join = await this.joinOf(request);
    const { reason } = parseForm(separateForm, body);
    await this.joins.separate(actorOf(request), join.id, reason);
    return {
      location: `/people/joins/${join.id}`,
      notice: '番号を分けました。つなぐ前の記録は、それぞれの番号に戻りました。',
    };
  }

  private async joinOf(request: PageRequest): Promise<PersonJoinRow> {
    const join = await this.queries.findJoin(param(request, 'id'));
    if (!join) throw new NotFound();
    return join;
  }
}
