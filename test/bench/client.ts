import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';

/** A signed-in visitor with nothing but fetch: keeps cookies, reads hidden fields. */
export class BenchClient {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly address: string) {}

  get headers(): Record<string, string> {
    return { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') };
  }

  async signIn(staffNumber: string, password = DEMO_PASSWORD): Promise<void> {
    const answer = await this.submit('/sign-in', { staffNumber, password });
    if (answer.status !== 303) throw new Error(`Sign-in answered ${String(answer.status)}`);
  }

  async text(path: string): Promise<string> {
    const answer = await this.send(path, {});
    return answer.text();
  }

  /** Opens `page` for its hidden fields and posts the form; does not follow the redirect. */
  async submit(path: string, fields: Record<string, string>, page = path): Promise<Response> {
    const hidden = await this.hiddenFields(page);
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams({ ...hidden, ...fields }),
    });
  }

  /** A form with one file, as a browser sends it. */
  async upload(
    path: string,
    fields: Record<string, string>,
    file: { readonly field: string; readonly name: string; readonly bytes: Buffer },
  ): Promise<Response> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...(await this.hiddenFields(path)), ...fields }))
      body.append(name, value);
    body.append(file.field, new Blob([new Uint8Array(file.bytes)]), file.name);
    return this.send(path, { method: 'POST', body });
  }

  async hiddenFields(page: string): Promise<Record<string, string>> {
    const html = await this.text(page);
    const fields = html.matchAll(
      /<input type="hidden" name="(_csrf|_key|opened)" value="([^"]*)"/g,
    );
    return Object.fromEntries([...fields].map(([, name, value]) => [name ?? '', value ?? '']));
  }

  async send(
    path: string,
    options: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response> {
    const answer = await fetch(this.address + path, {
      ...options,
      headers: { ...this.headers, origin: this.address, ...options.headers },
      redirect: 'manual',
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }
}
