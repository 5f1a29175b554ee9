import { Injectable, type LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';

/** Structured log lines on standard output. Never logs bodies, names or tokens. */
@Injectable()
export class AppLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level = 'info') {
    this.pino = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.pino.info({ rest }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error({ rest: rest.map(describe) }, describe(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn({ rest }, String(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ rest }, String(message));
  }
}

function describe(value: unknown): string {
  return value instanceof Error ? (value.stack ?? value.message) : String(value);
}
