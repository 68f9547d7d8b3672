// One step a screen, and the scripts of its kind.
const screens = $$("main > section.step");
const steps = screens.filter((screen) => screen.dataset.position);
const makers = {};
const players = new Map();
let now = 0;
let visited = 0;

function show(index, then) {
  now = Math.max(0, Math.min(screens.length - 1, index));
  visited = Math.max(visited, now);
  const screen = screens[now];
  stop();
  disarm();
  helping(false);
  screens.forEach((other) => { other.hidden = other !== screen; });
  $("main").scrollTop = 0;
  beads();
  ready(screen.hasAttribute("data-done"));
  if (page.dataset.lesson) {
    memory.keepIn("place", page.dataset.lesson, now === screens.length - 1 ? 0 : now);
    if (now === screens.length - 1) {
      memory.keepIn("done", page.dataset.lesson, 1);
      document.dispatchEvent(new CustomEvent("kalankan:finished"));
    }
  }
  const other = $("#language");
  if (other) other.hash = "s" + now;
  focus(screen);
  (then || play)(screen);
}

// A screen of lines is told; others wait for the script of their kind.
let waiting = null;
function play(screen) {
  const player = playerOf(screen);
  waiting = heardOut = null;
  if (player && player.start) player.start();
  else if (!$(".bubble", screen)) say($$(".line", screen).map((line) => line.dataset.say), { then: () => told(screen) });
  else waiting = screen;
  if (waiting) fetchScripts();
  clearTimeout(later);
  later = setTimeout(ahead, SCRIPTS_AFTER_MS);
}

function playerOf(screen) {
  const make = makers[screen.dataset.kind];
  if (make && !players.has(screen)) players.set(screen, make(screen, api(screen)));
  return players.get(screen);
}

let heardOut = null;
function told(screen) {
  const player = playerOf(screen);
  heardOut = screen;
  ready(true);
  if (!player) fetchScripts();
  else if (player.told && voiced) player.told();
}

// What the next step needs is asked for once this one can be heard.
let later = 0;
function ahead() {
  fetchScripts();
  if (screens[now + 1]) $$("img", screens[now + 1]).forEach((img) => { img.loading = "eager"; });
}

function ready(yes) {
  const next = $("#next");
  if (next) next.classList.toggle("ready", yes);
}

function beads() {
  const string = $("#beads");
  if (!string) return;
  const position = screens[now].dataset.position;
  string.hidden = !position;
  if (position) {
    string.dataset.say = position;
    $("[data-t]", string).dataset.t = position;
    $("[data-t]", string).textContent = $("h2", screens[now]).textContent;
  }
  $$("i", string).forEach((bead, i) => {
    const at = screens.indexOf(steps[i]);
    bead.className = at === now ? "now" : at >= 0 && at <= visited ? "past" : "";
  });
}

let asked = false;
function fetchScripts() {
  if (asked || page.dataset.kinds === undefined) return;
  asked = true;
  const fetchOne = (address) => {
    const script = document.createElement("script");
    script.async = false;
    script.src = address;
    document.head.append(script);
  };
  const each = (kinds, folder) =>
    kinds.split(" ").filter(Boolean).forEach((kind) => fetchOne(folder + kind + ".js"));
  each(page.dataset.sheets, "");
  each(page.dataset.kinds, page.dataset.scripts);
}

// What a kind has too much of for each page: rows of key, words, picture, clip. A word is short.
const sheets = {};
function sheet(kind, rows) {
  sheets[kind] = rows;
  rows.forEach(([key, , , clip]) => { if (clip) clips[key] = [clip, 2000]; });
}

function activity(kind, make) {
  makers[kind] = make;
  const screen = screens[now];
  if (!screen || screen.dataset.kind !== kind || page.classList.contains("helping")) return;
  if (screen === waiting) play(screen);
  else if (screen === heardOut) told(screen);
}
