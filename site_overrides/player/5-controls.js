// The fixed controls, the help card, and the beginning.
const hooks = { go: go };

function go(by) {
  if (now + by >= screens.length) location[sensitive ? "replace" : "assign"]($("#home").href);
  else if (now + by >= 0) show(now + by);
  else play(screens[now]);
}

function turn(by) {
  if (page.classList.contains("helping")) help();
  else hooks.go(by);
}

function helping(yes) {
  page.classList.toggle("helping", yes);
  $("#card").hidden = !yes;
  swap($("#help"), yes ? "interface/help-close" : "interface/help");
}

let held = null;
function help() {
  const open = !page.classList.contains("helping");
  stop();
  disarm();
  helping(open);
  screens[now].hidden = open;
  $("main").scrollTop = 0;
  if (open) {
    held = last;
    focus($("#card"));
    say($$(".line", $("#card")).filter(visible).map((line) => line.dataset.say));
  } else {
    last = held;
    focus(screens[now]);
    if (waiting) play(waiting);
    else if (voiced) repeat();
  }
}

function repeat() {
  if (last) say(last.ids, { then: last.then, aloud: true });
}

// With the voice on, a screen reader is not given the same words a second time.
function state() {
  page.classList.toggle("mute", !voiced);
  swap($("#toggle"), voiced ? "interface/voice-off" : "interface/voice-on");
  swap($("#slow"), slow ? "interface/slow-off" : "interface/slow-on");
  $$("[data-live]").forEach((region) => region.setAttribute("aria-live", voiced ? "off" : "polite"));
}

const controls = {
  listen() {
    if (page.classList.contains("speaking")) {
      stop();
      if (voiced) arm($("#listen"));
    } else {
      repeat();
    }
  },
  next() { turn(1); },
  skip() { turn(1); },
  previous() { turn(-1); },
  help: help,
  beads() { say($("#beads").dataset.say, { aside: true, aloud: true }); },
  toggle() {
    voiced = !voiced;
    memory.keep({ voice: voiced });
    stop();
    state();
    if (voiced) arm($("#toggle"));
  },
  slow() {
    slow = !slow;
    memory.keep({ slow: slow });
    state();
    arm($("#slow"));
  },
  erase() {
    memory.erase();
    $("#erased").hidden = false;
    document.dispatchEvent(new CustomEvent("kalankan:erased"));
    say("interface/erased", { aside: true });
  }
};
Object.keys(controls).forEach((id) => {
  const control = document.getElementById(id);
  if (control) control.addEventListener("click", controls[id]);
});
const exit = $("#leave");
if (exit) exit.addEventListener("click", (event) => { event.preventDefault(); leave(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
window.addEventListener("pagehide", stop);

document.documentElement.className = "js on";
state();
if (sensitive && window.MediaMetadata && navigator.mediaSession) {
  navigator.mediaSession.metadata = new window.MediaMetadata({ title: document.title });
}
function begin() {
  const asked = /^#s(\d+)$/.exec(location.hash);
  const place = (kept.place || {})[page.dataset.lesson];
  const start = asked ? Number(asked[1]) : (!sensitive && place) || 0;
  try { history.replaceState(null, "", location.href.split("#")[0]); } catch (e) { /* file:// in some browsers */ }
  screens.forEach((screen, i) => { screen.hidden = i !== start; });
  if (sensitive) ask(() => show(start));
  else show(start);
}
if (page.dataset.kinds !== undefined) begin();

window.Kalankan = { $, $$, memory, hooks, say, ask, show, arm, activity, sheet };
