import { Injectable, type OnApplicationBootstrap, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { COMMAND, type CommandRule } from './routes';

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

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    this.addresses = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.addressesOf(metatype as Type) : []));
  }

  /** The address of the page of the form that is sent to `path`; null where no form is. */
  pageOf(path: string): string | null {
    for (const { form, page } of this.addresses) {
      const found = form.exec(path);
      if (found) return page.replaceAll(PARAMETER, (_, name: string) => found.groups?.[name] ?? '');
    }
    return null;
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
