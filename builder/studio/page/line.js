// One line on the screen: its words, what helps to read them, the level, the buttons.
(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const METER_FLOOR_DB = -60;
  const METER_EVERY_MS = 250;
  const TOO_QUIET = 0.02;
  const QUIET = 0.08;
  const FULL_SCALE = 0.999;
  const STATES = {
    recorded: "Enregistrée",
    stale: "Périmée : le texte a changé depuis la prise",
    unusable: "La prise ne peut pas être utilisée : à refaire",
    missing: "À enregistrer",
  };
  const BUSY = ["opening", "stopping", "sending"];
  let metered = 0;
  let highest = 0; // since the words were told last

  function say(what, kind) {
    $("told").className = kind || "";
    $("told").textContent = what;
  }

  function show(part, at) {
    const line = part.lines[at];
    $("count").textContent = at + 1 + " sur " + part.lines.length;
    $("role").textContent = line.role;
    $("place").textContent = line.place;
    $("say").textContent = line.say;
    $("say").lang = $("shown").lang = part.language;
    $("shown").hidden = !line.shown;
    $("shown").textContent = line.shown ? "Écrit : " + line.shown : "";
    $("helping").textContent = line.helping;
    $("helping").lang = line.helpingLanguage;
    $("picture").hidden = !line.picture;
    if (line.picture) {
      $("picture").src = "picture/" + line.picture.name;
      $("picture").alt = line.picture.alt;
    }
  }

  // `doing` as in studio.js; `take` is a take that is not kept, or null.
  function refresh(part, at, doing, take) {
    const line = part.lines[at];
    const recording = doing === "recording";
    const busy = BUSY.includes(doing);
    const free = !busy && !recording;
    const kept = !take && line.state === "recorded";
    $("state").textContent = take ? "Prise à écouter, pas encore gardée" : STATES[line.state];
    $("state").className = take ? "taken" : line.state;
    label("record", recording ? "stop" : "mic", recording ? "Arrêter" : "Enregistrer");
    label("hear", "ear", take ? "Écouter la prise" : "Écouter");
    label("keep", "check", kept ? "Continuer" : "Garder");
    $("stage").classList.toggle("on", recording);
    $("record").classList.toggle("on", recording);
    $("keep").classList.toggle("ready", Boolean(take) && free);
    allow("record", !busy);
    allow("hear", free);
    allow("again", take && free);
    allow("keep", free && (take || kept));
    allow("previous", free && at > 0);
    allow("following", free && at < part.lines.length - 1);
    if (!recording) $("clock").textContent = take && take.seconds ? seconds(take.seconds) : "";
  }

  // Not `disabled`: who is on a button stays on it.
  function allow(id, is) {
    $(id).setAttribute("aria-disabled", String(!is));
  }

  function label(id, icon, name) {
    $(id).querySelector("use").setAttribute("href", "#i-" + icon);
    $(id).querySelector("span").textContent = name;
  }

  function seconds(number) {
    return number.toFixed(1).replace(".", ",") + " s";
  }

  function clock(number) {
    $("clock").textContent = seconds(number);
  }

  // `peak` is 0 to 1. The words change a few times a second only, the bar at once.
  function meter(peak) {
    $("level").firstElementChild.style.width = percent(peak) + "%";
    highest = Math.max(highest, peak);
    if (Date.now() - metered < METER_EVERY_MS) return;
    metered = Date.now();
    const words = { loud: "trop fort", good: "bien", low: "faible", none: "silence" };
    const name = loudness(highest);
    $("level").className = name;
    $("level").setAttribute("aria-valuenow", String(Math.round(percent(highest))));
    $("level").setAttribute("aria-valuetext", words[name]);
    $("hint").textContent = words[name];
    highest = 0;
  }

  function percent(peak) {
    return Math.max(0, 100 * (1 - (20 * Math.log10(peak || 1e-9)) / METER_FLOOR_DB));
  }

  function loudness(peak) {
    if (peak >= FULL_SCALE) return "loud";
    if (peak >= QUIET) return "good";
    return peak >= TOO_QUIET ? "low" : "none";
  }

  // What a person hears of a take that was just made; the server judges it when it is kept.
  function remark(take) {
    const name = loudness(take.peak);
    if (name === "none") say("Trop faible : approche-toi du micro, puis refais (R).", "bad");
    else if (name === "loud") say("Trop fort : éloigne-toi du micro, puis refais (R).", "warn");
    else say("Prise faite. Écoute-la (E), garde-la (Entrée) ou refais (R).", "");
  }

  window.StudioLine = { say, show, refresh, clock, meter, remark };
})();
