/** The frame of a table that a page writes by hand, the same as that of a list: the model of the partial `table`. */
export interface TableFrameView {
  readonly caption: string;
  /** The heading above says the same. */
  readonly hidesCaption: boolean;
  /** What holds for every row, beside a caption that is hidden: 「令和9年4月2日現在」. */
  readonly captionNote: string;
  readonly classes: string;
  readonly frameClasses: string;
}

interface TableOptions {
  readonly hidesCaption?: boolean;
  readonly captionNote?: string;
  readonly columns?: number;
  readonly rows?: number;
  /** Stays a table on a phone: two columns of few words, or a comparison. */
  readonly staysTable?: boolean;
}

/** From so many rows on they stand closer. */
const MANY_ROWS = 20;
/** Of so many columns a wide screen has room, so that the table need not scroll by itself and its head can stay. */
const FEW_COLUMNS = 8;

/** How close the rows stand and how wide the table is, by what is in it. */
export function tableShape(columns: number, rows: number) {
  return {
    frameClasses: columns <= FEW_COLUMNS ? 'table-frame--open' : '',
    classes: [
      ...(rows >= MANY_ROWS ? ['table--dense'] : []),
      ...(columns === 2 ? ['table--two'] : []),
    ],
  };
}

export function tableFrame(caption: string, options: TableOptions = {}): TableFrameView {
  const { hidesCaption = false, captionNote = '', columns = 0, rows = 0, staysTable } = options;
  const { frameClasses, classes } = tableShape(columns, rows);
  return {
    caption,
    hidesCaption,
    captionNote,
    frameClasses: columns === 0 ? '' : frameClasses,
    classes: [...(staysTable ? [] : ['table--cards', 'table--list']), ...classes].join(' '),
  };
}
