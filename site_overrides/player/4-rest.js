// Nobody is ever lost: after whatever was touched, when nothing happens for a while, what was named
// is shown to be touched again, and what was cut short is taken up again. Only who asked for
// silence gets it, and then the ear shows the way.

const IDLE_MS = 2000;
// The finger is drawn each time; the sentence is said until it must be known.
const HINTS_SAID = 3;
const FINGER_TIP_PX = 16;
const finger = document.createElement("span");
finger.className = "finger";
finger.hidden = true;
const drawnFinger = $("#start .icon");
if (drawnFinger) finger.append(drawnFinger.cloneNode(true));
page.append(finger);

// Begins to wait for the learner; each touch, key and sentence begins it anew.
function rest() {
  clearTimeout(state.idle);
  if (state.saying || state.hushed || document.hidden) return;
  if (page.classList.contains("asleep")) return;
  state.idle = setTimeout(idle, IDLE_MS);
}

function idle() {
  if (state.saying) return;
  const armed = state.armed;
  if (armed && armed !== state.hinted && armed.matches(ACTS) && visible(armed)) {
    hint(armed);
  } else if (!page.classList.contains("helping") && !resume() && state.onward) {
    state.onward();
  }
}

// "Touch again", on the very thing; keys are told to who uses keys.
/** @param {HTMLElement} element */
function hint(element) {
  state.hinted = element;
  point(element);
  const keys = state.byKeys ? ["interface/press-again", "interface/keys"] : [];
  const said = keys[Math.min(state.hints, 1)] || "interface/touch-again";
  state.hints += 1;
  if (state.hints <= HINTS_SAID && state.voiced) say(said, { aside: true });
  else rest();
}

/** @param {HTMLElement | null} element */
function point(element) {
  finger.hidden = !element;
  if (!element) return;
  const box = element.getBoundingClientRect();
  // Its tip in the middle, all of it on the smallest target.
  finger.style.left = box.left + box.width / 2 - FINGER_TIP_PX + "px";
  finger.style.top = box.top + box.height / 2 - FINGER_TIP_PX + "px";
}

// Goes on from the sentence that was cut short; gives whether there was one.
function resume() {
  const told = state.told;
  if (!told || !told.then) return false;
  tellAll(told, {});
  return true;
}

// Silence, because it was asked for: "listen again" goes on from there.
function hush() {
  state.hushed = true;
  $("#listen").classList.toggle("ready", Boolean(state.told && state.told.then));
}
