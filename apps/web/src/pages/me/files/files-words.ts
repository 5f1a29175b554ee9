export const PATH = '/files';

export function fileHref(id: string): string {
  return `${PATH}/${id}/file`;
}
