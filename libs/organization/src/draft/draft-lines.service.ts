import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  addDays,
  Conflict,
  Database,
  InvalidInput,
  type LocalDate,
  normalizeCode,
  NotFound,
} from '@app/platform';
import { personRows } from '../change/person-rows.rules';
import { ScreenPlanner } from '../change/screen-planner';
import { BaseStateQueries } from '../import/base-state.queries';
import type { ImportFileKind } from '../import/plan';
import type { RosterRow } from '../import/roster.queries';
import { JoinQueries } from '../join/joins.queries';
import {
  ABSENCE_WORDS,
  type Absence,
  POSTING_KIND_WORDS,
  UNIT_KIND_WORDS,
  type UnitKind,
} from '../vocabulary';
import { DraftBooks } from './draft-books';
import { type Cells, type DraftSubject } from './draft-rows.rules';
import { type DraftRow, type TransferDraft, TransferDraftQueries } from './drafts.queries';

/** What is filled in on the screen, from the day of effect of the draft on. */
export type DraftLine =
  | {
      readonly act: 'move';
      readonly staffNumber: string;
      readonly unitCode: string;
      readonly title: string;
    }
  | { readonly act: 'promote'; readonly staffNumber: string; readonly title: string }
  | { readonly act: 'retire'; readonly staffNumber: string }
  | { readonly act: 'absence'; readonly staffNumber: string; readonly status: Absence | 'active' }
  | { readonly act: 'hire'; readonly row: Omit<RosterRow, '発令日' | '採用年月日'> }
  | DraftUnit;

/** A unit is founded, called otherwise, moved, or ends on the eve. */
export interface DraftUnit {
  readonly act: 'unit';
  readonly code: string;
  readonly name: string;
  readonly parentCode: string;
  readonly kind: UnitKind;
  readonly isEnded: boolean;
  /** Codes of the units that it takes over from. */
  readonly predecessors?: string | undefined;
}

/** Fills in rows of a draft one by one; each is read and compared as an import would. */
@Injectable()
export class DraftLines {
  constructor(
    private readonly database: Database,
    private readonly books: DraftBooks,
    private readonly drafts: TransferDraftQueries,
    private readonly base: BaseStateQueries,
    private readonly planner: ScreenPlanner,
    private readonly joins: JoinQueries,
  ) {}

  /** Whoever has rows in the draft gets these instead; what these leave open stays. */
  async put(actor: Actor, draftId: string, line: DraftLine): Promise<void> {
    requirePermission(actor, 'drafts.edit');
    await this.database.transaction(async () => {
      const draft = await this.books.claimToChange(actor, draftId);
      const rows = await this.drafts.listRows(draft);
      const made =
        line.act === 'unit'
          ? await this.unitLine(draft, line)
          : await this.personLine(actor, { draft, rows }, line);
      await this.books.put(actor, draft, [made]);
    });
  }

  async takeOut(
    actor: Actor,
    draftId: string,
    which: { readonly file: ImportFileKind; readonly subject: string },
  ): Promise<void> {
    requirePermission(actor, 'drafts.edit');
    await this.database.transaction(async () => {
      const draft = await this.books.claimToChange(actor, draftId);
      if (!(await this.books.takeOut(actor, draft, which))) throw new NotFound();
    });
  }

  private async personLine(
    actor: Actor,
    { draft, rows }: { readonly draft: TransferDraft; readonly rows: readonly DraftRow[] },
    line: Exclude<DraftLine, DraftUnit>,
  ): Promise<DraftSubject> {
    const on = draft.effectiveOn;
    const units = cellsOf(rows, 'units');
    if (line.act === 'hire') return this.newcomer(on, line.row, units);
    const subject = normalizeCode(line.staffNumber);
    const personId = await this.joins.findByNumber(subject);
    if (personId === null)
      throw new InvalidInput({
        staffNumber: 'この職員番号の職員は登録されていません。番号を確かめてください。',
      });
    if (await this.joins.areOne(actor.personId, personId)) throw ownTransfer();
    const known = rows.find((row) => row.file === 'postings' && row.subject === subject);
    const before = known?.act !== 'retire' && known ? known.cells : await this.rowsOf(personId, on);
    const cells = edited(before, line, on);
    if (cells.length === 0)
      throw new InvalidInput({ staffNumber: 'この職員は、発令日の前日に在職していません。' });
    await this.planner.plan({ on, postings: cells, units, personIds: [personId] });
    return { file: 'postings', subject, act: line.act, position: 0, cells };
  }

