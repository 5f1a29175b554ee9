import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  Clock,
  type CsvCell,
  Database,
  type LocalDate,
  localDateOf,
  NotFound,
  type RowFrom,
  SettingsService,
  writeCsv,
} from '@app/platform';
import { STANDING_FILES } from '../publication/publications.sql';
import { OPEN_COLUMNS, openFigures } from './open-lines.rules';

const PREFIX = 'open_data.';
const KEY = `${PREFIX}is_open`;
const [OPEN, CLOSED] = ['yes', 'no'];

export const OPEN_DATA_LICENCE = {
  name: 'クリエイティブ・コモンズ 表示 4.0 国際(CC BY 4.0)',
  address: 'https://creativecommons.org/licenses/by/4.0/deed.ja',
} as const;

/** What is open, and since when it is as it is. */
export interface OpenDataState {
  /** The days whose figures are in it, the newest first. */
  readonly days: readonly LocalDate[];
  /** When the newest of them was published; null: none yet. */
  readonly updatedOn: LocalDate | null;
}

/** One change of the setting, with its day. */
export interface OpenDataChange {
  readonly isOpen: boolean;
  readonly validFrom: LocalDate;
}

/** What of the published figures anybody may take along, where the city wants it so. */
@Injectable()
export class OpenDataService {
  constructor(
    private readonly database: Database,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  async isOpen(): Promise<boolean> {
    const today = this.clock.today();
    const changes = await this.listChanges();
    return changes.find(({ validFrom }) => validFrom <= today)?.isOpen ?? false;
  }

  /** The newest first. */
  async listChanges(): Promise<readonly OpenDataChange[]> {
    const rows = await this.settings.listSettings(PREFIX);
    return rows
      .filter(({ key }) => key === KEY)
      .map(({ value, validFrom }) => ({ isOpen: value === OPEN, validFrom }));
  }

  /** From today on; false when it was so before. */
  async change(actor: Actor, isOpen: boolean): Promise<boolean> {
    requirePermission(actor, 'settings.manage');
    const change = { key: KEY, value: isOpen ? OPEN : CLOSED, standard: CLOSED };
    const today = this.clock.today();
    return (await this.settings.changeSettings(auditActorOf(actor), [change], today)) > 0;
  }

  /** NotFound as long as the city has not switched it on. */
  async state(): Promise<OpenDataState> {
    const files = await this.standing();
    const days = files.map(({ publishedAt }) => localDateOf(publishedAt)).toSorted();
    return { days: files.map(({ asOf }) => asOf).toReversed(), updatedOn: days.at(-1) ?? null };
  }

  /** The rows of every publication that holds, as they were made with it, in the order of their days. */
  async figures(): Promise<Buffer> {
    const files = await this.standing();
    const header = writeCsv(
      OPEN_COLUMNS.map(([name]) => name),
      [],
      { encoding: 'utf-8-bom' },
    ).bytes;
    return Buffer.concat([header, ...files.map(({ content }) => withoutHeader(content))]);
  }

  /** What each column and each code means. */
  async dictionary(): Promise<Buffer> {
    await this.requireOpen();
    const columns = OPEN_COLUMNS.map(([name, meaning]): CsvCell[] => [
      ...['列', name, name, '', '', meaning],
    ]);
    const figures = openFigures().map(({ code, name, unit, of, isPeople }): CsvCell[] => [
      ...['指標', code, name, unit, of],
      isPeople
        ? '人数。5人に満たない値、部では前に公表したどれかの値と1人から4人だけ違う値と、そこから逆算できる値は秘匿します。'
        : '',
    ]);
    const header = ['種類', '符号', '名前', '単位', '分母の符号', '説明'];
    const rows = [...columns, ...figures];
    return Buffer.from(writeCsv(header, rows, { encoding: 'utf-8-bom' }).bytes);
  }

  private async standing(): Promise<readonly RowFrom<typeof STANDING_FILES>[]> {
    await this.requireOpen();
    return this.database.all(STANDING_FILES, { kind: 'open_data' });
  }

  private async requireOpen(): Promise<void> {
    if (!(await this.isOpen())) throw new NotFound();
  }
}

/** The first line is the same in all of them. */
function withoutHeader(content: Buffer): Buffer {
  return content.subarray(content.indexOf('\r\n') + 2);
}
