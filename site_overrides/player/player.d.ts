// The types of the player, and what an activity and a page may ask of it. Read by `tsc --checkJs`
// in the tests and by editors; nothing of it is published.

/** Registers kinds of activities; `window.Kalankan` on every learner page. */
declare const Kalankan: Kalankan.Player;
interface Window {
  Kalankan: Kalankan.Player;
  /** In a lesson of one file: the data URL that holds the file of this address. */
  KalankanFile?: (address: string) => string;
}

declare namespace Kalankan {
  /** Fingerprint, milliseconds, and gaps between words in hundredths of a second. */
  type Clip = [fingerprint?: string, duration_ms?: number, gaps?: number[]];
  /** A row of a kind's sheet: key, words, picture, clip. */
  type Row = [string, string, string, string];
  type Find = (selector: string, within?: ParentNode) => HTMLElement;
  type FindAll = (selector: string, within?: ParentNode | null) => HTMLElement[];

  /** What the device keeps of ordinary lessons, by the lesson's id. */
  interface Kept {
    voice?: boolean;
    slow?: boolean;
    tour?: number;
    nexts?: number;
    place?: { [lesson: string]: number };
    done?: { [lesson: string]: number };
    /** Before, after and later: of each situation that is not sensitive, what the answer does. */
    sittings?: { [sitting: string]: { [situation: string]: string } };
  }

  interface SayOptions {
    /** Called when all has been said; kept for later when something cuts it short. */
    then?: (() => void) | null;
    /** A name, not what "listen again" repeats. */
    aside?: boolean;
    /** Even with self-voicing off. */
    aloud?: boolean;
    /** The ear stays an ear: it is what is being spoken of. */
    still?: boolean;
  }
  type Say = (ids: string | string[], options?: SayOptions) => void;

  /** What is being told, where it is, and what comes after; `then` is null once that has come. */
  interface Told {
    ids: string[];
    at: number;
    then: (() => void) | null;
  }

  /**
   * The detail of the event `kalankan:result` on `document`. `answer` is one of those that the
   * kind's `reports()` declares; null is about the whole step: gone through (`right`) or passed
   * over. The lesson's end is the step `end`, of no activity.
   */
  interface Result {
    step: string;
    activity: string | null;
    answer: string | null;
    right: boolean;
  }

  interface Verdict {
    /** What the learner answered, as the kind's `reports()` names it. */
    answer?: string;
    /** Called when the feedback has been heard. */
    then?: (() => void) | null;
  }

  /** What a kind's script gives for each of its steps. */
  interface Activity {
    /** The step is shown, for the first time or again. Without it the lines are told. */
    start?: () => void;
    /** Its lines have been told. */
    told?: () => void;
    /** Asks once more what these answers were wrong about; without it the step never comes back. */
    again?: (answers: string[]) => void;
  }
  type Make = (root: HTMLElement, api: Api) => Activity;

  /** What an activity may ask of the player, about its own step. */
  interface Api {
    readonly sensitive: boolean;
    voiced(): boolean;
    say: Say;
    stop(): void;
    focus(element: HTMLElement): void;
    /** Shows one text of the step in the bubble; all others there are put away. */
    tell(key: string, mood?: "good" | "again"): void;
    /** Puts a text of the step away in the bubble, for tell(). */
    keep(text: HTMLElement): void;
    /** Puts the question back, and gives its id. */
    question(): string;
    /** Puts the question back and says it, then `more`, then each answer that can be touched. */
    ask(more?: string[]): void;
    /** A verdict: shown, sounded, spoken with its reason, and reported. */
    right(feedback: string, options?: Verdict): void;
    tryAgain(feedback: string, options?: Verdict): void;
    /** Marks an answer as right or not, to eyes and to a screen reader; null takes it back. */
    mark(answer: HTMLElement, mood: "good" | "again" | null): void;
    /** Reports an answer of which nothing is said: neither shown nor sounded as right or wrong. */
    answered(answer: string, right: boolean): void;
    /** The step is done: "next" rings. */
    done(): void;
    /** After this pause the next step comes by itself, unless something is touched. */
    goOn(pause_ms: number): void;
    /** The rows of the kind's `sheet.js`. */
    sheet(): Row[];
    /** The id that says this number. */
    number(n: number): string;
    /** A button with the drawing, number, words and voice of `element`, which it replaces. */
    button(element: HTMLElement, act: (button: HTMLElement) => void): HTMLButtonElement;
  }

  interface Memory {
    read(): Kept;
    keep(change: Kept): void;
    keepIn(part: "place" | "done", key: string, value: number): void;
    erase(): void;
  }

  interface Player {
    $: Find;
    $$: FindAll;
    memory: Memory;
    hooks: { go: (by: number) => void };
    say: Say;
    ask(then: () => void): void;
    show(index: number, then?: (screen: HTMLElement) => void): void;
    arm(element: HTMLElement): void;
    activity(kind: string, make: Make): void;
    again(screen: HTMLElement): ((answers: string[]) => void) | undefined;
    sheet(kind: string, rows: Row[]): void;
    voiced(): boolean;
    tone: Tone;
  }

  /** Notes are Hz, start and end in seconds; nothing sounds before the first touch. */
  type Tone = (
    type: OscillatorType,
    notes: [number, number, number][],
    buzz: number | number[],
    loud?: number
  ) => void;

  interface State {
    voiced: boolean;
    slow: boolean;
    run: number;
    saying: boolean;
    timer: number;
    frame: number;
    lit: HTMLElement | null;
    unlit: ChildNode[];
    told: Told | null;
    idle: number;
    hushed: boolean;
    onward: (() => void) | null;
    armed: HTMLElement | null;
    hinted: HTMLElement | null;
    hints: number;
    nexts: number;
    justWent: boolean;
    touched: boolean;
    touching: boolean;
    wasArmed: boolean;
    byKeys: boolean;
    quiet: boolean;
    shifts: number[];
    lastKey: string;
    now: number;
    visited: number;
    waiting: HTMLElement | null;
    heardOut: HTMLElement | null;
    arriving: boolean;
    later: number;
    asked: boolean;
    held: Told | null;
  }
}
