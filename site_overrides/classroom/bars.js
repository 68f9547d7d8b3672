// Bars of hands: one for each answer, under what was asked. Words are only ever text.
(function () {
  "use strict";
  const { WHEN, EFFECTS } = window.Together.records;

  /** @param {string} tag @param {string} [text] @param {string} [name] */
  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  /** @param {string} says @param {number} count @param {number} most @param {string} [name] */
  function bar(says, count, most, name) {
    const item = element("li", undefined, name);
    const line = element("span", undefined, "bar");
    const full = element("i");
    full.style.width = (most ? (100 * count) / most : 0) + "%";
    line.append(full);
    item.append(element("span", says), line, element("b", String(count)));
    return item;
  }

  /** @param {Together.Count & {groups?: number}} count */
  function question(count) {
    const section = element("section", undefined, "asked");
    const groups = count.groups ? " · " + count.groups + " groupe(s)" : "";
    section.append(
      element("h3", count.asks),
      element("p", count.lesson + " · " + /** @type {any} */ (WHEN)[count.when] + groups)
    );
    const list = element("ul", undefined, "bars");
    const all = count.answers.reduce((sum, answer) => sum + answer.count, 0);
    count.answers.forEach((answer) => {
      const effect = answer.effect ? " (" + EFFECTS[answer.effect] + ")" : "";
      const says = (answer.right ? "✓ " : "") + answer.says + effect;
      const item = bar(says, answer.count, all, answer.right ? "right" : "");
      if (answer.effect) item.classList.add("effect", answer.effect);
      list.append(item);
    });
    section.append(list);
    return section;
  }

  /** @type {Together.Bars} */
  const bars = {
    bar,
    draw(holder, counts) {
      holder.textContent = "";
      // What was asked before, after and three weeks later stands together.
      const order = Object.keys(WHEN);
      const key = (/** @type {Together.Count} */ one) =>
        [one.lesson, one.step, one.moment].join("/");
      /** @type {Map<string, number>} */
      const first = new Map();
      counts.forEach((count, i) => first.has(key(count)) || first.set(key(count), i));
      const sorted = counts.slice().sort((a, b) => {
        const apart = Number(first.get(key(a))) - Number(first.get(key(b)));
        return apart || order.indexOf(a.when) - order.indexOf(b.when);
      });
      holder.append(...sorted.map(question));
    },
  };
  window.Together = Object.assign(window.Together, { bars });
})();
