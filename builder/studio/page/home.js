// What the studio asks of its server; what is recorded and what is not; what stops it.
(function () {
  "use strict";

  function element(tag, attributes, ...inside) {
    const made = document.createElement(tag);
    for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name]);
    made.append(...inside);
    return made;
  }

  // An Error with the server's own words, and its list of problems when lessons have some.
  function ask(address, options) {
    return fetch(address, options)
      .catch(function () {
        throw new Error(
          "Le studio ne répond plus. Relance-le, puis ouvre l'adresse que montre le terminal."
        );
      })
      .then(function (answer) {
        if (answer.ok) return answer;
        return answer.json().then(function (told) {
          const error = new Error(told.error);
          error.problems = told.problems || null;
          error.status = answer.status;
          throw error;
        });
      });
  }

  function count(number, one, many) {
    return number + " " + (number > 1 ? many : one);
  }

  function figures(row) {
    const left = row.total - row.recorded - row.stale;
    const told = [count(row.recorded, "enregistrée", "enregistrées")];
    if (row.stale) told.push(count(row.stale, "périmée", "périmées"));
    if (left) told.push(left + " à faire");
    return told.join(", ");
  }

  function bar(row) {
    const made = element("span", { class: "bar", "aria-hidden": "true" });
    for (const [name, number] of [["kept", row.recorded], ["old", row.stale]]) {
      const part = element("i", { class: name });
      part.style.width = (100 * number) / row.total + "%";
      made.append(part);
    }
    return made;
  }

  function rowOf(part, row) {
    const language = row.spoken;
    const whole = row.recorded === row.total;
    const doing = whole ? "Réécouter" : row.recorded ? "Continuer" : "Commencer";
    const link = element(
      "a",
      { class: whole ? "go whole" : "go", href: "#" + row.language + "/" + part.source },
      doing,
      element("span", { class: "quiet" }, " : " + part.name + ", en " + language)
    );
    const named = element("b", {}, "En " + language);
    const told = element("p", { class: "figures" }, named, " ", figures(row));
    return element("li", {}, element("div", {}, told, bar(row)), link);
  }

  function showProblems(error) {
    document.getElementById("problems-title").textContent = error.message;
    const list = document.querySelector("#problems ul");
    list.textContent = "";
    for (const problem of error.problems) {
      const place = problem.place ? [element("code", {}, problem.place), " "] : [];
      list.append(element("li", {}, ...place, problem.message, element("span", {}, problem.hint)));
    }
  }

  function show(home) {
    for (const [id, lesson] of [["lessons", true], ["shared", false]]) {
      const list = document.getElementById(id);
      list.textContent = "";
      for (const part of home.parts.filter((one) => one.lesson === lesson)) {
        const rows = element("ul", {}, ...part.rows.map((row) => rowOf(part, row)));
        list.append(element("li", { class: "part" }, element("h3", {}, part.name), rows));
      }
    }
    const unplayed = document.getElementById("unplayed");
    unplayed.hidden = !home.unplayed.length;
    unplayed.textContent =
      "Dans course.yaml, « voices » ne met pas « recording » en premier pour : " +
      home.unplayed.join(", ") +
      ". Les prises ne seront pas entendues tant qu'une autre voix parle avant.";
  }

  window.StudioHome = { ask, show, showProblems };
})();
