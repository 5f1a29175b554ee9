import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import sanitizeHtml from 'sanitize-html';
import { boxes, checks, figures, joinLines, tables, terms } from './markdown-plugins';
import { scenes } from './markdown-scenes';
import { narrowNameOf, type PictureSize } from './svg-picture';

export type MarkdownToken = MarkdownIt.Token;

/** What the text of a lesson refers to. */
export interface LessonSurroundings {
  /** Where the pictures of this version are served: `/courses/<key>/assets/<versionId>/`. */
  readonly assetAddress: string;
  readonly sizes: ReadonlyMap<string, PictureSize>;
  /** The meaning of each term of the glossary. */
  readonly meanings: ReadonlyMap<string, string>;
  /** The id of each question by its key. */
  readonly questionIds: ReadonlyMap<string, string>;
}

/** Raise it when the same source gives other HTML: lessons are then published anew. */
export const RENDERER_VERSION = 1;

const ASSETS = 'assets/';

/** Wide enough to take over before a wide picture would have to scroll; paper is wide. */
const NARROW_SCREEN = 'screen and (max-width: 40rem)';

interface RenderState extends LessonSurroundings {
  readonly shownTerms: Map<string, string>;
  tableCount: number;
  sceneCount: number;
}

const markdown = createMarkdown();
const { escapeHtml } = markdown.utils;

/** The tokens of a lesson's text, for the linter. */
export function parseMarkdown(source: string): MarkdownToken[] {
  return markdown.parse(source, {});
}

/**
 * The HTML of a lesson, rendered once when it is published: safe to print as it is. Two things are left open for the
 * page that shows it: `<!--check:QUESTION_ID-->` where a check stands and `{{city.x}}` for a word of the city.
 */
export function renderLesson(source: string, surroundings: LessonSurroundings): string {
  const state: RenderState = {
    ...surroundings,
    shownTerms: new Map(),
    tableCount: 0,
    sceneCount: 0,
  };
  const html = sanitizeHtml(markdown.render(source, { lesson: state }), ALLOWED);
  return html.replaceAll(/<div data-check="([^"]+)"><\/div>/g, (_, key: string) => {
    const id = surroundings.questionIds.get(key);
    return id === undefined ? '' : `<!--check:${id}-->`;
  });
}

/** The sources of a lesson, as they stand at its end. Addresses in them are text: the network may be closed. */
export function renderSources(
  sources: readonly { readonly text: string; readonly date: string }[],
): string {
  if (sources.length === 0) return '';
  const items = sources.map(
    ({ text, date }) => `<li>${escapeHtml(text)}(${escapeHtml(date)})</li>`,
  );
  return `<section class="sources"><h2>出典</h2>\n<ul>\n${items.join('\n')}\n</ul></section>\n`;
}

function createMarkdown(): MarkdownIt.MarkdownIt {
  const result = new MarkdownIt({ html: false, linkify: false, breaks: false });
  result
    .use(cjkFriendly)
    .use(boxes)
    .use(checks)
    .use(terms)
    .use(joinLines)
    .use(figures)
    .use(tables)
    .use(scenes);
  const { rules } = result.renderer;
  rules.check = (tokens, index) =>
    `<div data-check="${escapeHtml(tokens[index]?.content ?? '')}"></div>\n`;
  rules.term = (tokens, index, _options, env) =>
    renderTerm(tokens[index]?.content ?? '', stateOf(env));
  rules.image = (tokens, index, _options, env) => renderImage(tokens, index, stateOf(env));
  rules.link_open = (tokens, index, options, env) => {
    const token = tokens[index];
    const name = fileOf(token);
    if (token && name !== null) {
      token.attrSet('href', stateOf(env).assetAddress + name);
      token.attrSet('download', decodeURI(name));
    }
    return result.renderer.renderToken(tokens, index, options);
  };
  rules.table_open = (_tokens, _index, _options, env) => {
    const count = (stateOf(env).tableCount += 1);
    return `<div class="table-frame" tabindex="0" role="region" aria-label="表${String(count)}"><table class="table">\n`;
  };
  rules.table_close = () => '</table></div>\n';
  return result;
}

