const LF = 10;
const CR = 13;

/** A place in the file and its line number; only moves forward. */
export class Position {
  offset = 0;
  line = 1;

  constructor(readonly bytes: Buffer) {}

  moveTo(offset: number): void {
    while (this.offset < offset) this.step();
  }

  skipEmptyLines(): void {
    while (this.bytes[this.offset] === LF || this.bytes[this.offset] === CR) this.step();
  }

  skipLine(): void {
    const line = this.line;
    while (this.line === line && this.offset < this.bytes.length) this.step();
  }

  private step(): void {
    const byte = this.bytes[this.offset];
    this.offset += 1;
    if (byte === LF || (byte === CR && this.bytes[this.offset] !== LF)) this.line += 1;
  }
}
