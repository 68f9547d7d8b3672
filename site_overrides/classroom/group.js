// The page of one group: what it counted, what it wishes.
(function () {
  "use strict";
  const { records, keeping, bars } = window.Together;
  /** @param {string} id */
  const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  function show() {
    at("none").hidden = keeping.record.counts.length > 0;
    bars.draw(at("bars"), keeping.record.counts);
    at("wishes")
      .querySelectorAll("input")
      .forEach((box) => (box.checked = keeping.record.wishes.includes(box.value)));
  }

  Object.keys(records.WISHES).forEach((wish) => {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = wish;
    box.addEventListener("change", () => {
      const others = keeping.record.wishes.filter((other) => other !== wish);
      keeping.record.wishes = box.checked ? [...others, wish] : others;
      keeping.changed();
    });
    label.append(box, " " + records.WISHES[wish]);
    item.append(label);
    at("wishes").append(item);
  });
  keeping.onOther(show);
  at("print").addEventListener("click", () => window.print());
  show();
})();
