export {
  type CleanFile,
  FileIntake,
  Infected,
  type IntakeRule,
  type SentFile,
} from './file-intake';
export type { AcceptedType } from './file-kinds.rules';
export { attachmentHeader, cleanFileName, inlineHeader } from './file-name.rules';
export {
  type FileProblem,
  FileStore,
  type KeptFile,
  type NewFile,
  type OpenedFile,
} from './file-store';
export { type FileDrawing, FilePictures, type UndrawnReason } from './file-pictures';
export { IncomingFiles } from './incoming-files';
export { tooLargeText } from './refusals.rules';
export { type ScannerState, VirusScan } from './virus-scan';
