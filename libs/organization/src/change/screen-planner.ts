import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Conflict, InvalidInput, type LocalDate, wordsInUse } from '@app/platform';
import { BaseStateQueries, type BaseTexts } from '../import/base-state.queries';
import type { BaseUnit } from '../import/base-state';
import { compare } from '../import/comparing/compare';
import type { NumberChoices } from '../import/number-pairs.rules';
import type { ImportPlan, RowProblem } from '../import/plan';
import { planIn, type Prepared } from '../import/plan-maker';
import type { ImportSource, SourceFile } from '../import/read-files';

/** What stands in the list of imports in the place of a file's name. */
const ON_SCREEN = '画面での変更';

type Cells = Readonly<Record<string, string>>;

/** Rows that were filled in on the screen, and the day from which they hold. */
export interface ScreenRows {
  readonly on: LocalDate;
  readonly postings?: readonly Cells[];
  readonly units?: readonly Cells[] | undefined;
  /** Whom they are compared with: who they are about, and their namesakes. */
  readonly personIds: readonly string[];
  readonly choices?: NumberChoices;
}

export interface ScreenPlan {
  readonly prepared: Prepared;
  readonly plan: ImportPlan;
}

/** The fields of a form by the columns of HR's files. */
const FIELDS: Readonly<Record<string, string>> = {
  発令日: 'from',
  職員番号: 'staffNumber',
  氏名: 'name',
  フリガナ: 'kana',
  所属コード: 'unitCode',
  職名: 'title',
  兼務区分: 'postingKind',
  任用区分: 'employmentType',
  メールアドレス: 'email',
  採用年月日: 'from',
  退職年月日: 'lastDay',
  状態: 'status',
  前身所属コード: 'predecessors',
  所属名: 'name',
  所属カナ: 'kana',
  有効開始日: 'from',
  有効終了日: 'lastDay',
  上位所属コード: 'parentCode',
  種別: 'unitKind',
};

/** Makes plans of a person or a unit by the very rules by which a file is read and compared. */
@Injectable()
export class ScreenPlanner {
  constructor(
    private readonly clock: Clock,
    private readonly base: BaseStateQueries,
  ) {}

  /** To be called with the tables locked. Refused at the fields of the form for what a file would be refused. */
  async plan(rows: ScreenRows): Promise<ScreenPlan> {
    const today = this.clock.today();
    const base = await this.base.loadPart(rows.personIds, today);
    const source: ImportSource = {
      units: rows.units ? fileOf(rows.units) : null,
      postings: rows.postings ? fileOf(rows.postings) : null,
    };
    const compared = compare({
      files: JSON.stringify(source),
      ...{ base, today, effectiveOn: rows.on, isPart: true, isScreen: true },
      choices: [...(rows.choices ?? [])],
      words: wordsInUse().set,
    });
    if (!compared.isCompared) throw new InvalidInput(compared.fields);
    const plan = planIn(compared);
    requireAccepted(plan);
    return {
      prepared: { ...compared, fingerprint: base.fingerprint, sourceName: ON_SCREEN },
      plan,
    };
  }

  async listUnits(): Promise<readonly BaseUnit[]> {
    const { units }: BaseTexts = await this.base.loadPart([], this.clock.today());
    return JSON.parse(units) as BaseUnit[];
  }
}

/** Names what somebody has seen, so that nothing else is done than that. */
export function markOf(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex');
}

function fileOf(rows: readonly Cells[]): SourceFile {
  return {
    fileName: ON_SCREEN,
    encoding: 'utf-8',
    rows: rows.map((cells, index) => ({ line: index + 1, cells, problems: [] })),
  };
}

/** Of a row that is refused only because another one is, nothing is said. */
function requireAccepted({ items }: ImportPlan): void {
  const problems = items.flatMap((item) => item.problems);
  if (problems.length === 0) return;
  const [first] = problems.filter(({ column }) => column !== null);
  const told = first ?? problems[0];
  throw new InvalidInput(Object.fromEntries([problem(told)]));
}

function problem(told: RowProblem | undefined): [string, string] {
  return [FIELDS[told?.column ?? ''] ?? 'form', told?.reason ?? ''];
}

export function changedMeanwhile(): Conflict {
  return new Conflict(
    'person.changed_meanwhile',
    '画面を開いたあとに、ほかの人がこの記録を変えました。入力した内容は残っています。今の記録と見比べて、もう一度「変わることを確かめる」を押してください。',
  );
}
