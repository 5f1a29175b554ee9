export { asKnown } from './as-known';
export * as col from './columns';
export type { Column, RowOf } from './columns';
export {
  knownStatements,
  type RowFrom,
  type Statement,
  statement,
  statementsFor,
} from './statement';
