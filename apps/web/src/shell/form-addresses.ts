import { Injectable, type OnApplicationBootstrap, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { COMMAND, type CommandRule, PAGE_TEMPLATE } from './routes';

type Method = (...values: never[]) => unknown;
type Methods = Readonly<Record<string, Method | undefined>>;

interface FormAddress {
  readonly form: RegExp;
  /** With the names of the parameters in it: `/courses/:key`. */
  readonly page: string;
}

const PARAMETER = /:(\w+)/g;

/**
 * A refused form is answered at the address to which it was sent. Opened again by itself (the address line, a bookmark, a
 * link sent to a colleague) that address is no page: it leads to the one on which the form stands.
 */
@Injectable()
export class FormAddresses implements OnApplicationBootstrap {
  private addresses: readonly FormAddress[] = [];
  private pages: ReadonlySet<string> = new Set();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const controllers = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? [metatype as Type] : []));
    this.addresses = controllers.flatMap((controller) => this.addressesOf(controller));
    this.pages = new Set(controllers.flatMap((controller) => this.pagesOf(controller)));
  }

  /** The address of the page of the form that is sent to `path`; null where no form is. */
  pageOf(path: string): string | null {
    for (const { form, page } of this.addresses) {
      const found = form.exec(path);
      if (found) return page.replaceAll(PARAMETER, (_, name: string) => found.groups?.[name] ?? '');
    }
    return null;
  }

  /** The nearest page over what answers at `route`: without its last part, as often as that is none; null at the top. */
  pageAbove(route: string, path: string): string | null {
    const [asked, parts] = [route, path].map((it) => it.split('/').filter(Boolean));
    for (let length = (asked?.length ?? 0) - 1; length > 0; length -= 1) {
      const page = `/${(asked ?? []).slice(0, length).join('/')}`;
      if (this.pages.has(page)) return `/${(parts ?? []).slice(0, length).join('/')}`;
    }
    return null;
  }

  private pagesOf(controller: Type): string[] {
    const methods = controller.prototype as Methods;
    return this.scanner.getAllMethodNames(methods).flatMap((name) => {
      const method = methods[name];
      const isPage = method && this.reflector.get<string | undefined>(PAGE_TEMPLATE, method);
      return isPage ? [this.fullPath(controller, method)] : [];
    });
  }

  private addressesOf(controller: Type): FormAddress[] {
    const methods = controller.prototype as Methods;
    const pathOf = (method: Method): string => this.fullPath(controller, method);
    return this.scanner.getAllMethodNames(methods).flatMap((name) => {
      const method = methods[name];
      if (!method || this.reflector.get(METHOD_METADATA, method) !== RequestMethod.POST) return [];
      const rule = this.reflector.get<CommandRule | undefined>(COMMAND, method);
      const page = rule && rule.form !== null ? methods[rule.form] : undefined;
      return page ? [{ form: patternOf(pathOf(method)), page: pathOf(page) }] : [];
    });
  }

  private fullPath(controller: Type, method: Method): string {
    const parts = [
      this.reflector.get<string>(PATH_METADATA, controller),
      this.reflector.get<string>(PATH_METADATA, method),
    ];
    return `/${parts
      .map((part) => part.replaceAll(/^\/+|\/+$/g, ''))
      .filter(Boolean)
      .join('/')}`;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(PARAMETER, '(?<$1>[^/]+)')}$`);
}
