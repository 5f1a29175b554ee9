import { Injectable } from '@nestjs/common';
import {
  AppLogger,
  Clock,
  col,
  Database,
  type LocalDate,
  localDateOf,
  type PublicationId,
  type RowFrom,
  statement,
  writePdfWithGeta,
  writeWorkbook,
  writeZip,
} from '@app/platform';
import { hiddenIn, openDataLines, openTable } from '../open-data/open-lines.rules';
import type { HiddenBefore } from '../open-data/suppression.rules';
import type { PaperFrame } from './paper/cells';
import { definitionsPaper } from './paper/definitions-paper';
import type { NamedPerson } from './paper/names-table';
import { sheetPaper } from './paper/sheet-paper';
import { FILE_KINDS, type FileKind, fileName, PACKED } from './publication-files.rules';
import { longCsv, manifestText, workbookOf } from './publication-tables';
import { publishedContent, type PublishedContent, sha256Of } from './published-content.rules';
import { FILE, NAMES } from './publications.sql';

const UNMADE = statement({
  name: 'coverage.unmade-publications',
  sql: `SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.content,
      p.content::text AS text, p.published_at AS "publishedAt", before.number AS "followsNumber"
    FROM figure_publications p LEFT JOIN figure_publications before ON before.id = p.follows_id
    WHERE p.made_at IS NULL ORDER BY p.number`,
  parameters: {},
  row: {
    id: col.id<'figure_publication'>(),
    number: col.int,
    asOf: col.date,
    documentNumber: col.text,
    reason: col.text,
    sha256: col.text,
    content: col.json(publishedContent),
    text: col.text,
    publishedAt: col.instant,
    followsNumber: col.int.orNull,
  },
});
type Unmade = RowFrom<typeof UNMADE>;

const MADE = statement({
  name: 'coverage.made-publication-files',
  sql: 'SELECT kind FROM figure_publication_files WHERE publication_id = :id',
  parameters: { id: 'uuid' },
  row: { kind: col.text },
});

/** What was made open before, of whatever day, and whether it stands or not: anybody may have kept it. */
const OPEN_BEFORE = statement({
  name: 'coverage.open-data-before',
  sql: `SELECT p.as_of AS "asOf", f.content, p.content AS published FROM figure_publications p
    JOIN figure_publication_files f ON f.publication_id = p.id AND f.kind = 'open_data'
    WHERE p.number < :number ORDER BY p.number`,
  parameters: { number: 'integer' },
  row: { asOf: col.date, content: col.bytes, published: col.json(publishedContent) },
});

const KEEP = `INSERT INTO figure_publication_files (publication_id, kind, name, content, sha256, made_at)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (publication_id, kind) DO NOTHING`;

/** What one run makes of a publication. */
interface Work {
  readonly row: Unmade;
  readonly content: PublishedContent;
  readonly day: LocalDate;
  readonly named: readonly NamedPerson[];
}

/**
 * For the worker: the files of what was published, one by one, so that a page shows how far it is. Safe to run twice, and at the
 * same time: a file is made once, and a package holds the files that are kept.
 */