/** The name of a file of the course that a link hands out, as it stands in the address; null for other links. */
export function fileOf(token: MarkdownToken | undefined): string | null {
  return /^assets\/([^/]+)$/.exec(String(token?.attrGet('href') ?? ''))?.[1] ?? null;
}

/** What `renderLesson` handed over. */
function stateOf(env: MarkdownIt.Env | undefined): RenderState {
  return env?.lesson as RenderState;
}

/**
 * A button that opens the meaning beside it: by click, tap, Enter or Space, closed again with Escape, all by the
 * browser (popover). Pointing at it shows the same as a tooltip. A word without a meaning stays plain text.
 */
function renderTerm(word: string, state: RenderState): string {
  const meaning = state.meanings.get(word);
  if (meaning === undefined) return escapeHtml(word);
  const known = state.shownTerms.get(word);
  const id = known ?? `term-${String(state.shownTerms.size + 1)}`;
  state.shownTerms.set(word, id);
  const button = `<button type="button" class="term" popovertarget="${id}" title="${escapeHtml(meaning)}">${escapeHtml(word)}</button>`;
  if (known !== undefined) return button;
  return `${button}<span class="term__meaning" id="${id}" popover="auto"><b>${escapeHtml(word)}</b> ${escapeHtml(meaning)}</span>`;
}

function renderImage(tokens: MarkdownToken[], index: number, state: RenderState): string {
  const token = tokens[index];
  if (!token) return '';
  const name = String(token.attrGet('src') ?? '').replace(ASSETS, '');
  const caption = String(token.attrGet('title') ?? '');
  const size = sizeAttributes(state.sizes.get(decodeURI(name)));
  const image = `<img src="${escapeHtml(state.assetAddress + name)}" alt="${escapeHtml(token.content)}"${size}>`;
  const picture = withNarrow(name, image, state);
  const isFigure = tokens.length === 1;
  return isFigure && caption !== ''
    ? `${picture}<figcaption>${escapeHtml(caption)}</figcaption>`
    : picture;
}

/** A phone shows the picture that was drawn for it, where there is one; its words for the ear are the same. */
function withNarrow(name: string, image: string, state: RenderState): string {
  const narrow = narrowNameOf(name);
  const size = narrow === name ? undefined : state.sizes.get(decodeURI(narrow));
  if (!size) return image;
  const address = escapeHtml(state.assetAddress + narrow);
  return `<picture><source media="${NARROW_SCREEN}" srcset="${address}"${sizeAttributes(size)}>${image}</picture>`;
}

function sizeAttributes(size: PictureSize | undefined): string {
  return size ? ` width="${String(size.width)}" height="${String(size.height)}"` : '';
}

/** The second fence behind `html: false`: only what the rules above can produce. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'h2',
      'h3',
      'h4',
      'p',
      'ul',
      'ol',
      'li',
      'strong',
      'em',
      'b',
      's',
      'code',
      'pre',
      'blockquote',
      'hr',
      'br',
      'a',
    ],
    ...[
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'figure',
      'figcaption',
      'picture',
      'source',
      'img',
      'div',
      'span',
      'details',
      'summary',
    ],
    'button',
  ],
  allowedAttributes: {
    a: ['href', 'download'],
    source: ['media', 'srcset', 'width', 'height'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start'],
    th: ['scope', 'class'],
    td: ['class'],
    table: ['class'],
    div: ['class', 'id', 'tabindex', 'role', 'aria-label', 'data-check'],
    p: ['class'],
    details: ['class'],
    span: ['class', 'id', 'popover'],
    button: ['type', 'class', 'popovertarget', 'title'],
  },
  selfClosing: ['br', 'hr', 'img', 'source'],
  allowedSchemes: [],
  allowProtocolRelative: false,
};
