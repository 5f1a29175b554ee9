import {
  formatDateShort,
  type LocalDate,
  localDateOf,
  overprintPdf,
  type PdfDefinition,
} from '@app/platform';
import type { LetterContent, SealKind } from './letter.rules';

const RED = '#ce0000';
const MM = 72 / 25.4;
const MARGIN = 30 * MM;
/** A seal of a city is 21 to 24 mm wide. */
const SEAL_SIZE = 24 * MM;

/** What stands below the sender where there is no seal. */
export const SEAL_NOTES: Readonly<Record<SealKind, string>> = {
  sealed: '',
  omitted: '(公印省略)',
  electronic: '(電子文書のため、押印はありません)',
};

/** One A4 page. `draft`: never to be taken for what was issued. */
export function letterPaper(content: LetterContent, draft = false): PdfDefinition {
  return {
    info: { title: `${content.title} ${content.number}` },
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN],
    ...(draft && { watermark: { text: '下見', opacity: 0.12, bold: true } }),
    content: [
      ...(content.stamp === '' ? [] : [stampOf(content.stamp)]),
      { text: content.number, alignment: 'right' },
      { text: content.day, alignment: 'right', margin: [0, 0, 0, 24] },
      ...content.addressee.map((text) => ({ text, fontSize: 14 })),
      {
        text: Array.from(content.title).join('\u2003'),
        fontSize: 22,
        bold: true,
        alignment: 'center',
        margin: [0, 56, 0, 48],
      },
      ...content.body.map((text) => ({ text, fontSize: 14, margin: [14, 0, 0, 10] as Sides })),
      senderOf(content),
    ],
  };
}

/** A copy of what was issued with the mark that it counts for nothing; the bytes that were given stay what they are. */
export async function withCancelledMark(bytes: Buffer, annulledAt: Date): Promise<Buffer> {
  const day = localDateOf(annulledAt);
  return overprintPdf(bytes, cancelledMark(day), day);
}

/** Drawn over the paper of an appointment that was annulled: nobody takes a copy of it for one that holds. */
function cancelledMark(annulledOn: LocalDate): PdfDefinition {
  const text = `取消し(${formatDateShort(annulledOn)})`;
  return {
    pageMargins: [MARGIN, MARGIN / 3, MARGIN, MARGIN],
    watermark: { text: '取消し', color: RED, opacity: 0.2, bold: true },
    content: [
      {
        columns: [
          { width: '*', text: '' },
          {
            width: 'auto',
            table: {
              body: [[{ text, fontSize: 16, bold: true, color: RED, margin: [10, 4, 10, 2] }]],
            },
            layout: { hLineColor: RED, vLineColor: RED },
          },
          { width: '*', text: '' },
        ],
      },
    ],
  };
}

type Sides = [number, number, number, number];

/** In a frame at the left, so that it stands apart from number and day. */
function stampOf(text: string) {
  return {
    table: { body: [[{ text, fontSize: 11, bold: true, margin: [6, 2, 6, 0] as Sides }]] },
    margin: [0, 0, 0, -22] as Sides,
  };
}

/** At the right below, with the place of the seal beside the name it is set to. */
function senderOf({ authority, seal }: LetterContent) {
  const lines = [
    { text: authority, fontSize: 15, alignment: 'right' as const },
    ...(SEAL_NOTES[seal] === ''
      ? []
      : [{ text: SEAL_NOTES[seal], fontSize: 11, alignment: 'right' as const }]),
  ];
  const margin: Sides = [40, 72, 0, 0];
  if (seal !== 'sealed') return { stack: lines, margin };
  return {
    columns: [
      { width: '*', stack: lines, margin: [0, SEAL_SIZE / 2 - 14, 0, 0] as Sides },
      {
        width: SEAL_SIZE + 2,
        table: {
          widths: [SEAL_SIZE - 10],
          heights: [SEAL_SIZE - 8],
          body: [
            [
              {
                text: '印',
                fontSize: 10,
                color: '#767676',
                alignment: 'center' as const,
                margin: [0, SEAL_SIZE / 2 - 12, 0, 0] as Sides,
              },
            ],
          ],
        },
      },
    ],
    columnGap: 12,
    margin,
  };
}
