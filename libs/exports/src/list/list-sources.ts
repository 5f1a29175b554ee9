import { Inject, Injectable } from '@nestjs/common';
import { NotFound } from '@app/platform';
import type { AnyListSource } from './list-source';

export const LIST_SOURCES = Symbol('LIST_SOURCES');

/** Every list of which the worker can make files, by its key. */
@Injectable()
export class ListSources {
  private readonly byKey: ReadonlyMap<string, AnyListSource>;

  constructor(@Inject(LIST_SOURCES) sources: readonly AnyListSource[]) {
    this.byKey = new Map(sources.map((source) => [source.key, source]));
    if (this.byKey.size !== sources.length) throw new Error('Two lists have the same key');
  }

  get(key: string): AnyListSource {
    const source = this.byKey.get(key);
    if (!source) throw new NotFound();
    return source;
  }

  find(key: string): AnyListSource | null {
    return this.byKey.get(key) ?? null;
  }
}
