// The types of the pages that a trainer uses with her class and afterwards.

interface Window {
  Together: Together.All;
}
declare const Together: Together.All;

declare namespace Together {
  interface All {
    voice: Voice;
    records: Records;
    keeping: Keeping;
    bars: Bars;
  }

  interface Bars {
    /** One bar, as long as `count` is of `most`. */
    bar(says: string, count: number, most: number, name?: string): HTMLElement;
    draw(holder: HTMLElement, counts: (Count & { groups?: number })[]): void;
  }

  /** Says keys of the page's table of clips, one after another. */
  interface Voice {
    /** `each` is called before each key, `then` when all have been said. */
    say(keys: string[], options?: { each?: (key: string) => void; then?: () => void }): void;
    stop(): void;
    speaking(): boolean;
  }

  type When = "during" | "before" | "after" | "later";
  type Effect = "protects" | "waits" | "exposes";

  interface Answer {
    id: string;
    says: string;
    right: boolean;
    effect: Effect | null;
    count: number;
  }
  /** What was decided once; lesson, step, moment and when tell it from all others. */
  interface Count {
    lesson: string;
    step: string;
    moment: string;
    when: When;
    asks: string;
    answers: Answer[];
  }
  /** The file of a group, as docs/formateurs/fichier-groupe.md describes it. */
  interface Record {
    format: "kalankan-group";
    version: 1;
    id: string;
    wishes: string[];
    counts: Count[];
  }
  /** A record, or the sentence that says why there is none. */
  type Read = { record: Record; problem?: undefined } | { record?: undefined; problem: string };

  interface Total extends Count {
    groups: number;
  }
  interface Sum {
    groups: number;
    wishes: { [wish: string]: number };
    counts: Total[];
  }

  interface Records {
    WISHES: { [id: string]: string };
    WHEN: { [id: string]: string };
    EFFECTS: { [id: string]: string };
    fresh(): Record;
    /** Never throws. `name` is what the file is called in the sentence. */
    read(text: string, name: string): Read;
    text(record: Record): string;
    /** Puts a count in the place of the one that was there. */
    put(record: Record, count: Count): void;
    /** A group that is there twice is added once: its last file counts. */
    add(records: Record[]): Sum;
    csv(sum: Sum): string;
  }

  interface Keeping {
    record: Record;
    kept(): boolean;
    /** The record has changed. */
    changed(): void;
    when(): When;
    /** Called when another record has taken the place of this one. */
    onOther(then: () => void): void;
    /** Hands a file to the trainer. */
    give(name: string, type: string, text: string): void;
    /** Reads files one after another; an unreadable one gives a sentence. */
    readAll(files: File[], then: (read: Read[]) => void): void;
  }
}
