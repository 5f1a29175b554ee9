import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FontCharacters } from './font-characters';

/** Beside the sources, whether this runs from them or from what was built of them. */
const FOLDER = ['../../../fonts', '../../../../../../libs/platform/fonts']
  .map((path) => join(__dirname, path))
  .find((path) => existsSync(path));

const FACES = ['Regular', 'Bold'] as const;

/** The faces in which papers are set: Noto Serif JP. */
export const FONT_FILES = FACES.map((face) => join(FOLDER ?? __dirname, `NotoSerifJP-${face}.ttf`));

let characters: readonly FontCharacters[] | null = null;

/** Characters of a text that the fonts of papers cannot draw, each once. */
export function missingGlyphs(text: string): readonly string[] {
  characters ??= FONT_FILES.map((path) => new FontCharacters(readFileSync(path)));
  return [...new Set(characters.flatMap((font) => font.missingIn(text)))];
}
