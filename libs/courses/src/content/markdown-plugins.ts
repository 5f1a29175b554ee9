import type Markdown from 'markdown-it';
import container from 'markdown-it-container';

type MarkdownIt = Markdown.MarkdownIt;
type Token = Markdown.Token;

/** The boxes of a lesson and the word each begins with. `details` takes its heading from the author. */
export const BOXES = { note: 'メモ', caution: '注意', example: '例', steps: '手順' } as const;

/** `:::note` … and `:::details 見出し`. */
export function boxes(markdown: MarkdownIt): void {
  for (const [name, word] of Object.entries(BOXES)) {
    markdown.use(container, name, {
      render: (tokens: Token[], index: number) =>
        tokens[index]?.nesting === 1
          ? `<div class="box box--${name}"><p class="box__title">${word}</p>\n`
          : '</div>\n',
    });
  }
  markdown.use(container, 'details', {
    render: (tokens: Token[], index: number) => {
      const token = tokens[index];
      if (token?.nesting !== 1) return '</details>\n';
      const heading = token.info.trim().replace(/^details\s*/, '') || '詳しく';
      return `<details class="box box--details"><summary>${markdown.utils.escapeHtml(heading)}</summary>\n`;
    },
  });
}

/** `?[question-id]` on a line of its own: a token `check` whose content is the id. */
export function checks(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'paragraph',
    'check',
    (state, startLine, _endLine, silent) => {
      const from = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      const line = state.src.slice(from, state.eMarks[startLine]);
      const id = /^\?\[([^\]\s]+)\]\s*$/.exec(line)?.[1];
      if (id === undefined) return false;
      if (silent) return true;
      const token = state.push('check', '', 0);
      token.content = id;
      token.map = [startLine, startLine + 1];
      state.line = startLine + 1;
      return true;
    },
    { alt: ['paragraph', 'list', 'blockquote'] },
  );
}

/** `[[用語]]`: a token `term` whose content is the word. */
export function terms(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', 'term', (state, silent) => {
    if (!state.src.startsWith('[[', state.pos)) return false;
    const end = state.src.indexOf(']]', state.pos);
    const word = end < 0 ? '' : state.src.slice(state.pos + 2, end).trim();
    if (word === '' || word.includes('\n') || word.includes('[')) return false;
    if (!silent) state.push('term', '', 0).content = word;
    state.pos = end + 2;
    return true;
  });
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** A line break in the source of Japanese text is not a space on the page. */
export function joinLines(markdown: MarkdownIt): void {
  markdown.renderer.rules.softbreak = (tokens, index) => {
    const before = tokens[index - 1]?.content.at(-1) ?? '。';
    const after = tokens[index + 1]?.content.at(0) ?? '。';
    return CJK.test(before) || CJK.test(after) ? '' : '\n';
  };
}

/** A picture alone in its paragraph is a figure; its title is the caption. */
export function figures(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'figures', (state) => {
    state.tokens.forEach((token, index) => {
      const children = token.children ?? [];
      const isAlone =
        token.type === 'inline' && children.length === 1 && children[0]?.type === 'image';
      const open = state.tokens[index - 1];
      const close = state.tokens[index + 1];
      if (!isAlone || open?.type !== 'paragraph_open' || close?.type !== 'paragraph_close') return;
      open.tag = 'figure';
      close.tag = 'figure';
    });
  });
}

/** Headings of columns say so; an empty one is no heading. Alignment becomes a class: the CSP forbids styles. */
export function tables(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'tables', (state) => {
    state.tokens.forEach((token, index) => {
      if (token.type !== 'th_open' && token.type !== 'td_open') return;
      const isNumber = String(token.attrGet('style') ?? '').includes('right');
      token.attrs = isNumber ? [['class', 'number']] : [];
      if (token.type === 'td_open') return;
      const close = state.tokens[index + 2];
      if (state.tokens[index + 1]?.content === '' && close?.type === 'th_close') {
        token.tag = 'td';
        close.tag = 'td';
      } else token.attrPush(['scope', 'col']);
    });
  });
}
