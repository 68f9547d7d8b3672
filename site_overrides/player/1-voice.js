// The player is these files in their order, published as one classic script of ES2018 (five
// requests lead to the first sentence). It asks for nothing but clips and the activities' scripts.
// Here: what the page and the device hold, and the voice, one sentence at a time.

const page = document.body;
const $ = (selector, within) => (within || document).querySelector(selector);
const $$ = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const clips = JSON.parse($("#clips").textContent);
const audio = $("#voice");
const sensitive = page.hasAttribute("data-sensitive");
const ACTS = "button, a[href], summary";
const READING_MS_PER_LETTER = 70;
const SCRIPTS_AFTER_MS = 1500;

// What stays on the device: nothing at all in a sensitive lesson.
const memory = {
  read() {
    try { return JSON.parse(localStorage.getItem("kalankan")) || {}; } catch (e) { return {}; }
  },
  keep(change) {
    if (sensitive) return;
    try { localStorage.setItem("kalankan", JSON.stringify(Object.assign(this.read(), change))); } catch (e) { /* full or forbidden */ }
  },
  keepIn(part, key, value) {
    const kept = this.read()[part] || {};
    kept[key] = value;
    this.keep({ [part]: kept });
  },
  erase() {
    try { localStorage.removeItem("kalankan"); } catch (e) { /* forbidden */ }
  }
};
const kept = memory.read();
let voiced = kept.voice !== false;
let slow = kept.slow === true;

let run = 0;
let timer = 0;
let frame = 0;
let lit = null;
let last = null;
let advance = 0;

function stop() {
  run += 1;
  clearTimeout(timer);
  clearTimeout(advance);
  cancelAnimationFrame(frame);
  audio.onended = audio.onerror = null;
  audio.pause();
  unlight();
  speaking(false);
}

// Says the ids in turn, then calls `then`. `aside`: a name, not what "listen again" repeats.
// `aloud`: even with self-voicing off. What was cut short goes on from "listen again".
function say(ids, options) {
  const wish = options || {};
  const list = [].concat(ids).join(" ").split(" ").filter(Boolean);
  stop();
  const mine = run;
  const told = { ids: list, then: wish.then };
  if (!wish.aside) last = told;
  speaking(!wish.aside);
  let at = voiced || wish.aloud ? 0 : list.length;
  (function next() {
    if (mine !== run) return;
    unlight();
    if (at < list.length) {
      one(list[at++], mine, next, () => say(ids, options));
    } else {
      speaking(false);
      told.then = null;
      if (wish.then) wish.then();
    }
  })();
}

function one(id, mine, next, again) {
  const clip = clips[id];
  const words = light(id, clip && clip[2]);
  let over = false;
  const end = () => {
    if (over || mine !== run) return;
    over = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    next();
  };
  // No clip, or one that does not load: the words stay lit as long as it takes to read them.
  const read = () => {
    clearTimeout(timer);
    timer = setTimeout(end, Math.max(1500, (lit ? lit.textContent.length : 0) * READING_MS_PER_LETTER));
  };
  if (!clip) { read(); return; }
  const address = page.dataset.clips + clip[0] + ".mp3";
  if (audio.getAttribute("src") !== address) audio.src = address;
  else if (audio.currentTime) audio.currentTime = 0;
  audio.defaultPlaybackRate = audio.playbackRate = slow ? 0.75 : 1;
  audio.onended = end;
  audio.onerror = read;
  timer = setTimeout(end, clip[1] / audio.playbackRate + 6000);
  if (words.length) follow(words, clip[2], mine);
  const started = audio.play();
  if (started) {
    started.catch((error) => {
      const asleep = page.classList.contains("asleep");
      if (mine === run && error.name === "NotAllowedError" && !asleep) ask(again);
    });
  }
}

function light(id, gaps) {
  lit = $$('[data-t="' + id + '"]').find(visible) || null;
  if (!lit) return [];
  lit.classList.add("lit");
  const words = lit.textContent.split(/(\s+)/);
  if (!gaps || lit.childElementCount || gaps.length !== words.filter((w) => w.trim()).length) return [];
  lit.textContent = "";
  words.forEach((word) => {
    if (!word.trim()) { lit.append(word); return; }
    const span = document.createElement("span");
    span.className = "w";
    span.textContent = word;
    lit.append(span);
  });
  return Array.from(lit.children);
}

function unlight() {
  if (!lit) return;
  lit.classList.remove("lit");
  if ($(".w", lit)) lit.textContent = lit.textContent;
  lit = null;
}

function follow(words, gaps, mine) {
  let left = audio.currentTime * 100 - gaps[0];
  let at = 0;
  while (at + 1 < gaps.length && gaps[at + 1] <= left) left -= gaps[at += 1];
  words.forEach((word, i) => word.classList.toggle("on", i === at));
  frame = requestAnimationFrame(() => { if (mine === run) follow(words, gaps, mine); });
}

function speaking(yes) {
  page.classList.toggle("speaking", yes);
  swap($("#listen"), yes ? "interface/stop" : "interface/listen");
}

// Sounds of right and try-again differ in pitch and in shape, and can be felt.
let context = null;
function tone(type, notes, buzz) {
  try {
    context = context || new (window.AudioContext || window.webkitAudioContext)();
    notes.forEach(([hz, from, to]) => {
      const pipe = context.createOscillator();
      const gain = context.createGain();
      const t = context.currentTime;
      pipe.type = type;
      pipe.frequency.value = hz;
      gain.gain.setValueAtTime(0.25, t + from);
      gain.gain.linearRampToValueAtTime(0, t + to);
      pipe.connect(gain);
      gain.connect(context.destination);
      pipe.start(t + from);
      pipe.stop(t + to);
    });
    if (navigator.vibrate) navigator.vibrate(buzz);
  } catch (e) { /* no sound device */ }
}
const chime = () => tone("sine", [[660, 0, 0.18], [990, 0.16, 0.5]], 60);
const thud = () => tone("triangle", [[196, 0, 0.15], [165, 0.2, 0.45]], [70, 60, 70]);
const SOUND_MS = 500;
