import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppointmentsModule } from '@app/appointments';
import {
  type CityWord,
  GIVEN_WORD_FORM,
  type GivenNumber,
  type ImportFile,
  type ImportPlan,
  OrganizationImports,
  OrganizationModule,
  readGivenNumber,
  readGivenWord,
  type Repair,
} from '@app/organization';
import {
  type AppConfig,
  type AuditActor,
  Clock,
  Commands,
  DomainError,
  InvalidInput,
  isEnteredDay,
  type LocalDate,
  PlatformModule,
  words,
} from '@app/platform';
import { type Command, type CommandContext, CommandError } from '../command';
import {
  filesIn,
  NEEDS_A_PERSON,
  putAway,
  reasonsToAsk,
  reportOf,
  writeReport,
} from './import-folder';
import { printPlan, SHOWN_LINES } from './import-print';

const ACTOR = { accountId: null, label: '管理用コマンド(import)' };
const USAGE =
  '[--units 組織.csv|.xlsx] [--postings 職員.csv|.xlsx] [--units-sheet シート] [--postings-sheet シート] [--source 出どころ] [--word 状態:産休=育休]… [--on 2027-04-01] [--repair-zeros] [--take-newer] [--same 新しい番号=登録済みの番号]… [--apply] [--confirmed] [--report 報告.json] [--folder フォルダー]';

@Module({})
class ImportingModule {
  static forRoot(config: AppConfig): DynamicModule {
    // Appointments say which 課 loses its leader.
    const imports = [PlatformModule.forRoot(config), OrganizationModule, AppointmentsModule];
    return { module: ImportingModule, imports };
  }
}

interface Options {
  readonly units?: string | undefined;
  readonly postings?: string | undefined;
  readonly on?: string | undefined;
  readonly apply?: boolean | undefined;
  /** 901=001 */
  readonly same?: readonly string[] | undefined;
  readonly confirmed?: boolean | undefined;
  readonly source?: string | undefined;
  /** 状態:産休=育休 */
  readonly word?: readonly string[] | undefined;
  readonly 'units-sheet'?: string | undefined;
  readonly 'postings-sheet'?: string | undefined;
  readonly 'repair-zeros'?: boolean | undefined;
  readonly 'take-newer'?: boolean | undefined;
  readonly report?: string | undefined;
  /** Instead of the two files: where another system puts them. */
  readonly folder?: string | undefined;
}

/** The same import as on the screen 取込み; without --apply it only says what would change. */
export const importCommand: Command = {
  name: 'import',
  get summary() {
    return `${words.hr}のファイルを比べます。--apply を付けると反映します。`;
  },
  usage: USAGE,
  needsDatabase: true,
  async run(args, context) {
    const options = optionsOf(args);
    const app = await NestFactory.createApplicationContext(
      ImportingModule.forRoot(context.config),
      { logger: false },
    );
    try {
      await (options.folder === undefined
        ? importFiles(app, options, context)
        : importFolder(app, { ...options, folder: options.folder }, context));
    } catch (error) {
      throw error instanceof DomainError
        ? new CommandError(textOf(error), {
            exitCode: error.kind === 'unavailable' ? 1 : NEEDS_A_PERSON,
          })
        : error;
    } finally {
      await app.close();
    }
  },
};

type Files = Readonly<Record<'units' | 'postings', ImportFile | undefined>>;

interface Outcome {
  readonly plan: ImportPlan;
  readonly batchId: string | null;
  /** Why a program does not apply it by itself. */
  readonly reasons: readonly string[];
}

async function importFiles(
  app: INestApplicationContext,
  options: Options,
  context: CommandContext,
): Promise<void> {
  const files = { units: await fileOf(options.units), postings: await fileOf(options.postings) };
  const outcome = await compareAndApply(app, { files, options }, context);
  if (options.report !== undefined)
    await writeReport(options.report, reportOf(outcome.plan, outcome));
  requireNobody(outcome, options);
}

