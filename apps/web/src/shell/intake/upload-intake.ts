import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { auditActorOf } from '@app/access';
import { FileIntake, IncomingFiles, Infected, InvalidInput, tooLargeText } from '@app/platform';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { actorOf, type PageRequest } from '../http';
import { BODY } from '../routes';
import type { BodyRule, FileRule, UploadRule } from './body-rule';
import type { RequestUploads, UploadedFile } from './request-uploads';

const base64 = z.base64();

/** Looks at the files of a request and makes clean ones of them, before its command and its transaction begin. */
@Injectable()
export class UploadIntake {
  constructor(
    private readonly reflector: Reflector,
    private readonly intake: FileIntake,
    private readonly incoming: IncomingFiles,
  ) {}

  /** Throws InvalidInput for the field of a file that is refused. */
  async prepare(context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<BodyRule | undefined>(BODY, targets)?.files;
    const { uploads } = request;
    if (!rule || !uploads) return;
    await this.takeFromJson(request, rule, uploads);
    for (const file of uploads.files) {
      const fileRule = rule.fields[file.field];
      if (fileRule) await this.look(request, file, fileRule);
    }
  }

  private async look(request: PageRequest, file: UploadedFile, rule: FileRule): Promise<void> {
    const { field } = file;
    const { maximumBytes, accept } = rule;
    if (file.isTooLarge) throw new InvalidInput({ [field]: tooLargeText(maximumBytes) });
    try {
      if (!accept) await this.intake.scan(file, field);
      else {
        const clean = await this.intake.take(file, { ...rule, accept, field });
        request.uploads?.clean.set(field, clean);
      }
    } catch (error) {
      if (error instanceof Infected)
        await this.intake.writeDown(auditActorOf(actorOf(request)), error, request.path);
      throw error;
    }
  }

  private async takeFromJson(
    request: PageRequest,
    { inJson }: UploadRule,
    uploads: RequestUploads,
  ): Promise<void> {
    const body = request.body as Readonly<Record<string, unknown>> | null | undefined;
    const given = inJson && body?.[inJson.bytes];
    // What is no Base64 is told by the schema of the body.
    if (!inJson || given === undefined || !base64.safeParse(given).success) return;
    const name = body?.[inJson.name];
    const bytes = Buffer.from(given as string, 'base64');
    const received = await this.incoming.receive(Readable.from([bytes]));
    uploads.files.push({
      ...received,
      field: inJson.field,
      fileName: typeof name === 'string' ? name : '',
      isTooLarge: false,
    });
  }
}
