import { InvalidInput, MAX_TEXT_PROBLEMS, type ParsedCsv } from '@app/platform';
import type { TableLayout } from './read-files';

/** What is not read cannot be left out one row at a time: whoever confirms the rest would never miss it. */
export function tooLong({ field, name, maximumRows }: TableLayout): InvalidInput {
  const most = maximumRows.toLocaleString('ja-JP');
  return new InvalidInput({ [field]: `${name}: ${most}行までです。ファイルを分けてください。` });
}

/** The same of what stands behind so many faults that reading was given up. */
export function tooFaulty(
  { field, name }: TableLayout,
  [first]: ParsedCsv['problems'],
): InvalidInput {
  const example = first ? `最初の誤りは${String(first.line)}行目です。${first.reason}` : '';
  const reason = `誤りが多いため、最後まで読めません。${example}`;
  return new InvalidInput({ [field]: `${name}: ${reason}` });
}

export function notText({ field, name }: TableLayout): InvalidInput {
  const count = MAX_TEXT_PROBLEMS.toLocaleString('ja-JP');
  const reason = `読み取れない文字や目に見えない文字が${count}行以上にあります。CSVのファイルか、文字コードが合っているかを確かめてください。`;
  return new InvalidInput({ [field]: `${name}: ${reason}` });
}
