/** A heading of the lesson in its small table of contents. */
export interface PlaceView {
  readonly href: string;
  readonly title: string;
}

interface PlacedHtml {
  readonly html: string;
  readonly places: readonly PlaceView[];
}

/** A picture of up to so many units can be read on a phone as it is; a wider one without a narrow one is scrolled there. */
const NARROW_PICTURE = 400;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** What the stored text of a lesson needs on its page: headings that can be led to, wide pictures that can be scrolled. */
export function placedHtml(stored: string): PlacedHtml {
  const places: PlaceView[] = [];
  const html = stored.replaceAll(/<h2>(.*?)<\/h2>/gs, (_, inner: string) => {
    const id = `part-${String(places.length + 1)}`;
    places.push({ href: `#${id}`, title: textOf(inner) });
    return `<h2 id="${id}">${inner}</h2>`;
  });
  return { html: scrolledPictures(html), places };
}

function scrolledPictures(html: string): string {
  let wide = 0;
  return html.replaceAll(/<figure>\s*(<img [^>]*>)/g, (whole, image: string) => {
    const width = Number(/ width="(\d+)"/.exec(image)?.[1] ?? 0);
    if (width <= NARROW_PICTURE) return whole;
    wide += 1;
    return `<figure><div class="lesson__picture" tabindex="0" role="region" aria-label="図${String(wide)}">${image}</div>`;
  });
}

/** As it is read: without the meaning that a term carries, without tags. */
function textOf(html: string): string {
  return html
    .replaceAll(/<span class="term__meaning".*?<\/span>/gs, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
