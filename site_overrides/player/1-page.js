// The player is these files in their order, published as one classic script of ES2018: one request
// leads to the first sentence. It asks for nothing but clips and the activities' scripts, and its
// types are in player.d.ts. Here: what the page and the device hold, and what is going on now.

const page = document.body;
// Whoever asks for something that may be missing says so where it asks.
/** @type {Kalankan.Find} */
const $ = (selector, within) =>
  /** @type {HTMLElement} */ ((within || document).querySelector(selector));
/** @type {Kalankan.FindAll} */
const $$ = (selector, within) => Array.from((within || document).querySelectorAll(selector));
/** @type {Object<string, Kalankan.Clip>} */
const clips = JSON.parse($("#clips").textContent || "{}");
const audio = /** @type {HTMLAudioElement} */ ($("#voice"));
const sensitive = page.hasAttribute("data-sensitive");

const ACTS = "button, a[href], summary";
const READING_MS_PER_LETTER = 70;
// A clip that neither ends nor fails (a broken file, a sleeping device) must not hold the lesson.
const CLIP_LATE_MS = 6000;
const SCRIPTS_AFTER_MS = 1500;
const SOUND_MS = 500;

/** @param {HTMLElement} element */
const visible = (element) => element.getClientRects().length > 0 && !element.hidden;

// What stays on the device: nothing at all in a sensitive lesson.
const memory = {
  /** @returns {Kalankan.Kept} */
  read() {
    try {
      return JSON.parse(localStorage.getItem("kalankan") || "{}") || {};
    } catch (e) {
      return {};
    }
  },
  /** @param {Kalankan.Kept} change */
  keep(change) {
    if (sensitive) return;
    try {
      localStorage.setItem("kalankan", JSON.stringify(Object.assign(this.read(), change)));
    } catch (e) {
      /* full or forbidden: the lesson goes on without */
    }
  },
  /** @param {"place" | "done"} part @param {string} key @param {number} value */
  keepIn(part, key, value) {
    this.keep({ [part]: Object.assign({}, this.read()[part], { [key]: value }) });
  },
  erase() {
    try {
      localStorage.removeItem("kalankan");
    } catch (e) {
      /* forbidden: then nothing was kept either */
    }
  },
};
const kept = memory.read();

/**
 * All that changes while a page is open. What is on the screen is in the page itself; this is what
 * the page cannot show.
 * @type {Kalankan.State}
 */
const state = {
  voiced: kept.voice !== false,
  slow: kept.slow === true,
  // Which speech is the present one: whatever belongs to an earlier one finds its number passed.
  run: 0,
  saying: false,
  timer: 0,
  frame: 0,
  lit: null,
  unlit: [],
  told: null,
  idle: 0,
  hushed: false,
  onward: null,
  armed: null,
  hinted: null,
  hints: 0,
  nexts: kept.nexts || 0,
  justWent: false,
  touched: false,
  touching: false,
  wasArmed: false,
  byKeys: false,
  quiet: false,
  shifts: [],
  lastKey: "",
  now: 0,
  visited: 0,
  waiting: null,
  heardOut: null,
  arriving: false,
  later: 0,
  asked: false,
  held: null,
};
