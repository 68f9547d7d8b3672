// The voice: one sentence at a time, its words lit. Whatever cuts it short, the way on is kept in
// `state.told` and taken up again (see idle()).

function stop() {
  state.run += 1;
  [state.timer, state.idle].forEach(clearTimeout);
  cancelAnimationFrame(state.frame);
  audio.onended = audio.onerror = null;
  audio.pause();
  unlight();
  state.saying = false;
  speaking(false);
}

/**
 * Says the ids in turn, then calls `then`.
 * @type {Kalankan.Say}
 */
function say(ids, options) {
  const wish = options || {};
  const list = String(ids).split(/[ ,]/).filter(Boolean);
  if (wish.aside) aside(list, wish);
  else tellAll({ ids: list, at: 0, then: wish.then || null }, wish);
}

// A name, a picture: what was being told before is taken up again afterwards.
/** @param {string[]} ids @param {Kalankan.SayOptions} wish */
function aside(ids, wish) {
  begin(ids, 0, wish, () => {
    const told = state.told;
    // Who touches the sentence that was to come has heard it.
    const first = told
      ? told.ids.findIndex((_, i) => ids.every((id, j) => told.ids[i + j] === id))
      : -1;
    if (told && first >= 0) told.at = Math.max(told.at, first + ids.length);
    if (wish.then) wish.then();
  });
}

/** @param {Kalankan.Told} told @param {Kalankan.SayOptions} wish */
function tellAll(told, wish) {
  state.told = told;
  state.hushed = false;
  state.onward = null;
  begin(told.ids, told.at, wish, () => {
    const then = told.then;
    told.then = null;
    if (then) then();
  });
}

/**
 * @param {string[]} ids
 * @param {number} from
 * @param {Kalankan.SayOptions} wish
 * @param {() => void} over
 */
function begin(ids, from, wish, over) {
  stop();
  const mine = state.run;
  const told = state.told;
  state.saying = true;
  $("#listen").classList.remove("ready");
  speaking(!wish.aside && !wish.still);
  let at = state.voiced || wish.aloud ? from : ids.length;
  if (at === ids.length) announce(ids);
  (function next() {
    if (mine !== state.run) return;
    unlight();
    if (at < ids.length) {
      if (told && !wish.aside) told.at = at;
      one(ids[at++], mine, next, () => begin(ids, at - 1, wish, over));
    } else {
      state.saying = false;
      speaking(false);
      rest();
      over();
    }
  })();
}

/**
 * @param {string} id
 * @param {number} mine
 * @param {() => void} next
 * @param {() => void} again
 */
function one(id, mine, next, again) {
  const clip = clips[id];
  const words = light(id, clip && clip[2]);
  let over = false;
  const end = () => {
    if (over || mine !== state.run) return;
    over = true;
    clearTimeout(state.timer);
    cancelAnimationFrame(state.frame);
    next();
  };
  // No clip, or one that does not load: the words stay lit as long as it takes to read them.
  const read = () => {
    clearTimeout(state.timer);
    const letters = state.lit ? (state.lit.textContent || "").length : 0;
    state.timer = setTimeout(end, Math.max(1500, letters * READING_MS_PER_LETTER));
  };
  if (!clip || !clip[0]) {
    read();
    return;
  }
  const address = page.dataset.clips + clip[0] + ".mp3";
  if (audio.getAttribute("src") !== address) audio.src = address;
  else if (audio.currentTime) audio.currentTime = 0;
  audio.defaultPlaybackRate = audio.playbackRate = state.slow ? 0.75 : 1;
  audio.onended = end;
  audio.onerror = read;
  state.timer = setTimeout(end, (clip[1] || 0) / audio.playbackRate + CLIP_LATE_MS);
  if (clip[2] && words.length) follow(words, clip[2], mine);
  const started = audio.play();
  if (started) {
    started.catch((error) => {
      const asleep = page.classList.contains("asleep");
      if (mine === state.run && error.name === "NotAllowedError" && !asleep) ask(again);
    });
  }
}

/**
 * Lights the words of an utterance, and the card they stand on; gives one element for each word.
 * @param {string} id
 * @param {number[]} [gaps]
 * @returns {HTMLElement[]}
 */
