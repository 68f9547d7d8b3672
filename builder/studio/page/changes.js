// What reviewers say of a text, side by side; for an author, to be taken or left with one touch.
(function () {
  "use strict";
  const SAYS = { accept: "C’est bon", propose: "Autrement :", question: "À demander" };

  function element(tag, name, ...inside) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inside);
    return made;
  }

  function words(text, language, name) {
    const made = element("p", name, text);
    made.lang = language;
    return made;
  }

  // One opinion; `act(address, opinion)` makes its buttons, which only an author has.
  function side(opinion, language, act) {
    const said = element("p", "", element("b", "", opinion.by), " : " + SAYS[opinion.says]);
    const made = element("div", "side", said);
    if (opinion.proposal) made.append(words(opinion.proposal, language, "text"));
    if (opinion.note) made.append(element("p", "near", opinion.note));
    if (act && opinion.says === "propose") {
      for (const [address, name] of [["taken", "Prendre"], ["left", "Laisser"]]) {
        const button = element("button", address === "taken" ? "go" : "go whole", name);
        button.type = "button";
        button.addEventListener("click", () => act(address, opinion));
        made.append(button);
      }
    }
    return made;
  }

  function change(string, language, act) {
    const made = element("li", "change", words(string.words, language, "text"));
    for (const other of string.others) made.append(words(other.words, other.language, "near"));
    made.append(element("p", "near", string.places.join(", ")));
    const told = string.opinions.map((one) =>
      side(one, language, (address, opinion) => act(address, string, opinion))
    );
    made.append(element("div", "sides", ...told));
    return made;
  }

  function isOpen(string) {
    return string.opinions.some((one) => one.says !== "accept");
  }

  window.StudioChanges = { side, change, isOpen, element };
})();