  private async newcomer(
    on: LocalDate,
    typed: Omit<RosterRow, '発令日' | '採用年月日'>,
    units: readonly Cells[] | undefined,
  ): Promise<DraftSubject> {
    const subject = normalizeCode(typed.職員番号);
    if ((await this.joins.findByNumber(subject)) !== null)
      throw new InvalidInput({
        staffNumber: 'この職員番号は、ほかの職員に付いたことがあります。番号を確かめてください。',
      });
    const row: RosterRow = { ...typed, 発令日: on, 採用年月日: on };
    const personIds = await this.base.listNamesakes(row.氏名, row.フリガナ);
    await this.planner.plan({ on, postings: [row], units, personIds });
    return { file: 'postings', subject, act: 'hire', position: 0, cells: [row] };
  }

  private async unitLine({ effectiveOn }: TransferDraft, line: DraftUnit): Promise<DraftSubject> {
    const { code, name, parentCode, kind, isEnded, predecessors = '' } = line;
    const subject = normalizeCode(code);
    const known = (await this.planner.listUnits()).find((unit) => unit.code === subject);
    if (isEnded && !known)
      throw new InvalidInput({ unitCode: 'この所属コードの所属は登録されていません。' });
    const first = known?.periods[0]?.from ?? effectiveOn;
    const cells = {
      ...{ 所属コード: subject, 所属名: name, 上位所属コード: parentCode },
      種別: UNIT_KIND_WORDS[kind],
      有効開始日: isEnded ? first : effectiveOn,
      有効終了日: isEnded ? addDays(effectiveOn, -1) : '',
      ...(predecessors !== '' && { 前身所属コード: predecessors }),
    };
    await this.planner.plan({ on: effectiveOn, units: [cells], personIds: [] });
    return { file: 'units', subject, act: 'unit', position: 0, cells: [cells] };
  }

  /** As they stand on the eve, told for the day of effect. */
  private async rowsOf(personId: string, on: LocalDate): Promise<readonly RosterRow[]> {
    const [person] = await this.base.loadPeople([personId]);
    if (!person) return [];
    const codes = new Map((await this.planner.listUnits()).map(({ id, code }) => [id, code]));
    return personRows(person, addDays(on, -1), codes).map((row) => ({ ...row, 発令日: on }));
  }
}

function cellsOf(rows: readonly DraftRow[], file: ImportFileKind): readonly Cells[] | undefined {
  const cells = rows.filter((row) => row.file === file).flatMap((row) => row.cells);
  return cells.length === 0 ? undefined : cells;
}

const PRIMARY = POSTING_KIND_WORDS.primary;

function edited(
  rows: readonly Cells[],
  line: Exclude<DraftLine, DraftUnit | { readonly act: 'hire' }>,
  on: LocalDate,
): readonly Cells[] {
  if (line.act === 'retire') {
    const gone = { 退職年月日: addDays(on, -1), 状態: '退職' };
    return rows.slice(0, 1).map((row) => ({ ...row, ...gone }));
  }
  if (line.act === 'absence')
    return rows.map((row) => ({ ...row, 状態: ABSENCE_WORDS[line.status] }));
  const post =
    line.act === 'move'
      ? { 所属コード: line.unitCode, 所属名: '', 職名: line.title }
      : { 職名: line.title };
  return rows.map((row) => (row['兼務区分'] === PRIMARY ? { ...row, ...post } : row));
}

function ownTransfer(): Conflict {
  return new Conflict(
    'draft.own_transfer',
    '自分の異動は案に入れられません。人事のほかの担当者に依頼してください。',
  );
}
