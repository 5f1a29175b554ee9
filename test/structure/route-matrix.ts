import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteRow } from '../../apps/web/src/shell/route-rows';

const WEB = join(__dirname, '../../apps/web/src');

/**
 * Every route of the product with the expected verdict for every visitor, gathered from the areas: each area's rows
 * stand in its `<area>.routes.ts`. A route without a row fails routes.spec.ts.
 */
export const ROUTE_MATRIX: readonly RouteRow[] = ['api', 'pages'].flatMap((part) =>
  readdirSync(join(WEB, part), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.routes.ts'))
    .sort()
    .flatMap((name) => jest.requireActual<RoutesFile>(join(WEB, part, name)).ROUTES),
);

interface RoutesFile {
  readonly ROUTES: readonly RouteRow[];
}
