// Letters and tones that a keyboard may lack, put where the cursor is.
(function () {
  "use strict";
  const LETTERS = ["ɛ", "ɔ", "ɲ", "ŋ", "’"];
  const TONES = [
    ["\u0300", "bas"],
    ["\u0301", "haut"],
    ["\u030c", "montant"],
  ];

  function put(field, typed) {
    const at = field.selectionStart;
    field.setRangeText(typed, at, field.selectionEnd, "end");
    field.value = field.value.normalize("NFC");
    field.focus();
  }

  // Buttons in `group` that write into `field`; capitals where a sentence begins.
  window.StudioLetters = function (group, field) {
    function add(shown, name, typed) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = shown;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", () => put(field, typed()));
      group.append(button);
    }
    for (const letter of LETTERS) {
      add(letter, letter, () => (field.selectionStart ? letter : letter.toUpperCase()));
    }
    for (const [mark, name] of TONES) add("◌" + mark, "Ton " + name, () => mark);
  };
})();
