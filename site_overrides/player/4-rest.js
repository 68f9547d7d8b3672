// Nobody is ever lost: after whatever was touched, when nothing happens for a while, what was cut
// short is taken up again. Only who asked for silence gets it, and then the ear shows the way.

const IDLE_MS = 2000;

// Begins to wait for the learner; each touch, key and sentence begins it anew.
function rest() {
  clearTimeout(state.idle);
  if (state.saying || state.hushed || document.hidden) return;
  if (page.classList.contains("asleep")) return;
  state.idle = setTimeout(idle, IDLE_MS);
}

function idle() {
  if (state.saying || page.classList.contains("helping")) return;
  if (!resume() && state.onward) state.onward();
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
  stop();
  state.hushed = true;
  $("#listen").classList.toggle("ready", Boolean(state.told && state.told.then));
}