@Injectable()
export class MakePublications {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** Returns how many publications were finished. One that fails keeps no other from it. */
  async run(): Promise<number> {
    let finished = 0;
    const faults: unknown[] = [];
    for (const row of await this.database.all(UNMADE, {})) {
      try {
        await this.make(row);
        finished += 1;
      } catch (error) {
        this.logger.error(`The files of publication ${String(row.number)} were not made`, error);
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
    return finished;
  }

  private async make(row: Unmade): Promise<void> {
    const content = publishedContent.parse(row.content);
    const named = await this.listNamed(row, content);
    const work = { row, content, named, day: localDateOf(row.publishedAt) };
    const made = await this.database.all(MADE, { id: row.id });
    for (const kind of FILE_KINDS) {
      if (made.some((it) => it.kind === kind)) continue;
      const bytes = await this.bytesOf(kind, work);
      await this.database.execute(KEEP, [
        ...[row.id, kind, fileName(kind, row)],
        ...[Buffer.from(bytes), sha256Of(bytes), this.clock.now()],
      ]);
    }
    await this.database.execute(
      'UPDATE figure_publications SET made_at = $2 WHERE id = $1 AND made_at IS NULL',
      [row.id, this.clock.now()],
    );
  }

  /** Names as of the day, as they were known when it was published. */
  private async listNamed(row: Unmade, { people }: PublishedContent): Promise<NamedPerson[]> {
    const personIds = [...new Set(people.map(({ personId }) => personId))];
    const asked = { personIds, on: row.asOf, knownAt: row.publishedAt };
    const names = new Map(
      (await this.database.all(NAMES, asked)).map((it) => [it.id as string, it]),
    );
    return people.map((person) => {
      const { staffNumber = '', name = '' } = names.get(person.personId) ?? {};
      return { ...person, staffNumber, name };
    });
  }

  private async bytesOf(kind: FileKind, work: Work): Promise<Uint8Array> {
    const { row, content, named, day } = work;
    switch (kind) {
      case 'sheet':
        return writePdfWithGeta((hasGeta) => sheetPaper(content, frameOf(row, hasGeta), null), day);
      case 'sheet_named':
        return writePdfWithGeta(
          (hasGeta) => sheetPaper(content, frameOf(row, hasGeta), named),
          day,
        );
      case 'definitions':
        return writePdfWithGeta((hasGeta) => definitionsPaper(content, frameOf(row, hasGeta)), day);
      case 'workbook':
        return writeWorkbook(workbookOf(content, row, null));
      case 'workbook_named':
        return writeWorkbook(workbookOf(content, row, named));
      case 'figures':
        return longCsv(content, row, false);
      case 'figures_units':
        return longCsv(content, row, true);
      case 'frozen':
        return Buffer.from(row.text, 'utf8');
      case 'open_data':
        return openDataLines(content, row.number, await this.hiddenBefore(row));
      case 'manifest':
      case 'manifest_named':
      case 'package':
      case 'package_named':
        return this.packed(kind, work);
    }
  }

  private async hiddenBefore({ asOf: day, number }: Unmade): Promise<HiddenBefore> {
    const files = await this.database.all(OPEN_BEFORE, { number });
    const earlier = files.map(({ asOf, content, published }) => {
      return { asOf, table: openTable(published), hidden: hiddenIn(content) };
    });
    const days = earlier.map(({ asOf }) => asOf).filter((asOf) => asOf < day);
    const newest = days.toSorted().at(-1) ?? null;
    const hiddenOn = (of: LocalDate | null) =>
      new Set(earlier.filter(({ asOf }) => asOf === of).flatMap(({ hidden }) => [...hidden]));
    return { must: hiddenOn(day), preferred: hiddenOn(newest), earlier };
  }

  private async packed(
    kind: 'manifest' | 'manifest_named' | 'package' | 'package_named',
    { row, content, day }: Work,
  ): Promise<Uint8Array> {
    const isNamed = kind.endsWith('_named');
    const files = await this.kept(row.id, PACKED[isNamed ? 'package_named' : 'package']);
    if (kind.startsWith('manifest')) {
      const text = manifestText(content, frameOf(row, false), files);
      return Buffer.from(text, 'utf8');
    }
    const manifest = await this.kept(row.id, [isNamed ? 'manifest_named' : 'manifest']);
    const all = [...manifest, ...files].map(({ name, content: bytes }) => ({ name, bytes }));
    return writeZip(all, day);
  }

  private async kept(id: PublicationId, kinds: readonly FileKind[]) {
    const files: RowFrom<typeof FILE>[] = [];
    for (const kind of kinds) files.push(await this.database.only(FILE, { id, kind }));
    return files;
  }
}

function frameOf(row: Unmade, hasGeta: boolean): PaperFrame {
  const { number, documentNumber, reason, publishedAt, followsNumber, sha256 } = row;
  const publishedOn = localDateOf(publishedAt);
  return { number, documentNumber, reason, publishedOn, followsNumber, sha256, hasGeta };
}
