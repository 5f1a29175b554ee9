import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type AuditActor, AuditLog } from '../audit/audit-log';
import { InvalidInput } from '../errors/errors';
import { noRoom } from './disk-trouble';
import { FileCleaner } from './file-cleaner';
import { type AcceptedType, type FileKind, fitsName, HEAD_BYTES, kindOf } from './file-kinds.rules';
import type { Reduction } from './cleaning/protocol';
import { IncomingFiles } from './incoming-files';
import * as refusals from './refusals.rules';
import { VirusScan } from './virus-scan';

/** A file as it came, standing among the incoming files. */
export interface SentFile {
  readonly path: string;
  readonly byteSize: number;
  readonly fileName: string;
}

export interface IntakeRule {
  readonly accept: readonly AcceptedType[];
  readonly maximumBytes: number;
  /** Of kinds that may have less. */
  readonly maximumOf?: Readonly<Partial<Record<AcceptedType, number>>>;
  /** How photographs are kept that are larger than they need be. */
  readonly reduce?: Reduction;
  /** The form field that a refusal is shown beside. */
  readonly field: string;
}

declare const CLEAN: unique symbol;

/** A file that was scanned and written anew: the only kind that can be stored. Made by `FileIntake` alone. */
export interface CleanFile extends SentFile {
  readonly mediaType: AcceptedType;
  /** Of the bytes as they were sent. */
  readonly sentSha256: string;
  /** What is kept is smaller than what was sent. */
  readonly isReduced: boolean;
  readonly [CLEAN]: true;
}

/** The scanner knows it. Beside the field like any refusal; whoever receives it also writes it down. */
export class Infected extends InvalidInput {
  constructor(
    field: string,
    readonly signature: string,
  ) {
    super({ [field]: refusals.infectedText() }, 'files.infected');
  }
}

/**
 * The way in for every file that somebody sends: size and kind, the scanner, and then a copy that holds nothing but
 * what is seen. Takes time and never a database connection: to be called before a transaction begins.
 */
@Injectable()
export class FileIntake {
  constructor(
    private readonly incoming: IncomingFiles,
    private readonly scanner: VirusScan,
    private readonly cleaner: FileCleaner,
    private readonly audit: AuditLog,
  ) {}

  /** Throws InvalidInput for the field when it is refused. The sent file and the clean one are the caller's to remove. */
  async take(file: SentFile, rule: IntakeRule): Promise<CleanFile> {
    const refuse = (message: string) => new InvalidInput({ [rule.field]: message });
    const mediaType = await acceptedKind(file, rule);
    if (!fitsName(file.fileName, mediaType)) throw refuse(refusals.otherNameText(mediaType));
    await this.scan(file, rule.field);
    const path = `${file.path}.clean`;
    const outcome = await this.cleaner.clean({
      ...{ source: file.path, target: path, mediaType },
      ...{ byteSize: file.byteSize, reduce: rule.reduce },
    });
    if ('isClean' in outcome) {
      const { sentSha256, isReduced } = outcome;
      return cleanFile({ ...file, path }, { mediaType, sentSha256, isReduced });
    }
    await this.incoming.remove(path);
    if (outcome.reason === 'disk') throw noRoom();
    throw refuse(refusals.refusalText(outcome, mediaType));
  }

  /** The same for bytes that did not come as a file of their own. The clean file is the caller's to store or remove. */
  async takeBytes(bytes: Buffer, fileName: string, rule: IntakeRule): Promise<CleanFile> {
    const sent = await this.incoming.receive(Readable.from([bytes]));
    try {
      return await this.take({ ...sent, fileName }, rule);
    } finally {
      await this.incoming.remove(sent.path);
    }
  }

  /** For a file that is read and not stored (a list of staff): only its size, and the scanner. */
  async scan(file: SentFile, field: string): Promise<void> {
    const result = await this.scanner.scan(file.path);
    if (result.isInfected) throw new Infected(field, result.signature);
  }

  /** What the scanner found outlives the refusal of the form it came with. */
  async writeDown(by: AuditActor, { signature }: Infected, path: string): Promise<void> {
    await this.audit.record(by, {
      action: 'upload.infected',
      subjectType: 'account',
      subjectId: by.accountId ?? '',
      detail: { signature, path },
    });
  }
}

async function acceptedKind(file: SentFile, rule: IntakeRule): Promise<AcceptedType> {
  const refuse = (message: string) => new InvalidInput({ [rule.field]: message });
  if (file.byteSize === 0) throw refuse(refusals.emptyText());
  if (file.byteSize > rule.maximumBytes) throw refuse(refusals.tooLargeText(rule.maximumBytes));
  const kind = kindOf(await headOf(file.path));
  if (kind === 'image/heic') throw refuse(refusals.heicText());
  if (!isAccepted(kind, rule.accept)) throw refuse(refusals.unknownKindText(rule.accept));
  const most = rule.maximumOf?.[kind] ?? rule.maximumBytes;
  if (file.byteSize > most) throw refuse(refusals.tooLargeText(most, kind));
  return kind;
}

function isAccepted(kind: FileKind | null, accept: readonly AcceptedType[]): kind is AcceptedType {
  return accept.some((type) => type === kind);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function cleanFile(
  file: SentFile,
  known: Pick<CleanFile, 'mediaType' | 'sentSha256' | 'isReduced'>,
): Promise<CleanFile> {
  const handle = await open(file.path, 'r+');
  try {
    // The name that it gets later must never survive a power cut that its bytes did not.
    await handle.sync();
    const { size } = await handle.stat();
    return { ...file, byteSize: size, ...known } as CleanFile;
  } finally {
    await handle.close();
  }
}
