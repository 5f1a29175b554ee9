import { extname, join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HelperProcess, InvalidInput, Unavailable } from '@app/platform';
import { compare } from './compare';
import type { Compared, ComparingAnswer, ComparingOrder, HelperAnswer, TextPart } from './protocol';

const LONGEST_MS = 180_000;
const HEAP_MEGABYTES = 1_500;
/** Lists of that many signs are compared here, in less time than a process takes to start. */
const SHORT_FILES = 16_000;
const SHORT_BASE = 500_000;
/** One is compared, the others wait. */
const MOST_AT_ONCE = 5;

/** Compares HR's files outside of this process, one after the other, within limits of time and memory. */
@Injectable()
export class ImportComparer implements OnModuleDestroy {
  private readonly helper = new HelperProcess<ComparingOrder & object, HelperAnswer>({
    program: join(__dirname, `main${extname(__filename)}`),
    heapMegabytes: HEAP_MEGABYTES,
    longestMs: LONGEST_MS,
  });

  /** Unavailable when it takes too much, when too many wait, and when whoever asked has `gone`. */
  async compare(order: ComparingOrder, gone?: AbortSignal): Promise<Compared> {
    const answer = isShort(order) ? compare(order) : await this.askHelper(order, gone);
    if (!answer.isCompared) throw new InvalidInput(answer.fields);
    return answer;
  }

  onModuleDestroy(): void {
    this.helper.stop();
  }

  private async askHelper(
    order: ComparingOrder,
    gone: AbortSignal | undefined,
  ): Promise<ComparingAnswer> {
    if (this.helper.orders >= MOST_AT_ONCE) throw busy();
    const texts = { source: new Array<Uint8Array>(), plan: new Array<Uint8Array>() };
    const answer = await this.helper.ask(
      { ...order },
      { gone, onPart: (part) => texts[(part as TextPart).partOf].push(part.bytes) },
    );
    if (answer === null) throw gone?.aborted ? left() : tooHeavy();
    if ('fault' in answer) throw new Error(`Comparing failed: ${answer.fault}`);
    return answer.isCompared ? { ...answer, ...texts } : answer;
  }
}

function isShort({ files, base }: ComparingOrder): boolean {
  const bytes =
    typeof files === 'string'
      ? files.length
      : [files.units, files.postings].reduce((sum, file) => sum + (file?.bytes.length ?? 0), 0);
  const people = base.people.reduce((sum, text) => sum + text.length, base.units.length);
  return bytes <= SHORT_FILES && people <= SHORT_BASE;
}

function busy(): Unavailable {
  return new Unavailable(
    'import.busy',
    'ほかの取込みを比べている途中です。このファイルはまだ取り込んでいません。数分たってから、もう一度送信してください。',
  );
}

function tooHeavy(): Unavailable {
  return new Unavailable(
    'import.too_heavy',
    'ファイルを比べるのに時間かメモリがかかりすぎるため、取りやめました。何も変わっていません。発令日や所属ごとにファイルを分けて、もう一度取り込んでください。',
  );
}

function left(): Unavailable {
  return new Unavailable(
    'import.left',
    '送信した画面が閉じられたため、比べるのをやめました。何も変わっていません。もう一度取り込んでください。',
  );
}
