import type { MockChoice, SyllabusTree } from '@app/practice';

/** What a mock is called: 「模擬試験2」 for a fixed paper. The field is named where the syllabus is at hand. */
export function mockTitle(
  { form, paper, field }: MockChoice,
  fields: SyllabusTree['fields'] = [],
): string {
  const name = fields.find(({ key }) => key === field)?.name;
  if (form === 'short') return '短い模擬試験';
  if (form === 'field') return `分野の模擬試験${name === undefined ? '' : `(${name})`}`;
  return paper === null ? '組み直した模擬試験' : `模擬試験${paper.replace('mock-', '')}`;
}
