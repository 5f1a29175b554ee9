import { z } from 'zod';

export const MANIFEST_NAME = 'manifest.json';
export const FORMAT_VERSION = 1;
/** Some hundred tables take less than a hundredth of it. */
export const MANIFEST_BYTES = 16 * 1024 * 1024;

const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  takenAt: z.iso.datetime(),
  /** In the order in which they ran; the database to restore into must have exactly these. */
  migrations: z.array(z.string()),
  /** A table comes after those that it refers to. */
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.int().min(0) }),
  ),
  /** The last value of each sequence; null when it was never used. */
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string().nullable() })),
});

/** What a dump says of itself; the first file in it. */
export type DumpManifest = z.output<typeof manifestSchema>;
export type DumpedTable = DumpManifest['tables'][number];

/** Null when it is not a manifest that this version understands. */
export function parseManifest(text: string): DumpManifest | null {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Where a table's rows are inside of the dump: PostgreSQL's COPY text format. */
export function tableFile(table: string): string {
  return `tables/${table}.copy`;
}
