import { unzipSync } from 'fflate';
import { brokenCells } from './broken-cells';
import type { BrokenCell } from './sheet-texts';

/** They stand behind the cells of a sheet. */
const END_BYTES = 512 * 1024;
const MOST_BYTES = 200 * 1024 * 1024;
const MOST_RANGES = 2_000;
const NEEDED = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

export interface BesideValues {
  readonly isHidden: boolean;
  readonly merged: readonly string[];
  readonly broken: readonly BrokenCell[];
}

/** What of each sheet, by its name, the library that reads values knows nothing of. */
export function besideValues(bytes: Uint8Array): ReadonlyMap<string, BesideValues> {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => NEEDED.test(name) && originalSize <= MOST_BYTES,
  });
  const partOf = (name: string): Buffer => Buffer.from(parts[name] ?? []);
  const targets = new Map(
    elements(partOf('xl/_rels/workbook.xml.rels').toString('utf8'), 'Relationship').map(
      (element) => [
        attribute(element, 'Id'),
        attribute(element, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'),
      ],
    ),
  );
  return new Map(
    elements(partOf('xl/workbook.xml').toString('utf8'), 'sheet').map((element) => {
      const part = partOf(targets.get(attribute(element, 'r:id')) ?? '');
      const end = part.subarray(-END_BYTES).toString('utf8');
      const ranges = elements(end, 'mergeCell').map((cell) => attribute(cell, 'ref'));
      const isHidden = /hidden/i.test(attribute(element, 'state'));
      return [
        attribute(element, 'name'),
        {
          isHidden,
          merged: ranges.slice(0, MOST_RANGES),
          broken: isHidden ? [] : brokenCells(part),
        },
      ];
    }),
  );
}

function elements(xml: string, name: string): readonly string[] {
  return xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? [];
}

function attribute(element: string, name: string): string {
  const [, value = ''] = new RegExp(`\\s${name}="([^"]*)"`).exec(element) ?? [];
  return value.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? '');
}
