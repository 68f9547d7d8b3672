// Self-voicing: every button, link and line that carries data-say="id id…" speaks on focus or first
// touch; the second touch, Enter or Space acts.

/** @param {HTMLElement} element */
const instant = (element) =>
  element.hasAttribute("data-now") ||
  (element.id === "listen" && page.classList.contains("speaking"));

// "Next" acts at once when it has been used so often that it must be known.
const NEXTS_LEARNT = 3;
// Who still touches twice out of habit must not lose a step.
const SECOND_TOUCH_MS = 800;

/** @param {EventTarget | null} node @returns {HTMLElement | null} */
const sayer = (node) => (node instanceof Element ? node.closest("[data-say]") : null);

/** @param {HTMLElement} element */
function arm(element) {
  stop();
  disarm();
  state.hushed = false;
  state.armed = element;
  element.classList.add("armed");
  focus(element);
  say(element.dataset.say || "", { aside: true });
}

function disarm() {
  if (state.armed) state.armed.classList.remove("armed");
  state.armed = state.hinted = null;
  point(null);
}

/** @param {HTMLElement} element */
function focus(element) {
  if (!element.matches(ACTS)) element.tabIndex = -1;
  state.quiet = true;
  element.focus({ preventScroll: element === screens[state.now] });
  state.quiet = false;
}

document.addEventListener(
  "pointerdown",
  (event) => {
    state.touching = state.touched = true;
    state.byKeys = false;
    clearTimeout(state.idle);
    state.wasArmed = state.armed !== null && state.armed === sayer(event.target);
  },
  true
);

// A finger that only slides does not click; what was to come by itself still comes.
["pointerup", "pointercancel"].forEach((what) => document.addEventListener(what, rest, true));

document.addEventListener("focusin", (event) => {
  if (state.quiet || state.touching || !state.voiced) return;
  const element = sayer(event.target);
  if (element && element === event.target) arm(element);
  else disarm();
});

document.addEventListener(
  "click",
  (event) => {
    $("#live").textContent = "";
    const element = sayer(event.target);
    const byTouch = state.touching;
    state.touching = false;
    if (!element || !state.voiced) {
      rest();
    } else if (!element.matches(ACTS)) {
      arm(element);
    } else if (byTouch && element.id === "next" ? !nextActs() : named(element, byTouch)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      // It acts: nobody is told to touch it again.
      state.hinted = element;
      point(null);
    }
  },
  true
);

/**
 * Whether this touch only says the name.
 * @param {HTMLElement} element
 * @param {boolean} byTouch
 */
function named(element, byTouch) {
  const names = byTouch && !state.wasArmed && !instant(element);
  if (names) arm(element);
  return names;
}

function nextActs() {
  if (state.justWent) return false;
  if (state.nexts < NEXTS_LEARNT) {
    if (named($("#next"), true)) return false;
    state.nexts += 1;
    memory.keep({ nexts: state.nexts });
    return true;
  }
  state.justWent = true;
  setTimeout(() => {
    state.justWent = false;
  }, SECOND_TOUCH_MS);
  return true;
}

document.addEventListener("click", (event) => {
  const link =
    event.target instanceof Element &&
    /** @type {HTMLAnchorElement | null} */ (event.target.closest("a[data-replace]"));
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  location.replace(link.href);
});

/** @type {Object<string, string>} */
const KEYS = { 0: "#listen", 7: "#previous", 8: "#help", 9: "#next" };

document.addEventListener("keydown", (event) => {
  state.touching = false;
  state.byKeys = state.touched = true;
  clearTimeout(state.idle);
  if (event.key === "Shift" && !event.repeat && sensitive) {
    state.shifts = state.shifts.filter((t) => event.timeStamp - t < 1500).concat(event.timeStamp);
    if (state.shifts.length === 3) leave();
  }
  if (!event.altKey && !event.ctrlKey && !event.metaKey) press(event);
  rest();
});

/** @param {KeyboardEvent} event */
function press(event) {
  const same = event.key === state.lastKey;
  state.lastKey = event.key;
  if (page.classList.contains("asleep")) wake(event.key, same);
  else if (event.key === "Escape") {
    stop();
    hush();
  } else if (/^[0-9]$/.test(event.key)) number(event.key);
  else if (state.voiced && /^Arrow/.test(event.key)) {
    event.preventDefault();
    move(event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : -1);
  } else if (event.key === "Enter" || event.key === " ") {
    enter(event);
  }
}

/** @param {string} key @param {boolean} same */
function wake(key, same) {
  const start = $("#start");
  if (!/^[0-9]$|^Arrow/.test(key)) return;
  if (state.armed === start && same) start.click();
  else arm(start);
}

/** @param {string} key */
function number(key) {
  const target = $$(KEYS[key] || '[data-n="' + key + '"]').find(visible);
  if (!target) return;
  if (target === state.armed || !state.voiced || instant(target)) target.click();
  else arm(target);
}

// The browser acts by itself on buttons, and on links with Enter.
/** @param {KeyboardEvent} event */
function enter(event) {
  const here = /** @type {HTMLElement} */ (document.activeElement || page);
  if (!here.hasAttribute("data-say")) return;
  if (!here.matches(ACTS)) arm(here);
  else if (event.key === " " && here.matches("a")) here.click();
  else return;
  event.preventDefault();
}

// Arrow keys go through all that speaks, in the order it is read.
/** @param {number} by */
function move(by) {
  const stops = $$("[data-say]").filter(visible);
  const here = /** @type {HTMLElement} */ (document.activeElement || page);
  let at = stops.indexOf(here);
  if (at < 0) {
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    const after = stops.findIndex((s) => here.compareDocumentPosition(s) & follows);
    at = after < 0 ? stops.length : after;
    if (by > 0) at -= 1;
  }
  const target = stops[(at + by + stops.length) % stops.length];
  if (target) arm(target);
}

// Shows one of a control's two faces: its name and its clip go together.
/** @param {HTMLElement | null} control @param {string} key */
function swap(control, key) {
  if (!control || control.dataset.say === key) return;
  $$("[data-t]", control).forEach((face) => {
    face.hidden = face.dataset.t !== key;
  });
  $$("[data-icon]", control).forEach((face) => {
    face.classList.toggle("off", face.dataset.icon !== key);
  });
  control.dataset.say = key;
}

// ---- The first touch: browsers, and sensitive lessons, keep silent until then
/** @param {() => void} then */
function ask(then) {
  const start = $("#start");
  stop();
  page.classList.add("asleep");
  start.hidden = false;
  focus(start);
  start.onclick = () => {
    page.classList.remove("asleep");
    start.hidden = true;
    then();
  };
}

function leave() {
  stop();
  page.hidden = true;
  document.documentElement.className = "left";
  document.title = "";
  audio.removeAttribute("src");
  const inside = /** @type {HTMLTemplateElement | null} */ ($("#neutral"));
  if (inside) hide(inside);
  else location.replace(/** @type {HTMLAnchorElement} */ ($("#leave")).href);
}

// A lesson of one file has no other page to go to: all of it is taken out, but the table it holds.
/** @param {HTMLTemplateElement} table */
function hide(table) {
  ["pointerdown", "pointerup", "click", "keydown", "focusin", "visibilitychange"].forEach((what) =>
    window.addEventListener(what, (event) => event.stopImmediatePropagation(), true)
  );
  clearTimeout(state.idle);
  clearTimeout(state.later);
  document.title = table.dataset.title || "";
  page.textContent = "";
  page.className = "neutral";
  page.append(table.content);
  page.hidden = false;
}
