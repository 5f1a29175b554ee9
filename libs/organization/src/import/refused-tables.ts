import { InvalidInput, MAX_TEXT_PROBLEMS } from '@app/platform';
import type { TableLayout } from './read-files';

/** What is not read cannot be left out one row at a time: whoever confirms the rest would never miss it. */
export function tooLong({ field, name, maximumRows }: TableLayout): InvalidInput {
  const most = maximumRows.toLocaleString('ja-JP');
  return new InvalidInput({ [field]: `${name}: ${most}行までです。ファイルを分けてください。` });
}

export function notText({ field, name }: TableLayout): InvalidInput {
  const count = MAX_TEXT_PROBLEMS.toLocaleString('ja-JP');
  const reason = `読み取れない文字や目に見えない文字が${count}行以上にあります。CSVのファイルか、文字コードが合っているかを確かめてください。`;
  return new InvalidInput({ [field]: `${name}: ${reason}` });
}
