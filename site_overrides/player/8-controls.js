// The fixed controls, the help card, and the beginning.

/** @type {{go: (by: number) => void}} What "next" and "previous" do; the home page has its own. */
const hooks = { go: go };

/** @param {number} by */
function go(by) {
  const screen = screens[state.now];
  const home = /** @type {HTMLAnchorElement} */ ($("#home"));
  if (by > 0 && screen.dataset.kind && !screen.hasAttribute("data-done")) {
    report(screen, null, false);
  }
  // A lesson of one file has no home to go to: there the end is told again.
  if (state.now + by >= screens.length && home) {
    location[sensitive ? "replace" : "assign"](home.href);
  } else if (screens[state.now + by]) show(state.now + by);
  else play(screen);
}

/** @param {number} by */
function turn(by) {
  if (page.classList.contains("helping")) help();
  else hooks.go(by);
}

/** @param {boolean} yes */
function helping(yes) {
  page.classList.toggle("helping", yes);
  $("#card").hidden = !yes;
  swap($("#help"), yes ? "interface/help-close" : "interface/help");
}

// What is said when the help card opens: the nearest helpers, then its sentences.
const CARD_SAID = 9;

// A helper's card, once opened, tells all that is known, and the others close.
/** @param {HTMLElement} helper */
function openHelper(helper) {
  const details = /** @type {HTMLDetailsElement} */ (helper);
  if (!details.open) return;
  $$("details.helper[open]", $("#card")).forEach((other) => {
    if (other !== helper) other.removeAttribute("open");
  });
  say(
    $$(".line", $(".about", helper))
      .filter(visible)
      .map((line) => line.dataset.say || "")
  );
}
$$("#card details.helper").forEach((helper) => {
  helper.addEventListener("toggle", () => openHelper(helper));
});
$$("#card details.call").forEach((call) => {
  call.addEventListener("toggle", () => {
    if (/** @type {HTMLDetailsElement} */ (call).open) say($(".trace", call).dataset.say || "");
  });
});

function help() {
  const open = !page.classList.contains("helping");
  stop();
  disarm();
  helping(open);
  screens[state.now].hidden = open;
  $("main").scrollTop = 0;
  if (open) {
    state.held = state.told;
    const card = $("#card");
    focus(card);
    say(
      $$(".helper > summary, .line", card)
        .filter(visible)
        .slice(0, CARD_SAID)
        .map((line) => line.dataset.say || "")
    );
  } else {
    state.told = state.held;
    focus(screens[state.now]);
    if (state.waiting) play(state.waiting);
    else if (state.voiced) repeat();
  }
}

function repeat() {
  if (!state.told) return;
  state.told.at = 0;
  tellAll(state.told, { aloud: true });
}

// With the voice on, a screen reader is not given the same words a second time.
function settings() {
  page.classList.toggle("mute", !state.voiced);
  swap($("#toggle"), state.voiced ? "interface/voice-off" : "interface/voice-on");
  swap($("#slow"), state.slow ? "interface/slow-off" : "interface/slow-on");
  $("#live").setAttribute("aria-live", state.voiced ? "off" : "polite");
  $("#live").textContent = "";
}

/** @type {Object<string, () => void>} By the id of the control. */
const controls = {
  listen() {
    if (page.classList.contains("speaking")) {
      stop();
      // Its name is said, and then there is silence until something is touched.
      if (state.voiced) arm($("#listen"));
      hush();
    } else {
      repeat();
    }
  },
  next: () => turn(1),
  skip: () => turn(1),
  previous: () => turn(-1),
  help: help,
  progress: () => say($("#progress").dataset.say || "", { aside: true, aloud: true }),
  toggle() {
    state.voiced = !state.voiced;
    memory.keep({ voice: state.voiced });
    stop();
    settings();
    const listens = new CustomEvent("kalankan:voice", { cancelable: true });
    const go = document.dispatchEvent(listens);
    // Without a voice nothing is waited for: what was to come after the sentence comes now.
    if (state.voiced) arm($("#toggle"));
    else if (go) resume();
  },
  slow() {
    state.slow = !state.slow;
    memory.keep({ slow: state.slow });
    settings();
    arm($("#slow"));
  },
  erase() {
    memory.erase();
    $("#erased").hidden = false;
    document.dispatchEvent(new CustomEvent("kalankan:erased"));
    say("interface/erased", { aside: true });
  },
};
Object.keys(controls).forEach((id) => {
  const control = document.getElementById(id);
  if (control) control.addEventListener("click", controls[id]);
});
const exit = $("#leave");
if (exit) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
  else rest();
});
window.addEventListener("pagehide", stop);

// A key may be opened years after it was made: what was to be looked at again says so.
const today = new Date().toISOString().slice(0, 10);
for (const given of $$("[data-ends]")) if (String(given.dataset.ends) < today) given.remove();
for (const line of $$("[data-until]")) line.hidden = String(line.dataset.until) >= today;

document.documentElement.className = "js on";
settings();
if (sensitive && window.MediaMetadata && navigator.mediaSession) {
  navigator.mediaSession.metadata = new window.MediaMetadata({ title: document.title });
}

function start() {
  const asked = /^#s(\d+)$/.exec(location.hash);
  const place = (kept.place || {})[page.dataset.lesson || ""];
  const first = asked ? Number(asked[1]) : (!sensitive && place) || 0;
  try {
    history.replaceState(null, "", location.href.split("#")[0]);
  } catch (e) {
    /* file:// in some browsers */
  }
  screens.forEach((screen, i) => {
    screen.hidden = i !== first;
  });
  if (sensitive) ask(() => show(first));
  else show(first);
}
if (page.dataset.kinds !== undefined) start();

window.Kalankan = {
  $,
  $$,
  memory,
  hooks,
  say,
  ask,
  show,
  arm,
  activity,
  again: (screen) => (playerOf(screen) || {}).again,
  sheet,
  voiced: () => state.voiced,
  tone,
};
