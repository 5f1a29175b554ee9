import { unzipSync } from 'fflate';

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

/** The merged cells of each sheet by its name; the library that reads values knows nothing of them. */
export function mergedCells(bytes: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => NEEDED.test(name) && originalSize <= MOST_BYTES,
  });
  const textOf = (name: string, last = Infinity): string =>
    Buffer.from(parts[name] ?? [])
      .subarray(-last)
      .toString('utf8');
  const targets = new Map(
    elements(textOf('xl/_rels/workbook.xml.rels'), 'Relationship').map((element) => [
      attribute(element, 'Id'),
      attribute(element, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'),
    ]),
  );
  return new Map(
    elements(textOf('xl/workbook.xml'), 'sheet').map((element) => {
      const end = textOf(targets.get(attribute(element, 'r:id')) ?? '', END_BYTES);
      const ranges = elements(end, 'mergeCell').map((cell) => attribute(cell, 'ref'));
      return [attribute(element, 'name'), ranges.slice(0, MOST_RANGES)];
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
