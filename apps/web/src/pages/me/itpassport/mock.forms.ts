import { MOCK_FORMS, type MockChoice, type SyllabusTree } from '@app/practice';
import { z } from 'zod';

const CHANGED = '画面を開き直して、もう一度選んでください。';

/** What is sat, as the address of the page before the start and its form say it. */
export const mockForm = z
  .object({
    form: z.enum(MOCK_FORMS, CHANGED).default('full'),
    paper: z.string(CHANGED).max(200, CHANGED).default(''),
    field: z.string(CHANGED).max(200, CHANGED).default(''),
  })
  .transform(({ form, paper, field }): MockChoice => {
    return {
      form,
      paper: form === 'full' && paper !== '' ? paper : null,
      field: form === 'field' ? field : null,
    };
  });

/** Names are those of rows: whether there is such a mock, a paper that exists, a field of the syllabus. */
export function isKnownMock(
  { form, paper, field }: MockChoice,
  { fields }: SyllabusTree,
  papers: readonly { readonly paper: string }[],
): boolean {
  if (form === 'field') return fields.some(({ key }) => key === field);
  return paper === null || papers.some((it) => it.paper === paper);
}
