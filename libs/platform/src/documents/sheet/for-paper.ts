/**
 * What the writer of sheets cannot say by itself: the table is as wide as the page, its heading stands on every page, and the
 * foot tells page and pages.
 */
export function forPaper(names: readonly string[], headingRows: number) {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            xml
              .replace(/<worksheet[^>]*>/, (tag) => `${tag}${FITS}`)
              .replace(/<pageSetup /, '<pageSetup fitToWidth="1" fitToHeight="0" ')
              .replace(/<pageSetup [^>]*\/>/, (tag) => `${tag}${FOOT}`),
        },
        'xl/workbook.xml': {
          transform: (xml: string) =>
            xml.replace(/<definedNames\s*\/>/, titles(names, headingRows)),
        },
      },
    },
  };
}

const FITS = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const FOOT = '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P/&amp;N</oddFooter></headerFooter>';

function titles(names: readonly string[], rows: number): string {
  const all = names.map((name, at) => {
    const sheet = name.replaceAll("'", "''").replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${String(at)}">'${sheet}'!$1:$${String(rows)}</definedName>`;
  });
  return `<definedNames>${all.join('')}</definedNames>`;
}
