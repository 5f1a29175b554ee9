import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Problem } from './problem';

const japanese = z.locales.ja().localeError;

const LOOSE_ALIAS =
  'YAMLとして読めません(「*名前」が指すものがないか、自分を含んでいるか、多すぎます)。「*」で始まる値は引用符で囲んでください。';

const UNREAD = Symbol('unread');

/** What `*name` stands for is looked for only now: nothing, itself, or more than any file of ours holds. */
function valueOf(document: Document.Parsed): unknown {
  try {
    const value: unknown = document.toJS();
    // What contains itself is no tree: whoever walks through it would not come to an end.
    JSON.stringify(value);
    return value;
  } catch {
    return UNREAD;
  }
}

/** A YAML text that knows on which line each of its values stands. */
export class YamlFile {
  readonly problems: readonly Problem[];
  readonly value: unknown;
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  /** `firstLine`: the line of the file on which the text begins (front matter begins on 2). */
  constructor(
    readonly file: string,
    text: string,
    private readonly firstLine = 1,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    const errors = this.document.errors.map((error) => ({
      file,
      line: this.lineAt(error.pos[0]),
      reason: `YAMLとして読めません(${error.message})。`,
    }));
    const read = errors.length === 0 ? valueOf(this.document) : UNREAD;
    const loose = { file, line: firstLine, reason: LOOSE_ALIAS };
    this.problems = errors.length === 0 && read === UNREAD ? [loose] : errors;
    this.value = read === UNREAD ? null : read;
  }

  /** The line of a value, or of the nearest value around it. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = this.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.lineAt(node.range[0]);
    }
    return this.firstLine;
  }

  /** The part at `path` in the shape of `schema`; otherwise null and the reasons in `problems`. */
  parse<Schema extends z.ZodType>(
    schema: Schema,
    problems: Problem[],
    path: readonly PropertyKey[] = [],
  ): z.output<Schema> | null {
    if (this.problems.length > 0) return null;
    const value: unknown = path.length === 0 ? this.value : this.document.getIn([...path], false);
    const plain: unknown = isNode(value) ? value.toJS(this.document) : value;
    const result = schema.safeParse(plain, { error: japanese });
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const where = [...path, ...issue.path];
      const name = issue.path.join('.');
      problems.push({
        file: this.file,
        line: this.lineOf(where),
        reason: name === '' ? issue.message : `${name}: ${issue.message}`,
      });
    }
    return null;
  }

  private lineAt(offset: number): number {
    return this.lines.linePos(offset).line + this.firstLine - 1;
  }
}