function light(id, gaps) {
  const shown = $$('[data-t="' + id + '"]').find(visible);
  if (!shown) return [];
  state.lit = shown;
  shown.classList.add("lit");
  const card = shown.closest(".option");
  if (card) card.classList.add("told");
  const count = (shown.textContent || "").split(/\s+/).filter(Boolean).length;
  if (!gaps || gaps.length !== count) return [];
  state.unlit = Array.from(shown.childNodes);
  const copy = /** @type {HTMLElement} */ (shown.cloneNode(true));
  shown.textContent = "";
  shown.append(...Array.from(copy.childNodes));
  return wrap(shown);
}

// Each word in an element of its own, also inside what is marked as another language.
/** @param {Node} node @returns {HTMLElement[]} */
function wrap(node) {
  if (node.nodeType !== Node.TEXT_NODE) {
    return [].concat(...Array.from(node.childNodes).map(/** @type {any} */ (wrap)));
  }
  /** @type {HTMLElement[]} */
  const words = [];
  const pieces = (node.textContent || "").split(/(\s+)/).map((piece) => {
    if (!piece.trim()) return piece;
    const span = document.createElement("span");
    span.className = "w";
    span.textContent = piece;
    words.push(span);
    return span;
  });
  /** @type {Text} */ (node).replaceWith(...pieces);
  return words;
}

function unlight() {
  $$(".told").forEach((card) => card.classList.remove("told"));
  if (!state.lit) return;
  state.lit.classList.remove("lit");
  if (state.unlit.length) {
    state.lit.textContent = "";
    state.lit.append(...state.unlit);
  }
  state.unlit = [];
  state.lit = null;
}

/** @param {HTMLElement[]} words @param {number[]} gaps @param {number} mine */
function follow(words, gaps, mine) {
  let left = audio.currentTime * 100 - gaps[0];
  let at = 0;
  while (at + 1 < gaps.length && gaps[at + 1] <= left) left -= gaps[(at += 1)];
  words.forEach((word, i) => word.classList.toggle("on", i === at));
  state.frame = requestAnimationFrame(() => {
    if (mine === state.run) follow(words, gaps, mine);
  });
}

// With the voice off a screen reader says it. What it reads anyway, because the focus goes there,
// is not said twice; what belongs to one act is said together.
/** @param {string[]} ids */
function announce(ids) {
  if (state.voiced || state.arriving) return;
  const live = $("#live");
  ids.forEach((id) => {
    const shown = $('[data-t="' + id + '"]');
    if (!shown) return;
    const said = document.createElement("span");
    said.dataset.t = id;
    said.textContent = shown.textContent + " ";
    live.append(said);
  });
}

/** @param {boolean} yes */
function speaking(yes) {
  page.classList.toggle("speaking", yes);
  swap($("#listen"), yes ? "interface/stop" : "interface/listen");
}

// ---- Sounds of right and try-again differ in pitch and in shape, and can be felt.
/** @type {AudioContext | null} */
let device = null;

/**
 * @param {OscillatorType} type
 * @param {[number, number, number][]} notes Hz, start and end in seconds
 * @param {number | number[]} buzz
 * @param {number} [loud]
 */
function tone(type, notes, buzz, loud) {
  // Before the first touch browsers give no sound, and complain.
  if (!state.touched) return;
  try {
    const Device = window.AudioContext || /** @type {any} */ (window).webkitAudioContext;
    const context = (device = device || /** @type {AudioContext} */ (new Device()));
    notes.forEach(([hz, from, to]) => {
      const pipe = context.createOscillator();
      const gain = context.createGain();
      const t = context.currentTime;
      pipe.type = type;
      pipe.frequency.value = hz;
      gain.gain.setValueAtTime(loud || 0.25, t + from);
      gain.gain.linearRampToValueAtTime(0, t + to);
      pipe.connect(gain);
      gain.connect(context.destination);
      pipe.start(t + from);
      pipe.stop(t + to);
    });
    if (navigator.vibrate) navigator.vibrate(buzz);
  } catch (e) {
    /* no sound device */
  }
}

const chime = () =>
  tone(
    "sine",
    [
      [660, 0, 0.18],
      [990, 0.16, 0.5],
    ],
    60
  );
const thud = () =>
  tone(
    "triangle",
    [
      [196, 0, 0.15],
      [165, 0.2, 0.45],
    ],
    [70, 60, 70]
  );
// One soft note for each new step, between the pitches of right and of try-again.
const step = () => tone("sine", [[400, 0, 0.12]], 0, 0.06);
