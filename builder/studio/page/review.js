// Reviewing: one text after the other, those in doubt first. Each opinion is kept at once.
(function () {
  "use strict";
  const { ask } = window.StudioHome;
  const { side, change, isOpen, element } = window.StudioChanges;
  const $ = (id) => document.getElementById(id);
  const NAME = "studio-reviewer";
  const SLOW = 0.7;
  const sound = new Audio();
  let language = "";
  let strings = []; // what this reviewer has to look at, in order
  let at = 0;
  let asking = "propose"; // what the form sends
  let busy = false;

  function say(what, kind) {
    $("told").className = kind || "";
    $("told").textContent = what;
  }

  function only(shown) {
    for (const id of ["start", "changes", "stage"]) $(id).hidden = id !== shown;
    $("controls").hidden = $("count").hidden = shown !== "stage";
    document.body.classList.toggle("at-stage", shown === "stage");
  }

  function name() {
    return $("name").value.trim();
  }

  // Runs one request at a time; what goes wrong is told.
  function once(doing) {
    if (busy) return;
    busy = true;
    Promise.resolve(doing())
      .catch((error) => say(error.message, "bad"))
      .then(() => (busy = false));
  }

  function load() {
    return ask("review/" + encodeURIComponent(language) + "?by=" + encodeURIComponent(name())).then(
      (answer) => answer.json()
    );
  }

  // ---- Where one begins

  function start() {
    only("start");
    return ask("languages")
      .then((answer) => answer.json())
      .then(function (told) {
        $("languages").textContent = "";
        for (const one of told.languages) {
          const review = button("Relire en " + one.french, "go", () => begin(one.tag));
          const see = button("Voir ce qui est proposé", "go whole", () => showChanges(one.tag));
          $("languages").append(element("li", "", review, see));
        }
      });
  }

  function button(told, look, act) {
    const made = element("button", look, told);
    made.type = "button";
    made.addEventListener("click", () => once(act));
    return made;
  }

  function begin(tag) {
    if (name().length < 2) {
      say("Écris d’abord ton nom : il signe ce que tu relis.", "warn");
      $("name").focus();
      return;
    }
    localStorage.setItem(NAME, name());
    say("");
    language = tag;
    return load().then(function (told) {
      strings = told.strings.filter((one) => !one.opinions.some((said) => said.by === name()));
      at = 0;
      figures(told.progress);
      if (strings.length) show();
      else end();
    });
  }

  function end() {
    only("start");
    say("Tu as tout relu dans cette langue. Merci !", "good");
  }

  function figures(progress) {
    const pace = progress.anHour ? " · " + progress.anHour + " à l’heure" : "";
    const today = progress.today ? " · " + progress.today + " aujourd’hui" : "";
    $("count").textContent = "encore " + progress.left + " sur " + progress.total + today + pace;
  }

  // ---- One text

  function show() {
    only("stage");
    const one = strings[at];
    $("wording").hidden = true;
    $("role").textContent = one.role;
    $("place").textContent = one.place || one.places.join(", ");
    $("before").textContent = one.near[0];
    $("say").textContent = one.words;
    $("after").textContent = one.near[1];
    for (const id of ["before", "say", "after", "spoken", "proposal"]) $(id).lang = language;
    $("spoken").hidden = !one.spoken;
    $("spoken").textContent = "Se dit : " + one.spoken;
    $("others").textContent = "";
    for (const other of one.others) {
      const told = element("dd", "", other.words);
      told.lang = other.language;
      $("others").append(element("dt", "", "En " + other.french), told);
    }
    fill($("remarks"), one.remarks.map((remark) => element("li", "", remark)));
    fill($("opinions"), one.opinions.map((opinion) => side(opinion, language)));
    $("evidence").hidden = !one.evidence.length;
    fill($("evidence").querySelector("ul"), one.evidence.map(evidence));
    $("picture").hidden = !one.picture;
    if (one.picture) {
      $("picture").src = "picture/" + one.picture.name;
      $("picture").alt = one.picture.alt;
    }
    for (const id of ["listen", "slowly"]) allow(id, Boolean(one.line));
    allow("back", at > 0);
    sound.pause();
    $("say").focus({ preventScroll: true });
    document.querySelector("main").scrollTop = 0;
  }

  function evidence(row) {
    return element("li", "", row.idea + " : " + row.said + " (" + row.trust + "). " + row.why);
  }

  function fill(list, made) {
    list.textContent = "";
    list.append(...made);
  }

  // Not `disabled`: who is on a button stays on it.
  function allow(id, is) {
    $(id).setAttribute("aria-disabled", String(!is));
  }

  function hear(rate) {
    const line = strings[at].line;
    if (!line) return;
    return ask("clip/" + line.map(encodeURIComponent).join("/"))
      .then((answer) => answer.blob())
      .then(function (clip) {
        if (sound.src) URL.revokeObjectURL(sound.src);
        sound.src = URL.createObjectURL(clip);
        sound.playbackRate = rate;
        return sound.play();
      })
      .catch((error) => error.name !== "AbortError" && say(error.message, "bad"));
  }

  function send(says, told) {
    const one = strings[at];
    const body = JSON.stringify(Object.assign({ by: name(), says: says }, told));
    return ask("opinion/" + language + "/" + one.of, { method: "POST", body: body })
      .then((answer) => answer.json())
      .then(function (kept) {
        one.opinions = kept.string.opinions;
        figures(kept.progress);
        forward();
        if (!$("stage").hidden) say("Gardé.", "good");
      });
  }

  function forward() {
    if (at + 1 >= strings.length) {
      end();
      return;
    }
    at += 1;
    show();
  }

  function open(what) {
    asking = what;
    $("proposing").hidden = what === "question";
    $("proposal").value = strings[at].words;
    $("note").value = "";
    $("wording").hidden = false;
    $(what === "question" ? "note" : "proposal").focus();
    $("wording").scrollIntoView({ block: "nearest" });
  }

  // ---- What an author takes or leaves

  function showChanges(tag) {
    language = tag;
    return load().then(function (told) {
      only("changes");
      const open = told.strings.filter(isOpen);
      const none = element("li", "near", "Rien n’attend : aucune proposition, aucune question.");
      const decided = (...what) => once(() => decide(...what));
      const rows = open.map((string) => change(string, language, decided));
      fill($("changes").querySelector("ul"), open.length ? rows : [none]);
      $("changes-title").focus();
    });
  }

  function decide(address, string, opinion) {
    const body = JSON.stringify({ by: name() || "L’autrice", proposal: opinion.proposal });
    return ask(address + "/" + language + "/" + string.of, { method: "POST", body: body })
      .then((answer) => answer.json())
      .then(function (done) {
        const files = done.changed ? " dans " + done.changed.join(", ") : "";
        return showChanges(language).then(() =>
          say(address === "taken" ? "Pris : le texte est changé" + files + "." : "Laissé.", "good")
        );
      });
  }

  // ---- Hands

  const ACTIONS = {
    back: () => (at -= 1, show(), say("")),
    listen: () => hear(1),
    slowly: () => hear(SLOW),
    accept: () => send("accept", {}),
    otherwise: () => open("propose"),
    question: () => open("question"),
    skip: () => (say(""), forward()),
    cancel: () => ($("wording").hidden = true),
  };
  for (const id of Object.keys(ACTIONS)) {
    $(id).addEventListener("click", function () {
      if ($(id).getAttribute("aria-disabled") === "true") return;
      // Who hears does not wait to say what she thinks.
      if (id === "listen" || id === "slowly") ACTIONS[id]();
      else once(ACTIONS[id]);
    });
  }
  $("wording").addEventListener("submit", function (event) {
    event.preventDefault();
    const proposal = asking === "propose" ? $("proposal").value : "";
    once(() => send(asking, { proposal: proposal, note: $("note").value }));
  });
  window.StudioLetters($("letters"), $("proposal"));
  $("name").value = localStorage.getItem(NAME) || "";
  once(start);
})();
