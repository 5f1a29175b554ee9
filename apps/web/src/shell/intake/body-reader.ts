import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { IncomingFiles } from '@app/platform';
import type { Response } from 'express';
import { FormTokens } from '../form-tokens';
import { actorOf, type PageRequest } from '../http';
import { BODY } from '../routes';
import { isSurelySameOrigin, ownReferer } from '../same-origin';
import { RequestLimits } from '../limits/request-limits';
import {
  type BodyRule,
  FIELDS_BYTES,
  FORM_BYTES,
  type LaneName,
  type UploadRule,
} from './body-rule';
import { Lane } from './lane';
import { readMultipart } from './multipart';
import { isReadable } from './readable';
import { malformed, notOurs, RequestRefused, tooLarge } from './request-refused';
import { RequestUploads } from './request-uploads';
import { readForm, readJson } from './small-bodies';

const WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS'];
/** With the time for reading it stays within the five minutes that Node gives a request to arrive. */
const LONGEST_WAIT_MS = 180_000;
const ONE_OF_BASE64 = 0.75;

/** A person's files come in one after the other. */
const ONE_EACH = { slotsPerPerson: 1, perPerson: 4, longestWaitMs: LONGEST_WAIT_MS };

/**
 * Reads what is sent to a route, by what the route takes, and only after the guard has let the person pass: nothing of a
 * body is read before it is known who sends it, that they may, and how much it is.
 */
@Injectable()
export class BodyReader {
  private readonly lanes: Readonly<Record<LaneName, Lane>> = {
    evidence: new Lane({ ...ONE_EACH, slots: 8, waiting: 200 }),
    table: new Lane({ ...ONE_EACH, slots: 1, waiting: 20 }),
  };

  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly incoming: IncomingFiles,
    private readonly tokens: FormTokens,
    private readonly limits: RequestLimits,
  ) {}

  async read(context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    if (WITHOUT_BODY.includes(request.method)) return;
    const targets = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<BodyRule | undefined>(BODY, targets) ?? {};
    if (request.is('multipart/form-data')) await this.readFiles(request, response, rule.files);
    else await this.readSmall(request, response, rule);
    const names = request.uploads?.files.map((file) => file.fileName);
    if (!isReadable([request.body, names])) throw malformed();
  }

  /** What was typed, of somebody whose session has ended, to be shown to them again; never a file. */
  async readTyped(context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    if (!request.is('urlencoded') || !isSurelySameOrigin(request)) return;
    await readForm(request, response, FORM_BYTES);
    if (!isReadable(request.body)) throw malformed();
  }

  private async readSmall(request: PageRequest, response: Response, rule: BodyRule): Promise<void> {
    if (request.is('urlencoded')) await readForm(request, response, rule.formBytes ?? FORM_BYTES);
    if (!request.is('json')) return;
    const bytes = rule.jsonBytes ?? FORM_BYTES;
    requireLength(request, bytes);
    if (rule.files) await this.enterLane(request, response, rule.files);
    await readJson(request, response, bytes);
  }

  private async readFiles(
    request: PageRequest,
    response: Response,
    rule: UploadRule | undefined,
  ): Promise<void> {
    if (!rule) throw new RequestRefused(415, 'この画面では、ファイルを受け取りません。');
    const isToken = this.tokenCheck(request);
    const limits = Object.values(rule.fields).map((file) => file.maximumBytes);
    const bytes = limits.reduce((sum, limit) => sum + limit, FIELDS_BYTES);
    requireLength(request, Math.max(bytes, rule.readBytes ?? 0));
    const uploads = await this.enterLane(request, response, rule);
    const { incoming } = this;
    request.body = await readMultipart({ request, rule, incoming, uploads, isToken });
  }

  /**
   * How the token in front of the files is checked; null when there is no need any more. Before a single byte is read
   * the browser must have said that the form is ours.
   */
  private tokenCheck(request: PageRequest): ((text: string) => boolean) | null {
    if (this.tokens.isShown(request)) return null;
    if (!isSurelySameOrigin(request) && ownReferer(request) === null) throw notOurs();
    return (text) => this.tokens.isOwn(request, text);
  }

  private async enterLane(
    request: PageRequest,
    response: Response,
    rule: UploadRule,
  ): Promise<RequestUploads> {
    const actor = actorOf(request);
    const bytes = Number(request.get('content-length'));
    const isInJson = request.is('json') !== false;
    await this.limits.countUpload(actor.accountId);
    if (rule.allowance)
      await this.modules
        .get(rule.allowance, { strict: false })
        .require(actor, isInJson ? bytes * ONE_OF_BASE64 : bytes);
    const uploads = new RequestUploads(this.incoming);
    uploads.atTheEnd(await this.lanes[rule.lane].enter(actor.accountId));
    request.uploads = uploads;
    // Whatever becomes of the request, also when nobody waits for its answer any more.
    if (response.destroyed) await uploads.release();
    else response.once('close', () => void uploads.release());
    return uploads;
  }
}

/** A length that is not said cannot be decided about. */
function requireLength(request: PageRequest, maximumBytes: number): void {
  const text = request.get('content-length');
  if (text === undefined)
    throw new RequestRefused(
      411,
      '送信の長さが分からないため、読み取っていません。Content-Length を付けて送信してください。',
    );
  if (Number(text) > maximumBytes) throw tooLarge(maximumBytes);
}
