import type { HandedOutPassword } from '@app/accounts';
import { type PdfDefinition, writePdfWithGeta } from '@app/platform';

/** More sheets are laid out too long for somebody who waits: they get the list. */
export const MOST_LETTERS = 1_000;

type PaperPart = Extract<PdfDefinition['content'], readonly unknown[]>[number];

const STEPS = [
  '上のアドレスを開き、職員番号と初回パスワードを入力します。',
  '新しいパスワードを自分で決めます。初回パスワードは、そのあと使えなくなります。',
  'この紙は、ログインできたら細断してください。ほかの人に見せないでください。',
];

/** A sheet for each person: what they need to sign in for the first time, and nothing of anybody else. */
export async function firstLetters(
  people: readonly HandedOutPassword[],
  address: string,
): Promise<Buffer> {
  return writePdfWithGeta((hasGeta) => letters(people, address, hasGeta), null);
}

function letters(
  people: readonly HandedOutPassword[],
  address: string,
  hasGeta: boolean,
): PdfDefinition {
  return {
    info: { title: '初回ログインのご案内' },
    pageMargins: [70, 80, 70, 60],
    defaultStyle: { fontSize: 12, lineHeight: 1.5 },
    content: people.map((person, at) => letter(person, { address, hasGeta, isFirst: at === 0 })),
  };
}

interface Around {
  readonly address: string;
  readonly hasGeta: boolean;
  readonly isFirst: boolean;
}

function letter(person: HandedOutPassword, { address, hasGeta, isFirst }: Around): PaperPart {
  const { staffNumber, name, unitName, password } = person;
  return {
    ...(!isFirst && { pageBreak: 'before' }),
    stack: [
      { text: unitName },
      { text: `${name} 様`, fontSize: 16, bold: true, margin: [0, 0, 0, 30] },
      { text: 'ツナガル学び 初回ログインのご案内', fontSize: 18, bold: true },
      {
        margin: [0, 16, 0, 16],
        layout: 'lightHorizontalLines',
        table: {
          widths: [120, '*'],
          body: [
            ['アドレス', { text: address }],
            ['職員番号', { text: staffNumber, fontSize: 16 }],
            ['初回パスワード', { text: password, fontSize: 20, characterSpacing: 1 }],
          ],
        },
      },
      { ol: STEPS },
      ...(hasGeta ? [{ text: '書体にない文字は〓で示しています。', margin: [0, 20, 0, 0] }] : []),
    ] as PaperPart[],
  };
}
