/** One measured figure; `unit` says what `value` counts. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Collects figures: each is printed as a JSON line when it is known, all of them as a table at the end. */
export class Report {
  private readonly figures: Figure[] = [];

  add(name: string, value: number, unit: string): void {
    const figure = { name, value: Math.round(value * 10) / 10, unit };
    this.figures.push(figure);
    console.log(JSON.stringify(figure));
  }

  printTable(): void {
    console.log('\n| figure | value | unit |\n|---|---:|---|');
    for (const { name, value, unit } of this.figures)
      console.log(`| ${name} | ${String(value)} | ${unit} |`);
  }
}
