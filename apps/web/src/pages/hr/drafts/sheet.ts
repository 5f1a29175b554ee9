import type { RequirementNames } from '@app/appointments';
import type { DraftEffects } from '@app/coverage';
import type { TransferDraft } from '@app/organization';
import {
  formatDate,
  formatDateShort,
  formatDateTime,
  type PdfDefinition,
  type Sheet,
} from '@app/platform';
import { effectSentence, movedText } from './draft.views';
import { effectSections, type Section } from './effects.sections';

export interface SheetFacts {
  readonly draft: TransferDraft;
  readonly kept: {
    readonly effects: DraftEffects;
    readonly madeAt: Date;
    readonly isStale: boolean;
  };
  readonly names: RequirementNames;
  /** Who saves it, and when. */
  readonly by: string;
  readonly at: Date;
}

type PaperPart = Extract<PdfDefinition['content'], readonly unknown[]>[number];

const MARK = '取扱注意(公開前)';
const GETA_NOTE = '書体にない文字は〓で示しています。正しい文字はExcelにあります。';

/** What every sheet says of itself. */
function linesOf({ draft, kept, by, at }: SheetFacts): readonly string[] {
  const stale = kept.isStale ? '計算したあとに、案か記録が変わっています。' : '';
  return [
    `${MARK} ${draft.name} ${formatDate(draft.effectiveOn)}発令`,
    `${effectSentence(kept.effects)}${movedText(kept.effects)}。`,
    `${formatDateTime(kept.madeAt)}の記録で計算、${by}が${formatDateTime(at)}に保存。${stale}`,
    ...kept.effects.leftBehind,
  ];
}

/** The meeting's sheet: A4 landscape, a table after the other, marked on every page. */
export function sheetPaper(facts: SheetFacts, hasGeta: boolean): PdfDefinition {
  const [title = '', ...notes] = linesOf(facts);
  const sections = effectSections(facts.kept.effects, facts.names);
  return {
    info: { title: '異動案の試算' },
    pageOrientation: 'landscape',
    pageMargins: [30, 30, 30, 40],
    defaultStyle: { fontSize: 8, lineHeight: 1.2 },
    footerText: `${MARK} ${formatDateShort(facts.draft.effectiveOn)}発令の案 ${facts.by} ${formatDateTime(facts.at)}`,
    content: [
      { text: title, fontSize: 14, bold: true },
      ...[...notes, ...(hasGeta ? [GETA_NOTE] : [])].map((text) => ({ text })),
      ...(sections.flatMap(paperOf) as PaperPart[]),
    ],
  };
}

function paperOf({ name, header, rows, empty }: Section): object[] {
  const heading = {
    text: name,
    fontSize: 11,
    bold: true,
    margin: [0, 8, 0, 3] as [number, number, number, number],
  };
  if (rows.length === 0) return [heading, { text: empty }];
  const head = header.map((text) => ({ text, bold: true, fillColor: '#eeeeee' }));
  const body = [head, ...rows.map((row) => row.map((text) => ({ text })))];
  const widths = header.map(() => '*');
  return [
    heading,
    {
      table: { headerRows: 1, widths, dontBreakRows: true, body },
      layout: 'lightHorizontalLines',
    },
  ];
}

/** A sheet for each table. */
export function sheetTables(facts: SheetFacts): readonly Sheet[] {
  const title = linesOf(facts).join(' ');
  return effectSections(facts.kept.effects, facts.names).map(({ name, header, rows }) => ({
    ...{ name, title, header, rows },
  }));
}