/** Nightly: whatever became of the files, they are not taken again. */
async function importFolder(
  app: INestApplicationContext,
  options: Options & { readonly folder: string },
  context: CommandContext,
): Promise<void> {
  const { folder } = options;
  const at = app.get(Clock).now();
  const found = await filesIn(folder);
  if (found === null) {
    context.print('新しいファイルはありません。');
    return;
  }
  const outcome = await compareAndApply(app, { files: found, options }, context).catch(
    async (error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      const report = { isApplied: false, batchId: null, reasons: [textOf(error)] };
      const place = await putAway(folder, found.names, { isDone: false, report, at });
      throw new CommandError(`${textOf(error)}\n  ファイルと報告: ${place}`, {
        exitCode: NEEDS_A_PERSON,
      });
    },
  );
  const isDone = outcome.batchId !== null;
  if (options.apply) {
    const report = reportOf(outcome.plan, outcome);
    context.print(`ファイルと報告: ${await putAway(folder, found.names, { isDone, report, at })}`);
  }
  requireNobody(outcome, options);
}

async function compareAndApply(
  app: INestApplicationContext,
  { files, options }: { readonly files: Files; readonly options: Options },
  context: CommandContext,
): Promise<Outcome> {
  const imports = app.get(OrganizationImports);
  const input = {
    ...{ units: files.units, postings: files.postings },
    effectiveOn: dayOf(options.on),
    source: options.source,
    words: (options.word ?? []).map(wordOf),
    unitsSheet: options['units-sheet'],
    postingsSheet: options['postings-sheet'],
    repairs: repairsOf(options),
  };
  const numbers = (options.same ?? []).map(numberOf);
  const plan = await context.step('ファイルを比べる', () => imports.planOf(input, numbers));
  printPlan(plan, context);
  const reasons = reasonsToAsk(plan, options.confirmed === true);
  if (!options.apply) {
    context.print('何も反映していません。反映するには --apply を付けてください。');
    return { plan, batchId: null, reasons };
  }
  if (options.folder !== undefined && reasons.length > 0) return { plan, batchId: null, reasons };
  const given = { numbers, alarmsAccepted: options.confirmed };
  const command = (by: AuditActor) => imports.importAtOnce(by, input, given);
  const { batchId } = await context.step('反映する', () =>
    app.get(Commands).run({ actor: () => ACTOR, command }),
  );
  context.print(`${plan.effectiveOn} の発令として反映しました。`);
  return { plan, batchId, reasons: [] };
}

/** Ends with a code of its own where somebody has to look at it. */
function requireNobody({ batchId, reasons }: Outcome, { apply, folder }: Options): void {
  if (batchId !== null || reasons.length === 0 || !(apply ?? folder !== undefined)) return;
  throw new CommandError(
    `人が確かめる内容があるため、反映していません。画面の「取込み」で同じファイルを取り込み、確かめてください。\n  ${reasons.join('\n  ')}`,
    { exitCode: NEEDS_A_PERSON },
  );
}

function optionsOf(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const many = { type: 'string', multiple: true } as const;
  const options = {
    ...{ units: text, postings: text, on: text, apply: flag, same: many, confirmed: flag },
    ...{ source: text, word: many, 'units-sheet': text, 'postings-sheet': text },
    ...{ report: text, folder: text, 'repair-zeros': flag, 'take-newer': flag },
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new CommandError(`引数を読み取れません。使い方: import ${USAGE}`);
  }
}

function repairsOf(options: Options): readonly Repair[] {
  return [
    ...(options['repair-zeros'] ? (['zeros'] as const) : []),
    ...(options['take-newer'] ? (['newer'] as const) : []),
  ];
}

function numberOf(text: string): GivenNumber {
  const given = readGivenNumber(text);
  if (given !== null) return given;
  throw new CommandError(
    `--same の「${text}」を読み取れません。番号が変わった人は 901=001(新しい番号=登録済みの番号)、別の人は 901= のように指定してください。`,
  );
}

function wordOf(text: string): CityWord {
  const given = readGivenWord(text);
  if (given !== null) return given;
  throw new CommandError(
    `--word の「${text}」を読み取れません。${GIVEN_WORD_FORM}で指定してください。`,
  );
}

function dayOf(text: string | undefined): LocalDate | undefined {
  if (text === undefined || isEnteredDay(text)) return text;
  throw new CommandError('--on の日付が正しくありません。2027-04-01 のように指定してください。');
}

async function fileOf(path: string | undefined): Promise<ImportFile | undefined> {
  if (path === undefined) return undefined;
  try {
    return { fileName: basename(path), bytes: await readFile(path) };
  } catch {
    throw new CommandError(`ファイルを読めません: ${path}`);
  }
}

function textOf(error: DomainError): string {
  const fields = error instanceof InvalidInput ? Object.values(error.fields) : [];
  return [error.message, ...fields.slice(0, SHOWN_LINES)].join('\n  ');
}
