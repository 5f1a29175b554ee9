export type { AcceptedType } from './file-content.rules';
export { attachmentHeader } from './file-name.rules';
export { type FileProblem, FileStore, type NewFile, type OpenedFile } from './file-store';
