import { InvalidInput } from '@app/platform';

const LONGEST = 1000;

/** What was written, without blanks around it; refused beside its field where there is nothing or too much. */
export function requireText(field: string, name: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new InvalidInput({ [field]: `${name}を入力してください。` });
  if (trimmed.length <= LONGEST) return trimmed;
  throw new InvalidInput({ [field]: `${name}は${String(LONGEST)}文字以内で入力してください。` });
}
