import { endAbove } from '@app/platform';
import { compare } from './compare';
import type {
  ComparingAnswer,
  ComparingFault,
  ComparingOrder,
  HelperAnswer,
  TextPart,
  TextParts,
} from './protocol';

const MAXIMUM_MEGABYTES = 2_000;

/** The process that compares what HR sends: whatever a file does to it ends this process alone. */
function main(): void {
  endAbove(MAXIMUM_MEGABYTES);
  process.on('disconnect', () => process.exit());
  process.on('message', (order: ComparingOrder) => {
    send(withTextsSent(answerTo(order)));
  });
}

function answerTo(order: ComparingOrder): ComparingAnswer | ComparingFault {
  try {
    return compare(order);
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function withTextsSent(answer: ComparingAnswer | ComparingFault): HelperAnswer {
  if (!('plan' in answer)) return answer;
  const { source, plan, ...head } = answer;
  sendParts('source', source);
  sendParts('plan', plan);
  return head;
}

function sendParts(partOf: TextPart['partOf'], parts: TextParts): void {
  for (const bytes of parts) send({ partOf, bytes });
}

function send(message: HelperAnswer | TextPart): void {
  process.send?.(message);
}

main();
