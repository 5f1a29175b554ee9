import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  Conflict,
  Database,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  normalizeCode,
  NotFound,
} from '@app/platform';
import { requireSource } from '../import/city-words';
import { NumberChoicesService } from '../import/number-choices.service';
import { type ImportInput, PlanMaker, type Prepared } from '../import/plan-maker';
import type { ImportSource } from '../import/read-files';
import { DraftBooks } from './draft-books';
import { type DraftSubject, subjectsOf } from './draft-rows.rules';
import { type TransferDraft, TransferDraftQueries } from './drafts.queries';

export interface NewDraft {
  readonly name: string;
  readonly effectiveOn: LocalDate;
}

export const LONGEST_DRAFT_NAME = 100;
const TOLD_PROBLEMS = 10;

/**
 * 異動案: transfers that nobody has ordered. Rows in the layout of HR's files with a day of effect; read, checked and compared by
 * the code of the import, opened by named people only. To everybody else, HR and administrators too, a draft does not exist.
 */
@Injectable()
export class TransferDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly books: DraftBooks,
    private readonly drafts: TransferDraftQueries,
    private readonly plans: PlanMaker,
    private readonly numbers: NumberChoicesService,
  ) {}

  /** Empty, for whoever made it. */
  async create(actor: Actor, input: NewDraft): Promise<string> {
    requirePermission(actor, 'drafts.edit');
    return this.database.transaction(() => this.make(actor, input, requireSource(undefined)));
  }

  /** Of files; their day counts for more than the one given. Refused as a whole where a row is refused. */
  async createOf(actor: Actor, input: NewDraft, files: ImportInput): Promise<string> {
    requirePermission(actor, 'drafts.edit');
    const prepared = await this.read(input.effectiveOn, files);
    return this.database.transaction(async () => {
      const { effectiveOn, sourceName } = prepared;
      const id = await this.make(actor, { ...input, effectiveOn }, sourceName);
      await this.books.put(actor, await this.books.claim(actor, id), rowsOf(prepared));
      return id;
    });
  }

  /** Whoever stands in the files is taken from them, the others stay as they are in the draft. */
  async addFiles(actor: Actor, draftId: string, files: ImportInput): Promise<number> {
    requirePermission(actor, 'drafts.edit');
    const draft = await this.drafts.get(actor, draftId);
    const prepared = await this.read(draft.effectiveOn, { ...files, source: draft.sourceName });
    if (prepared.effectiveOn !== draft.effectiveOn)
      throw new InvalidInput({
        postings: `ファイルの発令日は${formatDateShort(prepared.effectiveOn)}ですが、この案は${formatDateShort(draft.effectiveOn)}のものです。発令日を直すか、別の案にしてください。`,
      });
    const rows = rowsOf(prepared);
    await this.database.transaction(async () => {
      await this.books.put(actor, await this.books.claimToChange(actor, draftId), rows);
    });
    return rows.length;
  }

  /** Each time somebody opens a draft. */
  async open(actor: Actor, draftId: string): Promise<TransferDraft> {
    const draft = await this.drafts.get(actor, draftId);
    await this.database.transaction(() => this.books.record(actor, 'opened', draft.id));
    return draft;
  }

  /** Each time somebody takes what it says along. */
  async save(actor: Actor, draftId: string): Promise<TransferDraft> {
    const draft = await this.drafts.get(actor, draftId);
    await this.database.transaction(() => this.books.record(actor, 'saved', draft.id));
    return draft;
  }

  async nameReader(actor: Actor, draftId: string, staffNumber: string): Promise<void> {
    requirePermission(actor, 'drafts.edit');
    await this.database.transaction(async () => {
      const draft = await this.books.claim(actor, draftId);
      const today = this.clock.today();
      const accountId = await this.drafts.findNameable(normalizeCode(staffNumber), today);
      if (accountId === null)
        throw new InvalidInput({
          staffNumber:
            '加えられるのは、人事かDX推進室の権限を持ち、アカウントを使える職員だけです。職員番号を確かめてください。',
        });
      const readers = await this.drafts.listReaders(draft, today);
      if (readers.some((it) => it.accountId === accountId))
        throw new InvalidInput({ staffNumber: 'この職員は、すでにこの案を開けます。' });
      await this.books.name(actor, draft.id, accountId);
    });
  }

  /** Somebody stays who may go on with it: nobody removes themselves. */
  async removeReader(actor: Actor, draftId: string, accountId: string): Promise<void> {
    requirePermission(actor, 'drafts.edit');
    await this.database.transaction(async () => {
      const draft = await this.books.claim(actor, draftId);
      if (accountId === actor.accountId)
        throw new Conflict(
          'draft.own_reader',
          '自分を外すことはできません。案を開けるほかの人事の担当者に依頼してください。',
        );
      const readers = await this.drafts.listReaders(draft, this.clock.today());
      const reader = readers.find((it) => it.accountId === accountId);
      if (!reader) throw new NotFound();
      await this.books.removeReader(actor, draft.id, reader);
    });
  }

  /** It stays for who was named, and can be changed no more. */
  async discard(actor: Actor, draftId: string): Promise<void> {
    requirePermission(actor, 'drafts.edit');
    await this.database.transaction(async () => {
      const { id } = await this.books.claimToChange(actor, draftId);
      await this.books.close(actor, id, 'discarded');
    });
  }

  private async make(actor: Actor, input: NewDraft, sourceName: string): Promise<string> {
    const name = requireName(input.name);
    const id = randomUUID();
    await this.database.execute(
      `INSERT INTO transfer_drafts (id, name, effective_on, source_name, state, created_at, created_by)
       VALUES ($1, $2, $3, $4, 'open', $5, $6)`,
      [id, name, input.effectiveOn, sourceName, this.clock.now(), actor.accountId],
    );
    await this.books.record(actor, 'created', id);
    await this.books.name(actor, id, actor.accountId);
    return id;
  }

  private async read(effectiveOn: LocalDate, files: ImportInput): Promise<Prepared> {
    const input = { ...files, effectiveOn };
    const prepared = await this.plans.prepare(input, await this.numbers.list(), { isPart: true });
    const problems = Object.entries(prepared.problems);
    if (problems.length === 0) return prepared;
    throw new InvalidInput({ [fieldOf(problems)]: problemText(problems) });
  }
}

type Problems = readonly (readonly [string, string])[];

function fieldOf(problems: Problems): string {
  return problems[0]?.[0].split(':')[0] ?? 'postings';
}

/** The first of them, by line and column. */
function problemText(problems: Problems): string {
  const told = problems.slice(0, TOLD_PROBLEMS).map(([place, reason]) => {
    const [, line = '', column = ''] = place.split(':');
    return `${line}行目${column === '' ? '' : `「${column}」`}: ${reason}`;
  });
  const more =
    problems.length > told.length ? `ほか${String(problems.length - told.length)}件。` : '';
  return `読み取れない行があるため、何も登録していません。${told.join('')}${more}ファイルを直してください。`;
}

function rowsOf({ source }: Prepared): readonly DraftSubject[] {
  return subjectsOf(JSON.parse(Buffer.concat(source).toString()) as ImportSource);
}

function requireName(typed: string): string {
  const name = typed.trim();
  if (name === '') throw new InvalidInput({ name: '案の名前を入力してください。' });
  if (name.length > LONGEST_DRAFT_NAME)
    throw new InvalidInput({
      name: `案の名前は${String(LONGEST_DRAFT_NAME)}文字以内で入力してください。`,
    });
  return name;
}
