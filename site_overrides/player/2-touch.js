// Self-voicing: every button, link and line that carries data-say="id id…" speaks on focus or first
// touch; the second touch, Enter or Space acts.
let armed = null;
let touching = false;
let wasArmed = false;
let quiet = false;
const visible = (element) => element.getClientRects().length > 0 && !element.hidden;
const instant = (element) =>
  element.hasAttribute("data-now") || (element.id === "listen" && page.classList.contains("speaking"));
const sayer = (node) => (node && node.closest ? node.closest("[data-say]") : null);

function arm(element) {
  stop();
  disarm();
  armed = element;
  element.classList.add("armed");
  focus(element);
  say(element.dataset.say, { aside: true });
}

function disarm() {
  if (armed) armed.classList.remove("armed");
  armed = null;
}

function focus(element) {
  if (!element.matches(ACTS)) element.tabIndex = -1;
  quiet = true;
  element.focus({ preventScroll: element === screens[now] });
  quiet = false;
}

document.addEventListener("pointerdown", (event) => {
  touching = true;
  clearTimeout(advance);
  wasArmed = armed !== null && armed === sayer(event.target);
}, true);

document.addEventListener("focusin", (event) => {
  if (quiet || touching || !voiced) return;
  const element = sayer(event.target);
  if (element === event.target) arm(element);
  else disarm();
});

document.addEventListener("click", (event) => {
  const element = sayer(event.target);
  const byTouch = touching;
  touching = false;
  if (!element || !voiced) return;
  if (!element.matches(ACTS)) {
    arm(element);
  } else if (byTouch && !wasArmed && !instant(element)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    arm(element);
  }
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[data-replace]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  location.replace(link.href);
});

const KEYS = { 0: "#listen", 7: "#previous", 8: "#help", 9: "#next" };
let shifts = [];
let lastKey = "";
document.addEventListener("keydown", (event) => {
  touching = false;
  clearTimeout(advance);
  if (event.key === "Shift" && !event.repeat && sensitive) {
    shifts = shifts.filter((t) => event.timeStamp - t < 1500).concat(event.timeStamp);
    if (shifts.length === 3) leave();
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const here = document.activeElement;
  const same = event.key === lastKey;
  lastKey = event.key;
  if (page.classList.contains("asleep")) {
    const start = $("#start");
    if (!/^[0-9]$|^Arrow/.test(event.key)) return;
    if (armed === start && same) start.click();
    else arm(start);
  } else if (event.key === "Escape") {
    stop();
  } else if (/^[0-9]$/.test(event.key)) {
    const target = $$(KEYS[event.key] || '[data-n="' + event.key + '"]').find(visible);
    if (!target) return;
    if (target === armed || !voiced || instant(target)) target.click();
    else arm(target);
  } else if (voiced && /^Arrow/.test(event.key)) {
    event.preventDefault();
    move(event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : -1);
  } else if (here && here.hasAttribute("data-say") && (event.key === "Enter" || event.key === " ")) {
    if (!here.matches(ACTS)) arm(here);
    else if (event.key === " " && here.matches("a")) here.click();
    else return;
    event.preventDefault();
  }
});

// Arrow keys go through all that speaks, in the order it is read.
function move(by) {
  const stops = $$("[data-say]").filter(visible);
  const here = document.activeElement;
  let at = stops.indexOf(here);
  if (at < 0) {
    const after = stops.findIndex((s) => here.compareDocumentPosition(s) & Node.DOCUMENT_POSITION_FOLLOWING);
    at = after < 0 ? stops.length : after;
    if (by > 0) at -= 1;
  }
  const target = stops[(at + by + stops.length) % stops.length];
  if (target) arm(target);
}

// Shows one of a control's two faces: its name and its clip go together.
function swap(control, key) {
  if (!control || control.dataset.say === key) return;
  $$("[data-t]", control).forEach((face) => { face.hidden = face.dataset.t !== key; });
  $$("[data-icon]", control).forEach((face) => face.classList.toggle("off", face.dataset.icon !== key));
  control.dataset.say = key;
}

// ---- The first touch: browsers, and sensitive lessons, keep silent until then
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
  location.replace($("#leave").href);
}
