import type { Client, Connection, Submittable } from 'pg';

export interface ColumnFound {
  readonly name: string;
  readonly typeId: number;
}

/** What PostgreSQL says of a statement without running it: it is parsed and described, never executed. */
export async function describeStatement(
  client: Client,
  text: string,
): Promise<readonly ColumnFound[]> {
  return new Promise((resolve, reject) => {
    client.query(new Description(text, resolve, reject));
  });
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** The messages of the extended protocol up to and including Describe. */
class Description implements Submittable {
  private columns: readonly ColumnFound[] = [];
  private failure: Error | null = null;

  constructor(
    private readonly text: string,
    private readonly resolve: (columns: readonly ColumnFound[]) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.text, types: [] }, false);
    connection.describe({ type: 'S', name: '' }, false);
    connection.sync();
  }

  handleRowDescription({ fields }: RowDescription): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({ name, typeId: dataTypeID }));
  }

  handleError(error: Error): void {
    this.failure = error;
  }

  handleReadyForQuery(): void {
    if (this.failure) this.reject(this.failure);
    else this.resolve(this.columns);
  }
}
