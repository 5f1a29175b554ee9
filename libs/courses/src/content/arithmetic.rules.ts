type Token = string;

const TOKEN = /\s*(\d+(?:\.\d+)?|\*\*|==|<=|>=|&&|[-+*/%()<>,])/y;
const COMPARISONS = ['==', '<', '>', '<=', '>='];
/** Sums of decimal fractions are not exact: a billionth is no difference. */
const TOLERANCE = 1e-9;

/**
 * Recomputes the `check` line of a question: comparisons of numbers with + - * / % ** and brackets, separated by
 * commas. True when all of them hold. Throws a RangeError for anything else; nothing is ever evaluated as code.
 */
export function holds(text: string): boolean {
  return new Arithmetic(tokensOf(text)).statements();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found?.[1])
      throw new RangeError(`「${text.slice(from).trim().slice(0, 12)}」を読めません。`);
    tokens.push(found[1]);
  }
  return tokens;
}

class Arithmetic {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  statements(): boolean {
    let isTrue = this.comparison();
    while (this.take(',', '&&')) isTrue = this.comparison() && isTrue;
    if (this.next < this.tokens.length) this.fail();
    return isTrue;
  }

  /** `1 < 2 < 3` means what it says. */
  private comparison(): boolean {
    let left = this.sum();
    let sign = this.take(...COMPARISONS);
    if (!sign) this.fail();
    let isTrue = true;
    while (sign) {
      const right = this.sum();
      isTrue = compare(left, sign, right) && isTrue;
      left = right;
      sign = this.take(...COMPARISONS);
    }
    return isTrue;
  }

  private sum(): number {
    let value = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      const right = this.product();
      value = sign === '+' ? value + right : value - right;
    }
    return value;
  }

  private product(): number {
    let value = this.signed();
    for (let sign = this.take('*', '/', '%'); sign; sign = this.take('*', '/', '%')) {
      const right = this.signed();
      if (sign === '*') value *= right;
      else value = sign === '/' ? value / right : value % right;
    }
    return value;
  }

  private signed(): number {
    return this.take('-') ? -this.signed() : this.power();
  }

  /** From the right: 2 ** 3 ** 2 is 2 ** 9. */
  private power(): number {
    const base = this.atom();
    return this.take('**') ? base ** this.signed() : base;
  }

  private atom(): number {
    if (this.take('(')) {
      const value = this.sum();
      if (!this.take(')')) this.fail();
      return value;
    }
    const token = this.tokens[this.next];
    if (token === undefined || !/^\d/.test(token)) this.fail();
    this.next += 1;
    return Number(token);
  }

  private take(...wanted: readonly Token[]): Token | null {
    const token = this.tokens[this.next];
    if (token === undefined || !wanted.includes(token)) return null;
    this.next += 1;
    return token;
  }

  private fail(): never {
    throw new RangeError(
      `${String(this.next + 1)}番目の「${this.tokens[this.next] ?? '行の終わり'}」で読めなくなりました。`,
    );
  }
}

function compare(left: number, sign: Token, right: number): boolean {
  if (!Number.isFinite(left) || !Number.isFinite(right)) return false;
  const isEqual =
    Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(left), Math.abs(right));
  const isLess = left < right && !isEqual;
  const verdicts: Readonly<Record<Token, boolean>> = {
    '==': isEqual,
    '<': isLess,
    '<=': isLess || isEqual,
    '>': !isLess && !isEqual,
    '>=': !isLess,
  };
  return verdicts[sign] ?? false;
}
