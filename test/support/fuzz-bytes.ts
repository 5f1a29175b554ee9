import fc from 'fast-check';

/** One change to a file: data only, so that fast-check can print it and make it smaller. */
export type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'long'; readonly at: number; readonly sign: string; readonly times: number };

const LONGEST = 60_000;

/** In other encodings, half signs, ends of lines of every kind, marks of other file formats. */
const PIECES = [
  '\ufeff',
  '\u00ff\u00fe',
  '\u0000',
  '\u0000\u0000\u0000',
  '\u0082',
  '\u0082\u00a0\u0082',
  '\u00a4\u00a2',
  '\u001b$B$"\u001b(B',
  '\u00e3\u0081',
  '\u00ed\u00a0\u0080',
  '\u00f4\u0090\u0080\u0080',
  '\r',
  '\n\n\n',
  '\u0085',
  '"',
  '""',
  '"\n"',
  ',',
  ',,,,,,',
  ';\t|',
  '=cmd|x!A1',
  'PK\u0003\u0004',
  '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">',
];

/** Nearest to what stands at the start: that is where formats say what they are. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.05, noNaN: true }),
);

/** One to three changes. `pieces`: what this format in particular stumbles over. */
export function changes(
  pieces: readonly string[] = [],
  longest = LONGEST,
): fc.Arbitrary<readonly Change[]> {
  const length = fc.integer({ min: 1, max: 400 });
  const inserted = fc.constantFrom(...PIECES, ...pieces, ...pieces);
  const one: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }),
    fc.record({ kind: fc.constant('cut' as const), at: place }),
    fc.record({ kind: fc.constantFrom('remove' as const, 'repeat' as const), at: place, length }),
    fc.record({ kind: fc.constant('insert' as const), at: place, text: inserted }),
    fc.record({ kind: fc.constant('insert' as const), at: place, text: inserted }),
    fc.record({
      kind: fc.constant('long' as const),
      at: place,
      sign: fc.constantFrom(
        'x',
        ' ',
        '0',
        '"',
        '[',
        '{',
        '(',
        '- ',
        '> ',
        '*',
        '`',
        ':',
        '\n',
        'あ',
        ...pieces,
      ),
      times: fc.integer({ min: 1, max: longest }),
    }),
  );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

/** `text` of a change stands for bytes where all its signs are bytes, otherwise for UTF-8. */
export function changed(original: Buffer, all: readonly Change[]): Buffer {
  return all.reduce((bytes, change) => apply(bytes, change), original);
}

function apply(bytes: Buffer, change: Change): Buffer {
  const at = Math.min(bytes.length, Math.floor(change.at * (bytes.length + 1)));
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << change.bit);
      return copy;
    }
    case 'cut':
      return head;
    case 'remove':
      return Buffer.concat([head, tail.subarray(change.length)]);
    case 'repeat':
      return Buffer.concat([head, tail.subarray(0, change.length), tail]);
    case 'insert':
      return Buffer.concat([head, bytesOf(change.text), tail]);
    case 'long': {
      const times = Math.min(change.times, Math.ceil(LONGEST / change.sign.length));
      return Buffer.concat([head, bytesOf(change.sign.repeat(times)), tail]);
    }
  }
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, /^[\u0000-\u00ff]*$/.test(text) ? 'latin1' : 'utf8');
}
