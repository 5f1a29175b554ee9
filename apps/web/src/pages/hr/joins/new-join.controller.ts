import { Body, Controller, Req } from '@nestjs/common';
import {
  DistinctPeople,
  DistinctPeopleQueries,
  JoinQueries,
  type PersonFace,
  PersonJoins,
} from '@app/organization';
import { type CommandAnswer, NotFound } from '@app/platform';
import { noteRead } from '../../../shell/access-recorder';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { joinForm, separateForm } from './joins.forms';
import { choosingView, pairView } from './new-join.views';

/** 番号をつなぐ: whom with whom, side by side, and the act. */
@Controller('people/joins')
@Allow('organization.import')
export class NewJoinController {
  constructor(
    private readonly joins: PersonJoins,
    private readonly queries: JoinQueries,
    private readonly apart: DistinctPeople,
    private readonly distinct: DistinctPeopleQueries,
  ) {}

  @PageRoute('new', 'pages/hr/joins/choose')
  async showChoosing(@Req() request: PageRequest) {
    const one = await this.faceOf(request, 'one');
    if (one) noteRead(request, one.personId);
    const q = queryText(request, 'q') ?? '';
    const text = one && q === '' ? one.name : q;
    const found = await this.queries.search(text, one?.personId ?? NOBODY);
    return choosingView(one, q, found);
  }

  @PageRoute('pair', 'pages/hr/joins/pair')
  async showPair(@Req() request: PageRequest) {
    const pair = await this.pairOf(request);
    const preview = await this.joins.preview(actorOf(request), pair);
    for (const personId of pair) noteRead(request, personId);
    const apart = await this.distinct.find(pair);
    return pairView(preview, apart, formView(request, { reason: '' }));
  }

  @CommandRoute('pair', 'showPair')
  async join(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason, seen } = parseForm(joinForm, body);
    const personIds = await this.pairOf(request);
    const id = await this.joins.join(actorOf(request), { personIds, reason, seen });
    return {
      location: `/people/joins/${id}`,
      notice: '番号をつなぎました。どちらの番号からも、同じ職員の記録が開きます。',
    };
  }

  /** 「別の人です」: the pair is proposed no longer. */
  @CommandRoute('pair/apart', 'showPair')
  async tellApart(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { reason } = parseForm(separateForm, body);
    await this.apart.tellApart(actorOf(request), await this.pairOf(request), reason);
    return {
      location: '/people/joins?show=apart',
      notice: '別の人として登録しました。「同じ人かもしれない職員」には出なくなります。',
    };
  }

  @CommandRoute('pair/undo-apart', 'showPair')
  async undoApart(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.apart.takeBack(actorOf(request), await this.pairOf(request));
    return { location: '/people/joins', notice: '「別の人」の登録を取り消しました。' };
  }

  private async pairOf(request: PageRequest): Promise<readonly [string, string]> {
    const one = await this.idOf(request, 'one');
    const other = await this.idOf(request, 'other');
    if (one === null || other === null) throw new NotFound();
    return [one, other];
  }

  private async faceOf(request: PageRequest, name: string): Promise<PersonFace | null> {
    const id = await this.idOf(request, name);
    const [face] = id === null ? [] : await this.queries.listFaces([id]);
    return face ?? null;
  }

  private async idOf(request: PageRequest, name: string): Promise<string | null> {
    const number = queryText(request, name);
    return number === undefined ? null : this.queries.findByNumber(number);
  }
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
