import { type LocalDate, writePdf } from '@app/platform';
import { roleTitle } from '../vocabulary';
import {
  contentOf,
  type LetterContent,
  type LetterFacts,
  type LetterWords,
  type SealKind,
} from './letter.rules';
import { letterPaper } from './letter-paper';

const DAY: LocalDate = '2027-04-01';

export type SampleWords = LetterWords & { readonly seal: SealKind };

/** The words of a letter with a person who does not exist. */
export function sampleContent(words: SampleWords, cityName: string): LetterContent {
  const facts: LetterFacts = {
    name: '見本　太郎',
    staffNumber: '000000',
    unitName: '見本課',
    postTitle: '主任',
    roleName: roleTitle('leader'),
    termStart: DAY,
    termEnd: '2030-03-31',
    documentNumber: '第1号',
    extensionNumbers: [],
    cityName,
    datedOn: DAY,
  };
  return contentOf(words, facts, { number: 1, on: DAY });
}

/** The same as PDF, marked so that nobody takes it for a letter that was issued. */
export async function drawSample(content: LetterContent): Promise<Buffer> {
  return writePdf(letterPaper(content, true), DAY);
}
