// One step a screen, and the scripts of its kind.

const screens = $$("main > section.step");
const steps = screens.filter((screen) => screen.dataset.position);
/** @type {Object<string, Kalankan.Make>} */
const makers = {};
/** @type {Map<HTMLElement, Kalankan.Activity>} */
const players = new Map();

/** @param {number} index @param {(screen: HTMLElement) => void} [then] */
function show(index, then) {
  state.now = Math.max(0, Math.min(screens.length - 1, index));
  const further = state.now > state.visited;
  state.visited = Math.max(state.visited, state.now);
  const screen = screens[state.now];
  stop();
  disarm();
  helping(false);
  state.told = state.onward = null;
  state.hushed = false;
  screens.forEach((other) => {
    other.hidden = other !== screen;
  });
  $("main").scrollTop = 0;
  progress();
  ready(screen.hasAttribute("data-done"));
  $$("a.language").forEach((other) => {
    /** @type {HTMLAnchorElement} */ (other).hash = "s" + state.now;
  });
  name(screen);
  focus(screen);
  if (further && screen.dataset.position) step();
  (then || play)(screen);
  if (page.dataset.kinds !== undefined && state.now === screens.length - 1) {
    report(screen, null, true);
  }
}

// A screen reader calls a step by its place and by what is asked or told first.
/** @param {HTMLElement} screen */
function name(screen) {
  const line = $(".line", screen);
  const title = $("h2", screen);
  if (!line || document.getElementById(screen.id + "-first")) return;
  line.id = screen.id + "-first";
  screen.setAttribute("aria-labelledby", (title ? title.id + " " : "") + line.id);
}

// A screen of lines is told; others wait for the script of their kind.
/** @param {HTMLElement} screen */
function play(screen) {
  const player = playerOf(screen);
  state.waiting = state.heardOut = null;
  state.arriving = true;
  if (player && player.start) {
    player.start();
  } else if ($(".bubble", screen)) {
    state.waiting = screen;
    fetchScripts();
  } else {
    const lines = $$(".line", screen).map((line) => line.dataset.say || "");
    say(lines, { then: () => told(screen) });
  }
  state.arriving = false;
  clearTimeout(state.later);
  state.later = setTimeout(ahead, SCRIPTS_AFTER_MS);
}

/** @param {HTMLElement} screen @returns {Kalankan.Activity | undefined} */
function playerOf(screen) {
  const make = makers[screen.dataset.kind || ""];
  if (make && !players.has(screen)) players.set(screen, make(screen, api(screen)));
  return players.get(screen);
}

/** @param {HTMLElement} screen */
function told(screen) {
  const player = playerOf(screen);
  state.heardOut = screen;
  done(screen);
  if (!player) fetchScripts();
  else if (player.told && state.voiced) player.told();
}

// What the next step needs is asked for once this one can be heard.
function ahead() {
  fetchScripts();
  const next = screens[state.now + 1];
  if (!next) return;
  $$("img", next).forEach((img) => {
    /** @type {HTMLImageElement} */ (img).loading = "eager";
  });
}

/** @param {boolean} yes */
function ready(yes) {
  const next = $("#next");
  if (next) next.classList.toggle("ready", yes);
}

// The bar says how much of the lesson has been seen; its name says which step this is.
function progress() {
  const bar = $("#progress");
  if (!bar) return;
  const screen = screens[state.now];
  const position = screen.dataset.position;
  bar.hidden = !position;
  if (position) {
    bar.dataset.say = position;
    $("[data-t]", bar).dataset.t = position;
    $("[data-t]", bar).textContent = $("h2", screen).textContent;
  }
  const seen = steps.filter((step) => screens.indexOf(step) <= state.visited).length;
  $("b", bar).style.width = (100 * seen) / steps.length + "%";
}

function fetchScripts() {
  if (state.asked || page.dataset.kinds === undefined) return;
  state.asked = true;
  /** @param {string} address */
  const fetchOne = (address) => {
    const script = document.createElement("script");
    script.async = false;
    script.src = address;
    document.head.append(script);
  };
  /** @param {string} [kinds] @param {string} [folder] */
  const each = (kinds, folder) =>
    (kinds || "")
      .split(" ")
      .filter(Boolean)
      .forEach((kind) => fetchOne(folder + kind + ".js"));
  each(page.dataset.sheets, "");
  each(page.dataset.kinds, page.dataset.scripts);
}

// What a kind has too much of for each page: rows of key, words, picture, clip. A word is short.
const WORD_MS = 2000;
/** @type {Object<string, Kalankan.Row[]>} */
const sheets = {};
/** @param {string} kind @param {Kalankan.Row[]} rows */
function sheet(kind, rows) {
  sheets[kind] = rows;
  rows.forEach(([key, , , clip]) => {
    if (clip) clips[key] = [clip, WORD_MS];
  });
}

/** @param {string} kind @param {Kalankan.Make} make */
function activity(kind, make) {
  makers[kind] = make;
  const screen = screens[state.now];
  if (!screen || screen.dataset.kind !== kind || page.classList.contains("helping")) return;
  if (screen === state.waiting) play(screen);
  else if (screen === state.heardOut) told(screen);
}
