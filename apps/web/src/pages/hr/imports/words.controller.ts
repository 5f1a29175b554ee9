import { Body, Controller, Req } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import {
  type BatchSummary,
  ImportQueries,
  ImportWordQueries,
  ImportWords,
  USUAL_SOURCE,
} from '@app/organization';
import { type CommandAnswer, InvalidInput, NotFound } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { headingForm } from './imports.forms';
import {
  batchWordsView,
  knownWordsView,
  readColumn,
  readWords,
  WORDS_PER_PAGE,
} from './words.views';

/** 言葉の対応: what the city calls in its own way is explained once, on a preview or ahead of the next file. */
@Controller('imports')
@Allow('organization.import')
export class ImportWordsController {
  constructor(
    private readonly batches: ImportQueries,
    private readonly words: ImportWords,
    private readonly known: ImportWordQueries,
  ) {}

  @PageRoute('words', 'pages/hr/imports/known-words')
  async showKnown(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const words = await this.known.list({ page, pageSize: WORDS_PER_PAGE });
    const initial = { source: USUAL_SOURCE, column: '', word: '' };
    return knownWordsView(words, page, formView(request, initial));
  }

  @CommandRoute('words', 'showKnown')
  async add(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { source, column, word } = parseForm(headingForm, body);
    const meaning = readColumn(column);
    if (meaning === null) throw new InvalidInput({ column: '当てる列を選んでください。' });
    const by = auditActorOf(actorOf(request));
    await this.words.explainAhead(by, source, [{ ...meaning, word }]);
    return {
      location: '/imports/words',
      notice: `見出し「${word}」の読み方を保存しました。次に読み込むファイルから使います。`,
    };
  }

  @CommandRoute('words/:wordId/forget', 'showKnown')
  async forget(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.words.forget(auditActorOf(actorOf(request)), param(request, 'wordId'));
    return {
      location: '/imports/words',
      notice: '言葉の対応をやめました。反映済みの取込みは変わりません。',
    };
  }

  @PageRoute(':id/words', 'pages/hr/imports/batch-words')
  async showWords(@Req() request: PageRequest) {
    return batchWordsView(await this.batchOf(request), formView<never>(request, {}));
  }

  @CommandRoute(':id/words', 'showWords')
  async explain(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const batch = await this.batchOf(request);
    const given = readWords(body);
    if (given.length === 0)
      throw new InvalidInput({ words: '意味を決める言葉を、1つ以上選んでください。' });
    await this.words.explain(auditActorOf(actorOf(request)), batch.id, given);
    return {
      location: `/imports/${batch.id}`,
      notice: `${String(given.length)}件の言葉の読み方を保存し、プレビューを作り直しました。`,
    };
  }

  private async batchOf(request: PageRequest): Promise<BatchSummary> {
    const batch = await this.batches.findBatch(param(request, 'id'));
    if (!batch) throw new NotFound();
    return batch;
  }
}
