// The player asks for clips by their address in the site; here they are in the page.
(function () {
  "use strict";
  const files = JSON.parse(document.getElementById("files").textContent);
  const voice = document.getElementById("voice");
  const nameOf = (address) => address.split("/").pop().replace(".mp3", "");

  window.KalankanFile = function (address) {
    const name = nameOf(address);
    const own = document.querySelector('audio[data-clip="' + name + '"]:not(#voice)');
    return files[name] || (own && own.getAttribute("src")) || address;
  };
  Object.defineProperty(voice, "src", {
    get: () => voice.getAttribute("src") || "",
    set(address) {
      voice.dataset.clip = nameOf(address);
      voice.setAttribute("src", window.KalankanFile(address));
    }
  });
})();
