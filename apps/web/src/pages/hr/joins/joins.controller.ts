import { Body, Controller, Req } from '@nestjs/common';
import {
  DistinctPeopleQueries,
  ImportJoinQueries,
  JoinQueries,
  type PersonFace,
  type PersonJoinRow,
  PersonJoins,
} from '@app/organization';
import { type CommandAnswer, NotFound } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { separateForm } from './joins.forms';
import { apartPairsOf, joinsView, joinView, likelyPairsOf } from './joins.views';

/** Who may be one and the same, what was joined, and 分ける. */
@Controller('people/joins')
@Allow('organization.import')
export class JoinsController {
  constructor(
    private readonly joins: PersonJoins,
    private readonly queries: JoinQueries,
    private readonly imported: ImportJoinQueries,
    private readonly distinct: DistinctPeopleQueries,
  ) {}

  @PageRoute('', 'pages/hr/joins/joins')
  async showJoins(@Req() request: PageRequest) {
    const showsApart = queryText(request, 'show') === 'apart';
    const likely = await this.queries.listLikely();
    const apart = await this.distinct.list();
    const faces = await this.facesOf(showsApart ? apart : likely);
    const made = { joins: await this.queries.listJoins(), imported: await this.imported.list() };
    const pairs = showsApart ? apartPairsOf(apart, faces) : likelyPairsOf(likely, faces);
    return joinsView({ showsApart, likely, apartCount: apart.length, pairs }, made);
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

  private async facesOf(
    pairs: readonly { readonly personId: string; readonly otherId: string }[],
  ): Promise<readonly PersonFace[]> {
    const ids = pairs.flatMap((pair) => [pair.personId, pair.otherId]);
    return this.queries.listFaces([...new Set(ids)]);
  }

  private async joinOf(request: PageRequest): Promise<PersonJoinRow> {
    const join = await this.queries.findJoin(param(request, 'id'));
    if (!join) throw new NotFound();
    for (const personId of [join.personId, join.joinedTo]) noteRead(request, personId);
    return join;
  }
}
